from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.migration_folders import DOWN, NOW, UP, MigrationHome

from lockgate.app.migration.rehearse import rehearse
from lockgate.domain.errors import MigrationError
from lockgate.migrations.migration import Direction

VERSIONS = 'from: "1.0.0"\nto: "2.0.0"\n'


@pytest.fixture
def home(tmp_path: Path) -> MigrationHome:
    return MigrationHome(tmp_path).ready()


def test_up_changes_the_table_and_its_journal(home: MigrationHome) -> None:
    (done,) = home.migrator().up()

    assert (done.id, done.direction, done.rows, done.restores, done.gate) == (
        "0001_rename_km", Direction.UP, 4, True, None,
    )  # fmt: skip
    assert home.rows() == {
        "id": [1, 2, 3, 4],
        "distance": [1.5, 2.5, None, 2.5],
        "who": ["Ada L", "Bob M", "Cyd N", None],
        "first_name": ["Ada", "Bob", "Cyd", None],
    }
    (entry,) = home.store().journal().applied
    assert (entry.id, entry.digest, entry.at) == ("0001_rename_km", home.read().migrations[0].digest, NOW)


def test_down_brings_back_what_was_there(home: MigrationHome) -> None:
    before = home.rows()
    home.migrator().up()

    (done,) = home.migrator().down()

    assert (done.direction, home.rows(), home.store().journal().applied) == (Direction.DOWN, before, ())
    assert home.migrator().down() == ()


def test_several_are_applied_in_order_and_as_far_as_asked(home: MigrationHome) -> None:
    home.migration("0002_b", "ALTER TABLE trips ADD COLUMN b INT", "ALTER TABLE trips DROP COLUMN b")
    home.migration("0003_c", "ALTER TABLE trips ADD COLUMN c INT", "ALTER TABLE trips DROP COLUMN c")

    first = home.migrator().up("0002_b")
    rest = home.migrator().up()

    assert [[done.id for done in part] for part in (first, rest)] == [["0001_rename_km", "0002_b"], ["0003_c"]]
    assert [done.id for done in home.migrator().down(2)] == ["0003_c", "0002_b"]
    with pytest.raises(MigrationError, match="no migration of that name"):
        home.migrator().up("0009_x")


def test_a_migration_that_names_no_version_is_held_to_that_of_those_before_it(home: MigrationHome) -> None:
    home.contract()
    home.migration(more=VERSIONS)
    home.migration(
        "0002_b", "ALTER TABLE trips RENAME COLUMN id TO i", "ALTER TABLE trips RENAME COLUMN i TO id"
    )

    with pytest.raises(MigrationError, match=r"2\.0\.0"):
        home.migrator().up()

    assert [one.id for one in home.store().journal().applied] == ["0001_rename_km"]


def test_going_down_is_held_to_it_too(home: MigrationHome) -> None:
    home.contract()
    home.migration(more=VERSIONS)
    home.migration("0002_b", "UPDATE trips SET who = who", "UPDATE trips SET who = who")
    home.migrator().up()

    (done,) = home.migrator().down()

    assert done.gate is not None
    assert done.gate.asked > 0


def test_a_step_that_fails_changes_nothing(home: MigrationHome) -> None:
    before = home.rows()
    home.migration(up="ALTER TABLE trips RENAME COLUMN km TO way; UPDATE trips SET nowhere = 1")

    with pytest.raises(MigrationError, match="LG613"):
        home.migrator().up()

    assert (home.rows(), home.store().journal().applied) == (before, ())
    assert not home.location.is_symlink()


def test_a_step_back_that_does_not_bring_everything_back_is_refused(home: MigrationHome) -> None:
    before = home.rows()
    home.migration(up="UPDATE trips SET km = round(km)", down="UPDATE trips SET km = km")

    with pytest.raises(MigrationError, match=r"LG615.*values of rows changed"):
        home.migrator(allow_lossy=True).up()

    assert home.rows() == before


def test_a_declared_loss_needs_leave(home: MigrationHome) -> None:
    home.migration(
        up="ALTER TABLE trips DROP COLUMN who",
        down="ALTER TABLE trips ADD COLUMN who VARCHAR",
        more="lossy_up: names may not be kept\n",
    )
    with pytest.raises(MigrationError, match=r"LG612.*names may not be kept"):
        home.migrator().up()

    (done,) = home.migrator(allow_lossy=True).up()

    assert not done.restores
    assert list(home.rows()) == ["id", "km"]


