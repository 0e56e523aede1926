from __future__ import annotations

import pyarrow as pa
from tests.fakes.contract_pairs import contract_of
from tests.fakes.migration_folders import NOW

from lockgate.app.migration.gate import GateResult, judge_table
from lockgate.bootstrap import engine_of
from lockgate.scan.engine import Source


def judged(columns: str, *, head: str = "") -> GateResult:
    table = pa.table({"x": [1, 2, 2], "day": pa.array(["2001-01-01"] * 3).cast(pa.date32())})
    contract = contract_of(columns, head=head).tables[0]
    return judge_table(contract, "trips", Source("memory", frame=table), engine=engine_of(), now=NOW)


def test_a_table_that_holds_what_the_contract_says_is_green() -> None:
    assert judged("name: x, required: true").red == ()


def test_each_red_check_is_told() -> None:
    (red,) = judged("name: x, unique: true").red

    assert red.startswith("uniqueness x: ")


def test_checks_on_delivery_and_on_other_tables_are_counted_and_left_out() -> None:
    level = "slaProperties: [{property: latency, value: 1, unit: d, element: trips.day}]\n"

    result = judged("name: x, relationships: [{to: others.id}]\nname: day", head=level)

    assert (result.left_out, result.red) == (2, ())
    assert result.asked == 2  # the columns, and that there are rows


def test_a_contract_of_which_nothing_can_be_asked_proves_nothing() -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    contract = contract_of("name: day", head="").tables[0]
    level = contract_of("name: day, relationships: [{to: others.id}]").tables[0]
    only = replace(
        contract, items=tuple(one for one in level.items if one.check.name == "referential_integrity")
    )

    result = judge_table(
        only, "trips", Source("memory", frame=pa.table({"day": [1]})), engine=engine_of(), now=NOW
    )

    assert result.red == ("no check of the contract can be asked of the table alone",)
