from __future__ import annotations

from tests.fakes.migration_folders import MigrationHome
from tests.unit.cli.conftest import Shell

from lockgate.cli.migrate_options import contracts_of, migrator


def test_the_real_adapters_are_put_together(shell: Shell) -> None:
    home = MigrationHome(shell.root).ready()
    home.contract()

    mover = migrator(home.folder, allow_lossy=True)

    assert (mover.allow_lossy, mover.folder.target.table) == (True, "trips")
    assert contracts_of(mover.folder.target, home.folder).whole("2.0.0").version == "2.0.0"
