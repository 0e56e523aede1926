"""The contract of a version, for the gate of a migration."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.contract_versions import Archive
from lockgate.contracts.contract import Contract, TableContract
from lockgate.domain.errors import DataError

__all__ = ["ContractsOfTarget"]


@dataclass(frozen=True, slots=True)
class ContractsOfTarget:
    """Finds the contract of a table by its version.

    Parameters
    ----------
    archive : Archive
        Reads contracts.
    path : str
        The contract as it is now; empty for none.
    table : str
        The table.
    """

    archive: Archive
    path: str
    table: str

    def of(self, version: str) -> TableContract | None:
        """Return the table's contract in a version: the file, else the kept version, else the revision of git.

        Raises
        ------
        ContractVersionError
            If there is no such version.
        DataError
            If the contract does not speak of the table.
        """
        return self.table_of(self.whole(version)) if self.path else None

    def whole(self, version: str) -> Contract:
        """Return the whole contract in a version."""
        current = self.archive.read(self.path)
        return current if current.version == version else self.archive.read(f"{self.path}@{version}")

    def table_of(self, contract: Contract) -> TableContract:
        """Return the table in a contract."""
        found = contract.table(self.table)
        if found is None:
            raise DataError.unknown_table(self.table, [table.name for table in contract.tables])
        return found
