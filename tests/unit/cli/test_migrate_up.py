from __future__ import annotations

from tests.fakes.migration_folders import MigrationHome
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import MigrationError


def test_up_says_what_was_done_and_then_that_there_is_nothing_to_do(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.contract()
    home.migration(more='from: "1.0.0"\nto: "2.0.0"\n')

    first, second = shell("migrate", "up", home.folder), shell("migrate", "up", home.folder, "--prune")

    assert first.stdout == "  ✔ 0001_rename_km   up, 4 rows; 6 checks of the contract hold\n"
    assert "nothing to do" in second.stdout
    assert "removed 1 older version" in second.stdout


def test_a_refusal_is_an_error(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.migration(
        up="UPDATE trips SET km = round(km)", down="UPDATE trips SET km = km", more="lossy_up: on purpose\n"
    )

    refused = shell("migrate", "up", home.folder)
    allowed = shell("migrate", "up", home.folder, "--allow-lossy")

    assert isinstance(refused.exception, MigrationError)
    assert "no contract was asked; the way back does not restore everything" in allowed.stdout


def test_checks_that_need_more_than_the_table_are_counted(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.contract()
    file = home.root / "contracts/trips.odcs.yaml"
    file.write_text(file.read_text().replace("{name: who}", "{name: who, relationships: [{to: people.id}]}"))
    home.migration(more='to: "2.0.0"\n')

    assert (
        "6 checks of the contract hold, 1 need more than the table"
        in shell("migrate", "up", home.folder).stdout
    )
