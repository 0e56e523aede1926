from __future__ import annotations

import builtins
import itertools
import signal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.fakes.contract_pairs import contract_text
from tests.fakes.killed import Killed
from tests.fakes.migration_folders import MigrationHome
from tests.fakes.postgres import postgres_url

from lockgate.adapters.migrations import postgres_store
from lockgate.adapters.migrations.postgres_store import PostgresStore
from lockgate.app.migration.rehearse import rehearse
from lockgate.bootstrap import history_of
from lockgate.domain.errors import DataError, MigrationError, MissingExtraError
from lockgate.migrations.migration import ScriptStep

URL = "LOCKGATE_TEST_URL"

UP = """
ALTER TABLE trips RENAME COLUMN km TO distance;
ALTER TABLE trips ADD COLUMN first_name text;
UPDATE trips SET first_name = split_part(who, ' ', 1);
"""
DOWN = "ALTER TABLE trips DROP COLUMN first_name; ALTER TABLE trips RENAME COLUMN distance TO km;"

STATEMENTS = """
import psycopg
import lockgate.adapters.migrations.postgres_store


def arm():
    psycopg.Connection.execute = counted(psycopg.Connection.execute)
    psycopg.Connection.commit = counted(psycopg.Connection.commit)
"""


class Database:
    """A schema of its own on a real server."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.query(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        self.query(f'CREATE SCHEMA "{schema}"')

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one statement in a transaction of its own."""
        with psycopg.connect(postgres_url(), options=f"-c search_path={self.schema}") as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def rows(self) -> list[tuple[Any, ...]]:
        return self.query("SELECT * FROM trips ORDER BY id")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    database = Database(f"s{abs(hash(request.node.nodeid)) % 10**9}")
    database.query(
        "CREATE TABLE trips (id bigint PRIMARY KEY, km double precision CHECK (km > 0), who text DEFAULT 'x')"
    )
    database.query("CREATE INDEX by_who ON trips (who)")
    database.query("INSERT INTO trips VALUES (1, 1.5, 'Ada L'), (2, NULL, NULL)")
    return database


