from __future__ import annotations

from tests.fakes.migration_folders import DOWN, UP, MigrationHome
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import MigrationError


def test_the_status_shows_both_sides_and_finds_a_changed_migration(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    pending = shell("migrate", "status", home.folder)
    shell("migrate", "up", home.folder)
    applied = shell("migrate", "status", home.folder)
    home.migration(up=f"{UP}-- changed", down=DOWN)
    changed = shell("migrate", "status", home.folder)

    assert "· 0001_rename_km   pending: rename_km" in pending.stdout
    assert "✔ 0001_rename_km" in applied.stdout
    assert isinstance(changed.exception, MigrationError)
    assert changed.exception.code == "LG611"
