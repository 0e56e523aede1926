from __future__ import annotations

import shutil

from tests.fakes.migration_folders import MigrationHome
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import ParameterError


def test_the_first_migration_says_where_the_table_is_and_the_next_does_not(shell: Shell) -> None:
    home = MigrationHome(shell.root)
    home.table()
    home.contract()
    shutil.rmtree(home.root / "migrations")

    words = ("--table", "trips", "--parquet", "data/trips", "--contract", "contracts/trips.odcs.yaml")
    first = shell("migrate", "new", "migrations", "rename_km", "--from", "1.0.0", "--to", "2.0.0", *words)
    second = shell("migrate", "new", "migrations", "more", "--python")

    assert first.return_value in (0, None)
    target = (home.root / "migrations/target.yaml").read_text()
    assert target == "table: trips\nparquet: ../data/trips\ncontract: ../contracts/trips.odcs.yaml\n"
    assert "ADD COLUMN first_name" in (home.root / "migrations/0001_rename_km/up.sql").read_text()
    assert "wrote migrations/0002_more/steps.py" in second.stdout


def test_a_new_folder_must_be_told_its_table(shell: Shell) -> None:
    result = shell("migrate", "new", "migrations", "x")

    assert isinstance(result.exception, ParameterError)
    assert "--table" in str(result.exception)
