from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract, Contract, Reference, TableContract, TypeOptions
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.parse import read_contract
from lockgate.contracts.write import write_contract
from lockgate.domain.requirement import Bound, Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

FLIGHTS = sorted((Path(__file__).parents[3] / "examples" / "flights" / "contracts").glob("*.odcs.yaml"))


def facts(contract: Contract) -> list[object]:
    """Return what a contract says, without where it says it."""
    return [
        (
            table.name,
            table.key,
            table.owner,
            [replace(column, origin=None, origins={}, particulars={}) for column in table.columns],
            sorted(repr(replace(item, origin=None)) for item in table.items),
        )
        for table in contract.tables
    ]


@pytest.mark.parametrize("path", FLIGHTS, ids=lambda path: path.name.split(".")[0])
def test_what_is_written_reads_back_to_the_same_checks(path: Path) -> None:
    contract = read_contract(path.read_bytes(), path.name)

    assert facts(read_contract(write_contract(contract), "written.yaml")) == facts(contract)


def test_values_that_yaml_could_misread_survive() -> None:
    words = ("no", "yes", "1e3", "007", "2013-01-01", "~", "", " x", "a: b", "null", "1.0", "'")
    column = ColumnContract(name="on", logical_type=LogicalType.STRING, values=words)
    contract = Contract(
        id="1e3", name="no", version="1.0", tables=(TableContract(name="t", columns=(column,)),)
    )

    again = read_contract(write_contract(contract), "written.yaml")

    assert (again.id, again.name, again.version) == ("1e3", "no", "1.0")
    assert again.tables[0].columns[0].name == "on"
    assert again.tables[0].columns[0].values == words


def test_limits_rules_and_references_are_written() -> None:
    columns = (
        ColumnContract(
            name="day", logical_type=LogicalType.DATE, options=TypeOptions(minimum=date(2013, 1, 1))
        ),
        ColumnContract(name="email", classification="personal", physical_type="VARCHAR", key_position=1),
    )
    rules = (
        SuiteItem(
            check=ask("mean", column="day", requirement=Requirement.between(1, 2)),
            where=Expression("day is not null"),
            group_by=("email",),
            severity=Severity.INFO,
            why="because",
            tags=("a",),
        ),
        SuiteItem(check=ask("range", column="day", min=date(2013, 1, 1))),
        SuiteItem(check=ask("row_count", requirement=Requirement.at_least(1)), owner="ops", runbook="r.md"),
    )
    references = (Reference(("day", "email"), "other", ("a", "b")),)
    table = TableContract(
        name="t",
        columns=columns,
        rules=rules,
        references=references,
        physical_name="t_v1",
        description="All of it.",
    )

    text = write_contract(
        Contract(id="c", name="c", version="1", tables=(table,), owner="ops", description="Why.")
    )

    again = read_contract(text, "written.yaml").tables[0]
    assert [replace(item, origin=None) for item in again.rules] == [rules[2], rules[0], rules[1]]
    assert again.columns[0].options == columns[0].options
    assert (again.masked, again.physical_name, again.description) == (
        frozenset({"email"}),
        "t_v1",
        "All of it.",
    )
    assert [(reference.table, reference.to) for reference in again.references] == [("other", ("a", "b"))]


def test_a_table_of_rules_alone_is_written_without_columns() -> None:
    rule = SuiteItem(check=ask("logical_type", column="day", type=LogicalType.DATE))
    contract = Contract(id="c", name="c", version="1", tables=(TableContract(name="t", rules=(rule,)),))

    text = write_contract(contract)

    assert "properties" not in text
    assert [replace(item, origin=None) for item in read_contract(text, "written.yaml").tables[0].rules] == [
        rule
    ]


@pytest.mark.parametrize(
    "bound",
    [
        date(2013, 1, 1),
        datetime(2013, 1, 1),  # noqa: DTZ001 - without a zone
        datetime(2013, 1, 1, 5, 6, 7, 8, UTC),
        datetime(2013, 1, 1, 5, tzinfo=timezone(timedelta(hours=-3))),
        "2013-01-01",
        "2013-01-01T05:00:00",
    ],
)
def test_a_bound_keeps_its_kind(bound: Bound) -> None:
    checks = (
        ask("range", column="t", min=bound),
        ask("max", column="t", requirement=Requirement.at_least(bound)),
    )
    rules = tuple(SuiteItem(check=check) for check in checks)
    contract = Contract(id="c", name="c", version="1", tables=(TableContract(name="t", rules=rules),))

    (low, high) = read_contract(write_contract(contract), "written.yaml").tables[0].rules

    for found in (low.check.min, high.check.requirement.bounds[0]):  # type: ignore[attr-defined]  # of these checks
        assert (found, type(found)) == (bound, type(bound))


def test_the_same_contract_gives_the_same_bytes() -> None:
    contract = read_contract(FLIGHTS[0].read_bytes(), "x.yaml")

    assert write_contract(contract) == write_contract(contract)


def test_an_optional_column_is_written_and_read_back() -> None:
    columns = (ColumnContract(name="id"), ColumnContract(name="tip", optional=True))
    contract = Contract(id="t", name="t", version="1.0.0", tables=(TableContract(name="t", columns=columns),))

    written = write_contract(contract)

    assert "customProperties:\n          - {property: optional, value: true}" in written
    assert [column.optional for column in read_contract(written, "t.yaml").tables[0].columns] == [False, True]


RICH = """apiVersion: v3.1.0
kind: DataContract
id: t
name: Trips of a day
version: 1.0.0
status: active
domain: taxis
tenant: city
tags: [gold]
description: {purpose: why, usage: how}
team: [{username: a@x, role: owner}]
price: {priceAmount: 3, priceCurrency: EUR, priceUnit: TB}
customProperties: [{property: blockColumn, value: d}]
schema:
  - name: trips
    physicalName: trips
    logicalType: object
    tags: [x]
    dataGranularityDescription: one row a trip
    quality:
      - {metric: rowCount, mustBeGreaterThan: 3}
    properties:
      - {name: a, logicalType: integer, required: true, unique: true, primaryKey: true, primaryKeyPosition: 1,
         logicalTypeOptions: {minimum: 0, maximum: 5}, examples: [1, .nan], criticalDataElement: true}
      - {name: c, logicalType: string, classification: secret, tags: [t],
         customProperties: [{property: unit, value: km}, {property: renamedFrom, value: cc}, {property: z, value: 3}]}
      - {name: d, logicalType: timestamp, logicalTypeOptions: {timezone: true, defaultTimezone: UTC}}
      - {name: f, quality: [{type: custom, engine: soda, implementation: checks}]}
      - {name: e, logicalType: array, items: {logicalType: object, properties: [{name: z, logicalType: string}]}}
slaProperties:
  - {property: freshness, value: 2, unit: d, element: trips.d}
  - {property: throughput, value: 7}
support: [{channel: c, url: x.y}]
"""


def test_what_no_check_enforces_is_written_as_it_was_said() -> None:
    contract = read_contract(RICH, "trips.odcs.yaml")

    written = write_contract(contract)

    assert diff_contracts(contract, read_contract(written, "written")) == ()
    assert "{property: renamedFrom, value: cc}" in written
    assert ".nan" in written
