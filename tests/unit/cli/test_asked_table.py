from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Shell

from lockgate.app.engine_spec import EngineSpec
from lockgate.cli.asked_table import asked_table
from lockgate.domain.errors import ParameterError


def test_with_a_contract_the_table_is_a_file(shell: Shell) -> None:
    shell.trips()

    suite, sources, engine = asked_table("data/trips.parquet", "contracts/trips.odcs.yaml", "june", (), "")

    assert (suite.table, sources["june"].location, engine) == ("june", "data/trips.parquet", EngineSpec())


def test_without_one_it_is_the_projects_and_so_is_its_engine(shell: Shell) -> None:
    shell.trips()
    project = shell.root / "lockgate.yaml"
    project.write_text(project.read_text() + "engine: {threads: 2}\n")

    suite, sources, engine = asked_table("trips", "", "", (), "lockgate.yaml")

    assert (suite.table, list(sources), engine) == ("trips", ["trips"], EngineSpec(threads=2))


def test_a_project_that_is_not_there_is_told(shell: Shell) -> None:
    with pytest.raises(ParameterError, match="there is no project file"):
        asked_table("trips", "", "", (), str(shell.root / "lockgate.yaml"))
