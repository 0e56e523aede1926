from __future__ import annotations

from typing import Any

import pytest

from lockgate.checks.physical_type import PhysicalType
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.texts import LongerThan


def table(physical: str) -> SchemaState:
    return SchemaState((Column("X", LogicalType.OTHER, physical),))


@pytest.mark.parametrize(
    ("physical", "wanted", "verdict"),
    [
        ("BIGINT", "int8", Verdict.PASS),
        ("BIGINT", "int", Verdict.FAIL),
        ("DECIMAL(10,2)", "numeric(10,2)", Verdict.PASS),
        ("DECIMAL(10,3)", "numeric(10,2)", Verdict.FAIL),
    ],
)
def test_a_type_is_compared_by_what_it_is(physical: str, wanted: str, verdict: Verdict) -> None:
    check = PhysicalType("x", wanted)

    assert check.aggregates() == (TableSchema(),)
    assert check.offending() is None
    assert check.judge((table(physical),)).verdict is verdict


def test_a_column_of_nulls_alone_has_no_type_to_judge() -> None:
    outcome = PhysicalType("x", "varchar").judge((table('"NULL"'),))

    assert (outcome.verdict, outcome.summary) == (
        Verdict.INCONCLUSIVE, "the column has no type, for all in it is null",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("physical", "longer", "verdict", "summary"),
    [
        ("VARCHAR", 0, Verdict.PASS, "the type is VARCHAR, which keeps no length; no text is longer"),
        ("VARCHAR", 2, Verdict.FAIL, "the type is VARCHAR, which keeps no length; 2 texts are longer"),
        ("character varying(9)", 0, Verdict.PASS, "the type is character varying(9)"),
        ("character varying(8)", 0, Verdict.FAIL, "the type is character varying(8)"),
        ("DATE", 0, Verdict.FAIL, "the type is DATE"),
    ],
)
def test_where_no_length_is_kept_the_texts_tell(
    physical: str, longer: int, verdict: Verdict, summary: str
) -> None:
    check = PhysicalType("x", "varchar(9)")

    outcome = check.judge((table(physical), Count(longer)))

    assert check.aggregates() == (TableSchema(), CountIf(LongerThan("x", 9)))
    assert check.offending() == LongerThan("x", 9)
    assert (outcome.verdict, outcome.summary, outcome.required) == (verdict, summary, "type varchar(9)")


def test_a_type_that_no_engine_knows_is_refused() -> None:
    with pytest.raises(ParameterError, match="known engine"):
        PhysicalType("x", "a kind of text")


def test_one_of_several_types_is_enough() -> None:
    table = SchemaState((Column("x", LogicalType.INTEGER, "BIGINT", holds_nan=False),))

    assert PhysicalType("x", any_of=("integer", "bigint")).judge((table,)).verdict is Verdict.PASS
    assert PhysicalType("x", any_of=("integer", "double")).judge((table,)).verdict is Verdict.FAIL


@pytest.mark.parametrize("wrong", [{}, {"type": "bigint", "any_of": ("integer",)}, {"any_of": ("varchar(3)",)}])
def test_a_type_or_several_without_lengths_are_asked(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        PhysicalType("x", **wrong)
