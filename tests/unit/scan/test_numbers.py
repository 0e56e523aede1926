from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from tests.fakes.states import answers_of

from lockgate.scan.aggregates import CountIf
from lockgate.scan.numbers import MoreDecimals, NotMultiple
from lockgate.scan.predicates import Predicate

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("predicate", "values", "true"),
    [
        (NotMultiple("x", 3), [3, 4, -6, 0, None], 1),
        (NotMultiple("x", 0.1), [0.3, 0.35, 1e9 + 0.1, NAN, INF, None], 3),
        (NotMultiple("x", 1e-7), [1e-7, 1.5e-7, 2.0], 1),
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


def test_words_say_which_rows() -> None:
    assert NotMultiple("x", 5).words == "x is no multiple of 5"
    assert MoreDecimals("x", 2).words == "x has more than 2 decimal places"
