from __future__ import annotations

from tests.fakes.migration_folders import MigrationHome
from tests.unit.cli.conftest import Shell


def test_a_plan_is_shown_and_changes_nothing(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    before = home.rows()

    result = shell("migrate", "plan", home.folder, "--prove")

    assert result.return_value == 0
    assert "proved: up, down and up again gave the same 4 rows" in result.stdout
    assert home.rows() == before


def test_a_proof_that_fails_ends_with_one(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.migration(up="UPDATE trips SET km = round(km)", down="UPDATE trips SET km = km")

    assert shell("migrate", "plan", home.folder, "--prove", "--sample", "0").return_value == 1
    assert shell("migrate", "plan", home.folder).return_value == 0