FICKLE = """
import os
import pyarrow as pa

def up(table):
    return table.append_column("n", pa.array([str(os.getpid())] * len(table)))

def down(table):
    return table.drop_columns(["n"])
"""


def test_a_step_that_gives_other_rows_each_time_is_refused_as_the_plan_says(home: MigrationHome) -> None:
    folder = home.root / "migrations" / "0001_rename_km"
    for file in ("up.sql", "down.sql"):
        (folder / file).unlink()
    (folder / "steps.py").write_text(FICKLE)
    before = home.rows()

    with pytest.raises(MigrationError, match=r"LG615.*gives other rows than before"):
        home.migrator().up()

    assert home.rows() == before
    assert not rehearse(home.read(), home.store(), rows=0, prove=True).is_proved


def test_the_sign_of_zero_is_no_difference(home: MigrationHome) -> None:
    home.migration(up="UPDATE trips SET km = -0.0", down="UPDATE trips SET km = -0.0", more="lossy_up: all\n")
    home.migrator(allow_lossy=True).up()
    home.migration("0002_plus", "UPDATE trips SET km = km + 0", "UPDATE trips SET km = km")

    (done,) = home.migrator().up()

    assert done.restores


def test_each_step_is_told_when_it_is_published_though_a_later_one_fails(home: MigrationHome) -> None:
    home.migration("0002_b", "UPDATE trips SET nowhere = 1", "UPDATE trips SET nowhere = 1")
    told: list[str] = []

    with pytest.raises(MigrationError, match="LG613"):
        replace(home.migrator(), told=lambda done: told.append(done.id)).up()

    assert told == ["0001_rename_km"]


def test_a_loss_is_done_once_and_not_three_times(home: MigrationHome) -> None:
    home.migration(
        up="INSERT INTO trips (id, km) SELECT id + 10, km FROM trips WHERE id < 10",
        down="UPDATE trips SET km = km",
        more="lossy_up: rows stay\n",
    )

    home.migrator(allow_lossy=True).up()

    assert home.rows()["id"] == [1, 2, 3, 4, 11, 12, 13, 14]


def test_going_down_from_a_changed_table_is_refused_where_it_would_lose_the_change(home: MigrationHome) -> None:
    home.migration(up="ALTER TABLE trips ADD COLUMN note VARCHAR", down="ALTER TABLE trips DROP COLUMN note")
    home.migrator().up()
    home.migration("0002_fill", "UPDATE trips SET note = 'seen'", "UPDATE trips SET note = NULL")
    home.migrator().up()
    edited = home.migrator()
    home.migrator().down()
    assert edited.store.journal().applied[-1].id == "0001_rename_km"

    import pyarrow.parquet as pq  # noqa: PLC0415 - somebody writes behind our back

    file = next(home.location.glob("*.parquet"))
    table = pq.read_table(file)
    pq.write_table(table.set_column(3, "note", [["kept"] * 4]), file)
    with pytest.raises(MigrationError, match="LG615"):
        home.migrator().down()


def test_the_contract_is_asked_before_anybody_sees_the_table(home: MigrationHome) -> None:
    home.contract()
    home.migration(more=VERSIONS)

    (up,) = home.migrator().up()
    (down,) = home.migrator().down()

    assert up.gate is not None
    assert (up.gate.red, up.gate.asked) == ((), 6)
    assert down.gate is not None


def test_a_table_that_would_break_its_contract_is_not_published(home: MigrationHome) -> None:
    home.contract()
    before = home.rows()
    home.migration(
        up="ALTER TABLE trips RENAME COLUMN km TO way",
        down="ALTER TABLE trips RENAME COLUMN way TO km",
        more=VERSIONS,
    )

    with pytest.raises(MigrationError, match=r"LG614.*columns_present"):
        home.migrator().up()

    assert (home.rows(), home.store().journal().applied) == (before, ())


def test_a_changed_or_missing_migration_is_refused_before_anything_is_done(home: MigrationHome) -> None:
    home.migrator().up()
    home.migration(up=UP + "-- more", down=DOWN)

    with pytest.raises(MigrationError, match="LG611"):
        home.migrator().up()
    with pytest.raises(MigrationError, match="LG611"):
        home.migrator().down()


def test_one_process_at_a_time(home: MigrationHome) -> None:
    holder = home.store().open()

    with pytest.raises(MigrationError, match="LG610"):
        home.migrator().up()
    holder.close()

    assert len(home.migrator().up()) == 1
