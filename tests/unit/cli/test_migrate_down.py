from __future__ import annotations

from tests.fakes.migration_folders import MigrationHome
from tests.unit.cli.conftest import Shell


def test_down_takes_back_as_many_as_asked(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.migration("0002_b", "ALTER TABLE trips ADD COLUMN b INT", "ALTER TABLE trips DROP COLUMN b")
    shell("migrate", "up", home.folder)

    result = shell("migrate", "down", home.folder, "--steps", "2")

    assert [line.split()[1] for line in result.stdout.splitlines()] == ["0002_b", "0001_rename_km"]
    assert "km" in home.rows()
