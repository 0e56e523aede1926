from __future__ import annotations

from typing import Any, cast

import pytest

from lockgate.checks.operand_type import Kind, OperandType
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Check
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import VARIANT, Column, LogicalType


def table(physical: str) -> SchemaState:
    return SchemaState((Column("X", LogicalType.OTHER, physical),))


@pytest.mark.parametrize(
    ("physical", "kind"),
    [
        ("BIGINT", "number"), ("DOUBLE", "number"), ("DECIMAL(9,2)", "decimal"), ("BOOLEAN", "boolean"),
        ("VARCHAR", "text"), ("DATE", "date"), ("TIMESTAMP_NS", "timestamp"), ("TIMESTAMPTZ_NS", "timestamptz"),
        ("TIMESTAMP WITH TIME ZONE", "timestamptz"),
    ],
)  # fmt: skip
def test_values_of_one_kind_have_the_operation_and_others_are_an_error(physical: str, kind: Kind) -> None:
    states = (table(physical), Count(3), Count(4))
    others: tuple[Kind, ...] = ("number",) if kind != "number" else ("text",)

    assert OperandType("x", (kind,)).judge(states).verdict is Verdict.PASS
    outcome = OperandType("x", others).judge(states)
    assert (outcome.verdict, outcome.reason) == (Verdict.ERROR, Reason.NOT_ASKABLE)


@pytest.mark.parametrize("physical", [VARIANT, "BIGINT[]", "UUID", "TIME"])
def test_nested_mixed_and_other_values_have_none(physical: str) -> None:
    check = OperandType("x", ("number", "decimal", "boolean", "date", "timestamp", "timestamptz"))

    assert check.judge((table(physical), Count(3), Count(3))).verdict is Verdict.ERROR


def test_without_a_value_no_operation_is_needed() -> None:
    outcome = OperandType("x", ("timestamp",)).judge((table("DATE"), Count(0), Count(9)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, Reason.NO_ROWS)
    assert outcome.required == "values that are timestamp"


def test_some_kinds_have_it_only_where_no_value_is_missing() -> None:
    check = OperandType("x", ("number",), if_filled=("date",))

    filled = check.judge((table("DATE"), Count(3), Count(3)))
    beside = check.judge((table("DATE"), Count(3), Count(4)))
    numbers = check.judge((table("BIGINT"), Count(3), Count(4)))

    assert (filled.verdict, beside.verdict, numbers.verdict) == (Verdict.PASS, Verdict.ERROR, Verdict.PASS)
    assert beside.summary == "the type is DATE, for which the rule has no operation beside a null"


def test_it_asks_for_the_type_and_for_what_is_filled() -> None:
    check = OperandType("x", ("date",))

    assert check.aggregates() == (TableSchema(), CountIf(NotNull(("x",))), RowCount())
    assert check.columns == ("x",)
    assert cast("Check", check).offending() is None  # it is about the column; no row is at fault


@pytest.mark.parametrize("wrong", [{}, {"any_of": ("varchar",)}, {"any_of": ("text",), "if_filled": ("word",)}])
def test_known_kinds_are_asked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match="one or more of"):
        OperandType("x", **cast("Any", wrong))