@pytest.fixture
def home(tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> MigrationHome:
    monkeypatch.setenv(URL, postgres_url())
    home = MigrationHome(tmp_path)
    home.target(f"table: trips\npostgres: {URL}\nschema: {database.schema}\n")
    home.migration(up=UP, down=DOWN)
    return home


def test_up_and_down_change_rows_columns_and_journal_together(home: MigrationHome, database: Database) -> None:
    before = database.rows()

    (up,) = home.migrator().up()

    assert (up.rows, up.restores) == (2, True)
    assert database.rows() == [(1, 1.5, "Ada L", "Ada"), (2, None, None, None)]
    assert [entry.id for entry in home.store().journal().applied] == ["0001_rename_km"]
    home.migrator().down()
    assert (database.rows(), home.store().journal().applied) == (before, ())


def test_a_step_that_fails_changes_nothing(home: MigrationHome, database: Database) -> None:
    before = database.rows()
    home.migration(up=f"{UP} ALTER TABLE trips DROP COLUMN nowhere;", more="lossy_up: x\n", down=DOWN)

    with pytest.raises(MigrationError, match=r"LG613.*nowhere"):
        home.migrator(allow_lossy=True).up()

    assert (database.rows(), home.store().journal().applied) == (before, ())


def test_what_the_server_refuses_is_told_without_the_value(home: MigrationHome) -> None:
    cast = "ALTER TABLE trips ALTER COLUMN who TYPE bigint USING CAST(who AS bigint)"
    home.migration(up=f"ALTER TABLE trips ALTER COLUMN who DROP DEFAULT; {cast}", down=DOWN)

    with pytest.raises(MigrationError, match="invalid input syntax for type bigint") as caught:
        home.migrator().up()

    assert "Ada" not in str(caught.value)


def test_a_way_back_that_forgets_a_constraint_or_an_index_does_not_restore(home: MigrationHome) -> None:
    home.migration(
        up="ALTER TABLE trips DROP COLUMN who",
        down="ALTER TABLE trips ADD COLUMN who text; UPDATE trips SET who = 'Ada L' WHERE id = 1",
        more="lossy_up: none\n",
    )

    tried = rehearse(home.read(), home.store(), rows=0, prove=True)

    (step,) = tried.steps
    assert step.proof is not None
    assert step.proof.differs.startswith("column `who` is text and was text; default 'x'::text; CREATE INDEX")


def test_a_rehearsal_uses_a_temporary_table_and_leaves_the_real_one_alone(
    home: MigrationHome, database: Database
) -> None:
    before = database.rows()
    with psycopg.connect(postgres_url()) as reader:  # a reader that does not finish would block a change
        reader.execute(f'TABLE "{database.schema}".trips'.encode())

        tried = rehearse(home.read(), home.store(), rows=1, prove=True)

    assert (tried.rows, tried.is_proved, tried.steps[0].written) == (1, True, 1)
    assert database.rows() == before


@pytest.mark.parametrize(
    "mode",
    ["ROW EXCLUSIVE", "ACCESS SHARE"],
    ids=["as an UPDATE does", "as a SELECT does, and a column changes"],
)
def test_a_session_that_does_not_end_is_not_waited_for_without_end(
    mode: str, home: MigrationHome, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "LONGEST_WAIT_S", 0.05)
    before = database.rows()
    with psycopg.connect(postgres_url()) as other:
        other.execute(f'LOCK TABLE "{database.schema}".trips IN {mode} MODE'.encode())

        with pytest.raises(MigrationError, match=r"\[LG610\].*transactions that do not end"):
            home.migrator().up()

        other.rollback()
    assert database.rows() == before
    home.migrator().up()
    assert database.rows() != before


def test_a_declared_loss_is_undone_and_done_once(home: MigrationHome, database: Database) -> None:
    home.migration(
        up="INSERT INTO trips (id) SELECT id + 10 FROM trips WHERE id < 10",
        down="UPDATE trips SET km = km",
        more="lossy_up: rows stay\n",
    )

    with pytest.raises(MigrationError, match="LG613"):  # the same keys cannot be inserted twice
        home.migrator(allow_lossy=True).up()

    assert len(database.rows()) == 2


def test_the_contract_is_asked_within_the_transaction(home: MigrationHome, database: Database) -> None:
    known = "name: id, logicalType: integer, unique: true\nname: distance, logicalType: number"
    columns = f"{known}\nname: who\nname: first_name"
    path = home.write("contracts/trips.odcs.yaml", contract_text(columns, version="2.0.0"))
    broken = columns.replace("name: who", "name: who, required: true")
    history_of(str(path)).keep("trips", "3.0.0", contract_text(broken, version="3.0.0").encode())
    home.target(
        f"table: trips\npostgres: {URL}\nschema: {database.schema}\ncontract: ../contracts/trips.odcs.yaml\n"
    )
    home.migration(up=UP, down=DOWN, more='to: "3.0.0"\n')
    before = database.rows()
    with pytest.raises(MigrationError, match=r"LG614.*completeness who"):
        home.migrator().up()
    assert database.rows() == before

    home.migration(up=UP, down=DOWN, more='to: "2.0.0"\n')
    (done,) = home.migrator().up()

    assert done.gate is not None
    assert done.gate.red == ()


def test_one_process_at_a_time(home: MigrationHome) -> None:
    holder = home.store().open()

    with pytest.raises(MigrationError, match="LG610"):
        home.migrator().up()
    holder.close()

    assert len(home.migrator().up()) == 1


def test_two_tables_of_a_schema_have_journals_of_their_own(home: MigrationHome, database: Database) -> None:
    home.migrator().up()
    database.query("CREATE TABLE others (id int)")

    assert PostgresStore("others", database.schema, URL, postgres_url()).journal().applied == ()
    assert home.store().prune() == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE trips RENAME TO gone", "no such table"),
        ("ALTER TABLE trips RENAME TO gone; CREATE VIEW trips AS SELECT 1 AS id", "a view or a foreign table"),
    ],
)
def test_what_is_no_table_is_told(home: MigrationHome, database: Database, change: str, said: str) -> None:
    for statement in change.split("; "):
        database.query(statement)

    for asked in (home.store().journal, home.store().open, lambda: home.store().rehearse(0)):
        with pytest.raises(MigrationError, match=said):
            asked()


def test_no_message_shows_the_url(database: Database) -> None:
    store = PostgresStore("trips", database.schema, URL, "postgresql://user:secret@127.0.0.1:1/none")

    with pytest.raises(MigrationError) as caught:
        store.journal()

    assert "secret" not in str(caught.value) + repr(store) + store.place
    assert URL in str(caught.value)


def test_a_url_that_is_not_set_is_told(home: MigrationHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL)

    with pytest.raises(MigrationError, match=f"{URL} is not set"):
        home.store()


def test_without_the_extra_the_message_names_it(home: MigrationHome, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *more: Any, **options: Any) -> Any:  # noqa: ANN401 - the signature of import
        if name == "psycopg":
            raise ImportError(name)
        return real(name, *more, **options)

    store = home.store()
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match="postgres"):
        store.journal()


def test_a_program_is_no_step_here(home: MigrationHome) -> None:
    opened = home.store().open()

    with pytest.raises(DataError, match="Parquet only"):
        opened.run(ScriptStep("steps.py", "up"))
    opened.close()


def test_a_transaction_that_the_server_ends_changes_nothing(home: MigrationHome, database: Database) -> None:
    opened = home.store().open()
    opened.run(home.read().migrations[0].up)
    database.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")

    with pytest.raises((MigrationError, DataError)):
        opened.commit(home.store().journal())
    opened.close()

    assert len(database.rows()[0]) == 3


@pytest.mark.slow
def test_killed_before_each_statement_and_run_again(home: MigrationHome, database: Database) -> None:
    before = database.rows()
    after = [(1, 1.5, "Ada L", "Ada"), (2, None, None, None)]
    with Killed(STATEMENTS) as program:
        for moment in itertools.count():
            code = program.run(moment, "migrate", "up", home.folder)

            applied = home.store().journal().applied
            assert database.rows() == (after if applied else before)
            if code == 0:
                break
            assert code == -signal.SIGKILL
            if applied:
                home.migrator().down()
    assert len(applied) == 1
