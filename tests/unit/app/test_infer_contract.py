from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import NOW, Home

from lockgate.app.check_table import check_tables
from lockgate.app.contract_suites import suite_of
from lockgate.app.infer_contract import infer_contract_text
from lockgate.bootstrap import clock_of, engine_of
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DataError
from lockgate.domain.verdict import Verdict
from lockgate.scan.engine import Source

TABLE = {
    "id": list(range(500)),
    "minutes": [20 + number % 60 for number in range(500)],
    "carrier": ["AA", "UA", "B6", "UA", "UA"] * 100,
}


def infer(location: str) -> str:
    return infer_contract_text(location, "trips", engine=engine_of(), clock=clock_of(NOW))


def test_the_table_passes_the_contract_that_is_proposed_for_it(tmp_path: Path) -> None:
    location = str(tmp_path / Home(tmp_path).table("trips", TABLE))

    contract = read_contract(infer(location), "trips.odcs.yaml")

    (table,) = contract.tables
    assert table.name == "trips"
    run = check_tables([suite_of(table, "trips")], {"trips": Source(location)}, engine_of(), now=NOW)
    assert {finding.verdict for finding in run.result.findings} == {Verdict.PASS}


def test_the_same_table_gives_the_same_text(tmp_path: Path) -> None:
    location = str(tmp_path / Home(tmp_path).table("trips", TABLE))

    assert infer(location) == infer(location)


def test_a_table_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file matches"):
        infer(str(tmp_path / "gone.parquet"))
