"""Checks of several columns, types and numbers on every engine; answers worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from lockgate.checks import CHECKS
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.check import Check
from lockgate.scan.schema import LogicalType

NAN, INF = float("nan"), float("inf")
Ask = Callable[..., Finding]


def check(name: str, *arguments: Any, **parameters: Any) -> Check:  # noqa: ANN401 - any parameter
    return CHECKS[name](*arguments, **parameters)


def exactly(bound: Any) -> Requirement:  # noqa: ANN401 - any bound
    return Requirement(Operator.MUST_BE, (bound,))


NULLS = {"a": [1, 1, None, None, 2], "b": [1, 2, 1, None, None]}
PAIRS = ((1, 1), (None, 1), (None, None))

WITH_NULLS: list[tuple[str, tuple[Any, ...], dict[str, str]]] = [
    ("columns_equal", (("a", "b"),), {"any": "fail 1/2", "all": "fail 3/4", "never": "fail 4/5"}),
    ("unique_within_record", (("a", "b"),), {"any": "fail 1/2", "all": "fail 1/4", "never": "fail 2/5"}),
    ("column_comparison", ("a", "<=", "b"), {"any": "pass 0/2", "all": "fail 2/4", "never": "fail 3/5"}),
    ("columns_sum", (exactly(2), ("a", "b")), {"any": "fail 1/2", "all": "fail 3/4", "never": "fail 4/5"}),
    ("allowed_tuples", (("a", "b"), PAIRS), {"any": "fail 1/2", "all": "fail 2/4", "never": "fail 2/5"}),
]


@pytest.mark.parametrize("skip", ["any", "all", "never"])
@pytest.mark.parametrize(("name", "arguments", "answers"), WITH_NULLS, ids=[case[0] for case in WITH_NULLS])
def test_a_null_that_is_judged_never_helps_a_row_to_hold(
    finding: Ask, name: str, arguments: tuple[Any, ...], answers: dict[str, str], skip: str
) -> None:
    found = finding(check(name, *arguments, skip_nulls=skip), NULLS)

    assert f"{found.verdict.value} {found.n_failed}/{found.n}" == answers[skip]


@pytest.mark.parametrize(
    ("asked", "failed"),
    [
        (check("columns_equal", ("a", "b", "c")), 2),
        (check("unique_within_record", ("a", "b", "c")), 4),
        (check("columns_sum", Requirement(Operator.MUST_NOT_BE_BETWEEN, (4, 6)), ("a", "b", "c")), 2),
        (check("columns_sum", exactly(3), ("a", "b", "c")), 3),
    ],
)
def test_nan_equals_itself_only_where_values_must_differ(finding: Ask, asked: Check, failed: int) -> None:
    table = {"a": [1.0, NAN, INF, 1.0], "b": [1.0, NAN, INF, 2.0], "c": [1.0, NAN, INF, 1.0]}

    found = finding(asked, table)

    assert (found.n_failed, found.n) == (failed, 4)


@pytest.mark.parametrize(
    ("how", "failed"),
    [({}, 2), ({"empty_ok": False}, 3), ({"gaps": "forbidden"}, 3), ({"gaps": "required"}, 4)],
)
def test_intervals_are_judged_in_the_order_of_their_starts(
    finding: Ask, how: dict[str, Any], failed: int
) -> None:
    # in order: 1-3, 3-3, 3-5, 4-6 (overlaps), 8-9 (after a gap), 9-8 (backwards)
    table = {"start": [8, 1, 3, 4, 3, 9, None], "end": [9, 3, 5, 6, 3, 8, 4]}

    found = finding(check("disjoint_intervals", "start", "end", **how), table)

    assert (found.n_failed, found.n) == (failed, 6)


def test_a_type_inside_a_struct_or_an_array_is_judged(finding: Ask) -> None:
    table = {"x": pa.array([[{"zip": "1", "at": [1]}]])}
    asked = [
        ("[].zip", LogicalType.STRING, "pass"),
        ("[].zip", LogicalType.INTEGER, "fail"),
        ("[].at[]", LogicalType.NUMBER, "pass"),
        ("[]", LogicalType.OBJECT, "pass"),
        ("[].nosuch", LogicalType.STRING, "fail"),
    ]

    found = [finding(check("logical_type", "x", kind, path), table).verdict.value for path, kind, _ in asked]

    assert found == [answer for _, _, answer in asked]


@pytest.mark.parametrize(
    ("values", "wanted", "answer"),
    [
        (pa.array([1], pa.int32()), "int", "pass"),
        (pa.array([1], pa.int64()), "int", "fail"),
        (pa.array([1], pa.int64()), "int8", "pass"),
        (pa.array([1], pa.decimal128(10, 2)), "numeric(10,2)", "pass"),
        (pa.array([1], pa.decimal128(12, 2)), "numeric(10,2)", "fail"),
        (pa.array([1], pa.decimal128(12, 2)), "decimal", "pass"),
        (pa.array(["ab"]), "varchar2(2 char)", "pass"),
        (pa.array(["abc"]), "varchar(2)", "fail"),
        (pa.array([1]), "varchar(2)", "fail"),
        (pa.array([[1]], pa.list_(pa.int32())), "array<int>", "pass"),
        (pa.array([[1]], pa.list_(pa.int64())), "int[]", "fail"),
        (pa.array([{"a": 1}]), "struct<a: bigint>", "pass"),
        (pa.array([{"a": 1}]), "struct<b: bigint>", "fail"),
        (pa.array([None], pa.timestamp("us", "UTC")), "timestamptz", "pass"),
        (pa.array([None], pa.timestamp("us")), "timestamptz", "fail"),
    ],
)
def test_a_physical_type_is_the_engines_whatever_it_is_called(
    finding: Ask, values: pa.Array, wanted: str, answer: str
) -> None:
    assert finding(check("physical_type", "x", wanted), {"x": values}).verdict.value == answer


@pytest.mark.parametrize(
    ("values", "kind", "answer"),
    [
        (pa.array([1, None]), "number", "pass"),
        (pa.array([0.5, NAN]), "number", "pass"),
        (pa.array([1], pa.decimal128(9, 2)), "decimal", "pass"),
        (pa.array([1], pa.decimal128(9, 2)), "number", "error"),
        (pa.array([True]), "boolean", "pass"),
        (pa.array(["a"]), "text", "pass"),
        (pa.array([1], pa.date32()), "date", "pass"),
        (pa.array([1], pa.timestamp("us")), "timestamp", "pass"),
        (pa.array([1], pa.timestamp("us", "UTC")), "timestamptz", "pass"),
        (pa.array([1], pa.timestamp("us", "UTC")), "timestamp", "error"),
        (pa.array([None], pa.date32()), "timestamp", "inconclusive"),
    ],
)
def test_a_kind_of_values_is_the_same_on_every_engine(
    finding: Ask, values: pa.Array, kind: str, answer: str
) -> None:
    assert finding(check("operand_type", "x", (kind,)), {"x": values}).verdict.value == answer


def test_decimals_are_multiples_exactly_and_floats_but_for_rounding(finding: Ask) -> None:
    exact = {"x": pa.array([Decimal("0.15"), Decimal("0.16"), Decimal("9999999.95")], pa.decimal128(12, 2))}
    rounded = {"x": [0.15, 0.1 + 0.05, 0.16, 1e12, 1e12 + 0.01]}

    assert finding(check("multiple_of", "x", 0.05), exact).n_failed == 1
    assert finding(check("multiple_of", "x", 0.05), rounded).n_failed == 2
    assert finding(check("decimal_places", "x", 2), {"x": [1.005, 1.01, 0.1 + 0.2, 1e300]}).n_failed == 2


@pytest.mark.parametrize(
    ("operator", "failed"), [("<", 5), ("<=", 3), ("=", 4), ("!=", 4), (">", 5), (">=", 3)]
)
def test_columns_are_compared_where_both_have_a_value_and_nan_stands_in_no_relation(
    finding: Ask, operator: str, failed: int
) -> None:
    left = [1.0, 2.0, 3.0, NAN, 1.0, INF, None, NAN]
    right = [2.0, 2.0, 1.0, 1.0, NAN, INF, NAN, None]

    found = finding(check("column_comparison", "a", operator, "b"), {"a": left, "b": right})

    assert (found.n_failed, found.n) == (failed, 6)
