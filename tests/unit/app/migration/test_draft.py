from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.migration_folders import MigrationHome
from tests.unit.app.migration.test_contracts import contracts

from lockgate.app.migration.draft import Draft, draft_migration, target_text
from lockgate.domain.errors import ParameterError
from lockgate.migrations.migration import Target

TARGET = Target(table="trips", parquet="../data/trips")


def draft(root: Path, *, versions: tuple[str, str] = ("1.0.0", "2.0.0"), **more: bool) -> Draft:
    found = contracts(MigrationHome(root))
    taken = ("0001_a", "0007_b", "target.yaml")
    return draft_migration(
        "km", taken, TARGET, found, versions=versions, is_python=more.get("is_python", False)
    )


def test_the_next_number_and_the_steps_that_the_contract_tells(tmp_path: Path) -> None:
    made = draft(tmp_path)

    assert made.id == "0008_km"
    assert made.files["0008_km/migration.yaml"] == (
        'describes: km\nfrom: "1.0.0"\nto: "2.0.0"\n# up loses column `km`. Say why that may go:\n# lossy_up: \n'
    )
    assert "ALTER TABLE trips ADD COLUMN first_name TEXT;" in made.files["0008_km/up.sql"]
    assert "ALTER TABLE trips DROP COLUMN first_name;" in made.files["0008_km/down.sql"]


def test_without_versions_the_steps_are_empty(tmp_path: Path) -> None:
    made = draft(tmp_path, versions=("", ""))

    assert made.files["0008_km/up.sql"] == "-- statements that lead to the new form\n"
    assert made.files["0008_km/migration.yaml"] == "describes: km\n"


def test_steps_in_python_are_two_functions(tmp_path: Path) -> None:
    made = draft(tmp_path, is_python=True)

    assert set(made.files) == {"0008_km/migration.yaml", "0008_km/steps.py"}
    assert "def down(table: pa.Table)" in made.files["0008_km/steps.py"]


def test_a_name_is_a_word(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="lower-case"):
        draft_migration(
            "Not a word", (), TARGET, contracts(MigrationHome(tmp_path)), versions=("", ""), is_python=False
        )


def test_a_target_is_written_without_what_goes_without_saying() -> None:
    assert target_text(TARGET) == "table: trips\nparquet: ../data/trips\n"
    assert target_text(Target(table="t", postgres="URL", schema="s")) == "table: t\npostgres: URL\nschema: s\n"
