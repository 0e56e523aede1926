"""Every place where a table can be migrated behaves in the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from tests.fakes.migration_folders import DOWN, MigrationHome
from tests.fakes.postgres import postgres_url

from lockgate.app.migration.rehearse import rehearse
from lockgate.domain.errors import MigrationError
from lockgate.migrations.set_digest import SetDigest

UP = """
ALTER TABLE trips RENAME COLUMN km TO distance;
ALTER TABLE trips ADD COLUMN first_name VARCHAR;
UPDATE trips SET first_name = split_part(who, ' ', 1);
"""


def parquet(home: MigrationHome, _: pytest.MonkeyPatch) -> None:
    home.ready()


def postgres(home: MigrationHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCKGATE_TEST_URL", postgres_url())
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(b"DROP SCHEMA IF EXISTS conformance CASCADE")
        connection.execute(b"CREATE SCHEMA conformance")
        connection.execute(b"CREATE TABLE conformance.trips (id bigint, km double precision, who varchar)")
        rows = b"(1, 1.5, 'Ada L'), (2, 2.5, 'Bob M'), (3, NULL, 'Cyd N'), (4, 2.5, NULL)"
        connection.execute(b"INSERT INTO conformance.trips VALUES " + rows)
    home.target("table: trips\npostgres: LOCKGATE_TEST_URL\nschema: conformance\n")
    home.migration(up=UP, down=DOWN)


@pytest.fixture(params=[parquet, postgres])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MigrationHome:
    """Return a table of four trips and one migration, in each kind of place."""
    home = MigrationHome(tmp_path)
    make: Callable[[MigrationHome, pytest.MonkeyPatch], None] = request.param
    make(home, monkeypatch)
    return home


def digest(home: MigrationHome) -> SetDigest:
    """Return what the table holds, as anybody would read it."""
    copy = home.store().rehearse(0)
    try:
        return copy.digest()
    finally:
        copy.close()


def test_up_and_down_are_seen_with_their_journal(home: MigrationHome) -> None:
    before = digest(home)

    home.migrator().up()
    there, applied = digest(home), home.store().journal().applied
    home.migrator().down()

    assert ([column.name for column in there.columns], len(applied)) == (
        ["distance", "first_name", "id", "who"],
        1,
    )
    assert (digest(home), home.store().journal().applied) == (before, ())


def test_what_is_closed_without_a_commit_never_was(home: MigrationHome) -> None:
    before = digest(home)

    table = home.store().open()
    written = table.run(home.read().migrations[0].up)
    table.close()

    assert written == 4
    assert (digest(home), home.store().journal().applied) == (before, ())


def test_a_mark_is_returned_to(home: MigrationHome) -> None:
    table = home.store().open()
    before = table.digest()
    table.mark()
    table.run(home.read().migrations[0].up)
    changed = table.digest()

    table.undo()

    assert changed != before
    assert table.digest() == before
    table.close()


def test_a_rehearsal_changes_nothing_and_takes_the_same_rows_each_time(home: MigrationHome) -> None:
    before = digest(home)

    tried = [rehearse(home.read(), home.store(), rows=2, prove=True) for _ in range(2)]

    assert [one.is_proved for one in tried] == [True, True]
    assert tried[0].steps[0].proof == tried[1].steps[0].proof
    assert digest(home) == before


def test_a_second_process_is_refused_and_the_first_one_lets_go(home: MigrationHome) -> None:
    table = home.store().open()

    with pytest.raises(MigrationError, match="LG610"):
        home.store().open()
    table.close()

    home.store().open().close()


def test_a_loss_is_found_on_the_rows_themselves(home: MigrationHome) -> None:
    before = digest(home)
    home.migration(up="UPDATE trips SET km = 2 WHERE id = 1", down="UPDATE trips SET km = 1 WHERE id = 1")

    with pytest.raises(MigrationError, match="LG615"):
        home.migrator(allow_lossy=True).up()

    assert digest(home) == before
