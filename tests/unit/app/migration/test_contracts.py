from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.migration_folders import MigrationHome

from lockgate.app.contract_versions import Archive
from lockgate.app.migration.contracts import ContractsOfTarget
from lockgate.bootstrap import files, history_of, revisions
from lockgate.domain.errors import ContractVersionError, DataError


def contracts(home: MigrationHome, *, table: str = "trips") -> ContractsOfTarget:
    home.contract()
    archive = Archive(files(), revisions(), history_of)
    return ContractsOfTarget(archive, str(home.root / "contracts/trips.odcs.yaml"), table)


def test_a_version_is_the_file_or_one_that_is_kept(tmp_path: Path) -> None:
    found = contracts(MigrationHome(tmp_path))

    old, new = found.of("1.0.0"), found.of("2.0.0")

    assert old is not None
    assert new is not None
    assert ([column.name for column in old.columns], [column.name for column in new.columns]) == (
        ["id", "km", "who"],
        ["id", "distance", "who", "first_name"],
    )


def test_a_version_that_is_nowhere_and_a_table_that_is_not_meant_are_errors(tmp_path: Path) -> None:
    with pytest.raises(ContractVersionError, match="LG321"):
        contracts(MigrationHome(tmp_path)).of("9.9.9")
    with pytest.raises(DataError, match="LG206"):
        contracts(MigrationHome(tmp_path), table="others").of("2.0.0")


def test_a_target_without_a_contract_has_none(tmp_path: Path) -> None:
    assert ContractsOfTarget(Archive(files(), revisions(), history_of), "", "trips").of("1.0.0") is None
    assert tmp_path.is_dir()
