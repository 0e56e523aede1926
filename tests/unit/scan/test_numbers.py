from __future__ import annotations

from contextlib import closing
from decimal import Decimal

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.conformance.engines import bench_of
from tests.fakes.states import answers_of

from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.numbers import MoreDecimals, NotMultiple
from lockgate.scan.predicates import Predicate

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("predicate", "values", "true"),
    [
        (NotMultiple("x", 3), [3, 4, -6, 0, None], 1),
        (NotMultiple("x", 0.1), [0.3, 0.35, 1e9 + 0.1, NAN, INF, None], 3),
        (NotMultiple("x", 1e-7), [1e-7, 1.5e-7, 2.0], 1),
        (NotMultiple("x", 2), [1e15, 1e15 + 1, 4e15 + 1, 2.0**60], 2),
        (MoreDecimals("x", 2), [1.25, 1.255, 0.1 + 0.2, NAN, INF, None], 3),
        (MoreDecimals("x", 0), [1, 2, None], 0),
    ],
)
def test_a_predicate_is_true_for_as_many_numbers(
    predicate: Predicate, values: list[float | None], true: int
) -> None:
    (state,) = answers_of({"x": values}, [CountIf(predicate)])

    assert state.n == true
    assert predicate.columns == ("x",)


def test_decimals_are_exact() -> None:
    values = pa.array([Decimal("0.10"), Decimal("0.11"), Decimal("12345678.90")], pa.decimal128(18, 2))

    multiple, places = answers_of(
        {"x": values}, [CountIf(NotMultiple("x", 0.1)), CountIf(MoreDecimals("x", 1))]
    )

    assert (multiple.n, places.n) == (1, 1)


@pytest.mark.postgres
def test_exact_numbers_of_postgresql_are_exact_too() -> None:
    """They can be NaN, and were divided as floats: 99,999,999,999,999.99 passed for a multiple of 0.05."""
    values = pa.array([Decimal("99999999999999.99"), Decimal("99999999999999.95"), None], pa.decimal128(18, 2))
    bench = bench_of("postgres")

    with closing(bench.engine.open(bench.sources({"t": pa.table({"x": values})}))) as session:
        (row,) = session.rows(
            exp.select(*CountIf(NotMultiple("x", 0.05)).expressions(session.schema("t"))).from_("t")
        )

    assert row == (1,)


def test_words_say_which_rows() -> None:
    assert NotMultiple("x", 5).words == "x is no multiple of 5"
    assert MoreDecimals("x", 2).words == "x has more than 2 decimal places"
