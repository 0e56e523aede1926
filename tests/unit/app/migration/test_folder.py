from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.migration_folders import DOWN, UP, MigrationHome

from lockgate.domain.errors import DocumentError, MigrationError
from lockgate.migrations.migration import ScriptStep


@pytest.fixture
def home(tmp_path: Path) -> MigrationHome:
    return MigrationHome(tmp_path).ready()


def test_migrations_are_read_in_the_order_of_their_numbers(home: MigrationHome) -> None:
    home.migration("0010_b")
    home.migration("0002_a", more='from: "1.0.0"\nto: "1.1.0"\nlossy_up: old\n')

    read = home.read()

    assert [one.id for one in read.migrations] == ["0001_rename_km", "0002_a", "0010_b"]
    assert (read.migrations[1].declaration.to_version, read.migrations[1].declaration.lossy_up) == (
        "1.1.0",
        "old",
    )
    assert read.target.table == "trips"


def test_steps_may_be_functions_of_a_file(home: MigrationHome) -> None:
    home.write("migrations/0002_py/migration.yaml", "describes: x\n")
    home.write(
        "migrations/0002_py/steps.py",
        "def up(table):\n    return table\n\ndef down(table):\n    return table\n",
    )

    step = home.read().migrations[1].up

    assert isinstance(step, ScriptStep)
    assert step.path.endswith("0002_py/steps.py")


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("migrations/target.yaml", "table: trips\n", "LG325"),
        ("migrations/0001_rename_km/up.sql", "-- nothing", "LG325"),
        ("migrations/0001_rename_km/up.sql", "DROP TABLE trips", "LG326"),
        ("migrations/0001_rename_km/steps.py", "def up(table): ...", "no function `down"),
        ("migrations/0001-wrong/migration.yaml", "describes: x\n", "LG310"),
    ],
)
def test_what_is_missing_or_not_allowed_is_an_error(
    home: MigrationHome, path: str, text: str, said: str
) -> None:
    home.write(path, text)

    with pytest.raises((MigrationError, DocumentError), match=said):
        home.read()


@pytest.mark.parametrize("text", ["describe: x\n", "[]\n", "describes: x\nfrom: 1\n"])
def test_mistakes_in_a_declaration_have_a_place(home: MigrationHome, text: str) -> None:
    home.write("migrations/0001_rename_km/migration.yaml", text)

    with pytest.raises(DocumentError, match=r"migration.yaml:\d"):
        home.read()


def test_two_migrations_with_one_number_have_no_order(home: MigrationHome) -> None:
    home.migration("0001_other")

    with pytest.raises(MigrationError, match="same number"):
        home.read()


def _versions(start: str, end: str) -> str:
    return f'from: "{start}"\nto: "{end}"\n'


def test_two_migrations_do_not_start_at_one_version(home: MigrationHome) -> None:
    home.migration("0002_a", more=_versions("1.0.0", "2.0.0"))
    home.migration("0003_b", more=_versions("1.0.0", "2.0.0"))

    with pytest.raises(MigrationError, match=r"0003_b`: .*version 1.0.0, which 0002_a has left"):
        home.read()


def test_a_version_may_be_mended_skipped_and_come_back_to(home: MigrationHome) -> None:
    home.migration("0002_a", more=_versions("1.0.0", "2.0.0"))
    home.migration("0003_b", more=_versions("2.0.0", "2.0.0"))
    home.migration("0004_c", more=_versions("2.1.0", "1.0.0"))
    home.migration("0005_d", more=_versions("1.0.0", "3.0.0"))
    home.migration("0006_e")

    assert len(home.read().migrations) == 6


def test_a_folder_without_a_name_of_its_own_is_refused(home: MigrationHome) -> None:
    home.migration("0003-wrong", UP, DOWN)

    with pytest.raises(MigrationError, match="0001_rename_km"):
        home.read()


def test_steps_in_python_are_for_parquet_only(home: MigrationHome) -> None:
    home.target("table: trips\npostgres: URL\n")
    home.write("migrations/0001_rename_km/steps.py", "def up(table): ...\ndef down(table): ...\n")

    with pytest.raises(MigrationError, match="Parquet only"):
        home.read()


def test_a_step_that_is_no_python_is_told_with_its_line(home: MigrationHome) -> None:
    (home.root / "migrations" / "0001_rename_km" / "steps.py").write_text("x = 1\ndef up(t:\n")

    with pytest.raises(MigrationError, match=r"it is no Python: line 2"):
        home.read()
