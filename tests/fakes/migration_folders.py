"""Small folders of migrations with their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.fakes.contract_pairs import contract_text

from lockgate.app.contract_versions import Archive
from lockgate.app.migration.apply import Migrator
from lockgate.app.migration.contracts import ContractsOfTarget
from lockgate.app.migration.folder import MigrationFolder, read_folder
from lockgate.app.migration.ports import TableStore
from lockgate.bootstrap import clock_of, engine_of, files, folders, history_of, revisions, store_of

__all__ = ["DOWN", "NOW", "TRIPS", "UP", "MigrationHome"]

NOW = datetime(2013, 7, 1, tzinfo=UTC)

TRIPS: Mapping[str, list[Any]] = {
    "id": [1, 2, 3, 4],
    "km": [1.5, 2.5, None, 2.5],
    "who": ["Ada L", "Bob M", "Cyd N", None],
}

UP = """
ALTER TABLE trips RENAME COLUMN km TO distance;
ALTER TABLE trips ADD COLUMN first_name VARCHAR;
UPDATE trips SET first_name = split_part(who, ' ', 1);
"""
DOWN = """
ALTER TABLE trips DROP COLUMN first_name;
ALTER TABLE trips RENAME COLUMN distance TO km;
"""

_OLD = "name: id, logicalType: integer, primaryKey: true\nname: km, logicalType: number\nname: who"
_NEW = _OLD.replace("name: km", "name: distance") + "\nname: first_name"


@dataclass(frozen=True, slots=True)
class MigrationHome:
    """A directory with a table, a folder of migrations and a contract in two versions."""

    root: Path

    @property
    def folder(self) -> str:
        """Return the folder of migrations."""
        return str(self.root / "migrations")

    @property
    def location(self) -> Path:
        """Return the directory of the table."""
        return self.root / "data" / "trips"

    def write(self, path: str, text: str) -> Path:
        """Write a text below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def table(self, columns: Mapping[str, list[Any]] = TRIPS, *, parts: int = 2) -> None:
        """Write the table in some files."""
        whole = pa.table({name: pa.array(values) for name, values in columns.items()})
        self.location.mkdir(parents=True)
        size = -(-whole.num_rows // parts)
        for number in range(parts):
            pq.write_table(whole.slice(number * size, size), self.location / f"part-{number}.parquet")

    def target(self, text: str = "table: trips\nparquet: ../data/trips\n") -> None:
        """Write ``target.yaml``."""
        self.write("migrations/target.yaml", text)

    def contract(self) -> None:
        """Keep version 1.0.0 of the contract, and let 2.0.0 be the present one."""
        path = self.write("contracts/trips.odcs.yaml", contract_text(_NEW, version="2.0.0"))
        history_of(str(path)).keep("trips", "1.0.0", contract_text(_OLD).encode())
        self.target("table: trips\nparquet: ../data/trips\ncontract: ../contracts/trips.odcs.yaml\n")

    def migration(self, name: str = "0001_rename_km", up: str = UP, down: str = DOWN, more: str = "") -> None:
        """Write a migration."""
        self.write(f"migrations/{name}/migration.yaml", f"describes: {name[5:]}\n{more}")
        self.write(f"migrations/{name}/up.sql", up)
        self.write(f"migrations/{name}/down.sql", down)

    def ready(self) -> MigrationHome:
        """Write a table, its target and one migration."""
        self.table()
        self.target()
        self.migration()
        return self

    def read(self) -> MigrationFolder:
        """Read the folder."""
        return read_folder(folders(), self.folder)

    def store(self) -> TableStore:
        """Return where the table is."""
        return store_of(self.read().target, self.folder)

    def migrator(self, *, allow_lossy: bool = False, store: TableStore | None = None) -> Migrator:
        """Return what moves the table, with the real adapters and a clock that stands still."""
        read = self.read()
        path = str(Path(self.folder) / read.target.contract) if read.target.contract else ""
        archive = Archive(files(), revisions(), history_of)
        return Migrator(
            folder=read,
            store=store or self.store(),
            contracts=ContractsOfTarget(archive, path, read.target.table).of,
            engine=engine_of(),
            clock=clock_of(NOW),
            allow_lossy=allow_lossy,
        )

    def rows(self) -> dict[str, list[Any]]:
        """Return the table as a reader sees it, ordered by id."""
        columns: dict[str, list[Any]] = pq.read_table(self.location).sort_by("id").to_pydict()
        return columns
