from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import Home, trips_contract

from lockgate.app.project.spec import Project
from lockgate.app.project.suites import contracted_table, read_suites, with_conversions
from lockgate.bootstrap import files
from lockgate.checks import CHECKS
from lockgate.domain.errors import DocumentError, ParameterError
from lockgate.scan.suite import Suite, SuiteItem

STAGES = "  ingest:\n    - contract: trips\n"


def mistakes(project: Project, root: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_suites(files(), project)
    return [line.replace(f"{root}/", "") for line in str(caught.value).splitlines()]


def test_each_table_with_a_contract_has_its_suite(tmp_path: Path) -> None:
    home = Home(tmp_path)
    project = home.project(home.trips() + "  raw: raw.csv\n", STAGES)

    suites = read_suites(files(), project)

    assert list(suites) == ["trips"]
    assert suites["trips"].table == "trips"
    assert suites["trips"].key == ("id",)


def test_the_mistakes_of_all_contracts_are_told_together(tmp_path: Path) -> None:
    home = Home(tmp_path)
    bad = home.write("contracts/bad.odcs.yaml", trips_contract().replace("maximum:", "maximun:"))
    gone = "contracts/gone.odcs.yaml"
    many = home.write(
        "contracts/many.odcs.yaml", trips_contract() + trips_contract(name="stops").split("schema:\n")[1]
    )
    data = "".join(
        f"  {name}: {{source: a.parquet, contract: {path}}}\n"
        for name, path in (("trips", bad), ("raw", gone), ("stop", many))
    )

    found = mistakes(home.project(data, STAGES), tmp_path)

    assert [line.split("  ")[0].split(":")[0] for line in found] == [bad, many, "lockgate.yaml"]
    assert found[-1].startswith(
        "lockgate.yaml:7:38  [LG310] the contract `contracts/gone.odcs.yaml` cannot be read: No"
    )
    assert "did you mean `maximum`?" in found[0]
    assert "[LG206] no table is named `stop`. did you mean `stops`?" in found[1]


def test_a_column_that_is_read_as_another_type_is_asked_how_much_of_it_converts() -> None:
    suite = Suite(table="t", items=(SuiteItem(check=CHECKS["convertible"]("Day", "date")),))  # type: ignore[call-arg]  # by YAML name

    found = with_conversions(suite, {"day": "date", "amount": "decimal(10, 2)"})

    assert [item.check.columns for item in found.items] == [("Day",), ("amount",)]
    assert found.items[1].check == CHECKS["convertible"]("amount", "decimal(10, 2)")  # type: ignore[call-arg]  # by YAML name
    assert with_conversions(suite, {}) == suite


def test_a_table_without_a_contract_is_told_where_one_is_needed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    project = home.project(home.trips() + "  raw: {source: raw.parquet}\n", STAGES)

    suite, sources = contracted_table(files(), project, "trips")

    assert (suite.table, set(sources)) == ("trips", {"trips", "raw"})
    with pytest.raises(ParameterError, match="table `raw` has no contract"):
        contracted_table(files(), project, "raw")
    with pytest.raises(ParameterError, match="did you mean `trips`"):
        contracted_table(files(), project, "trip")
