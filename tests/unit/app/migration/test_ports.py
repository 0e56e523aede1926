from __future__ import annotations

from pathlib import Path

from tests.fakes.migration_folders import MigrationHome

from lockgate.app.migration.ports import Folder, OpenTable, TableStore
from lockgate.bootstrap import folders


def test_the_real_adapters_have_the_shape_that_is_asked_for(tmp_path: Path) -> None:
    home = MigrationHome(tmp_path).ready()
    folder: Folder = folders()
    store: TableStore = home.store()
    opened: OpenTable = store.rehearse(1)

    assert folder.names(home.folder) == ("0001_rename_km", "target.yaml")
    assert opened.digest().rows == 1
    opened.close()
