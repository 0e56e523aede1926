"""Divergence from expected shares: worked out by hand, then against scipy."""

from __future__ import annotations

import math
from typing import Any

import pytest
from scipy.stats import entropy

from lockgate.checks.kl_divergence import KlDivergence
from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Scalar
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.comparisons import Below
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.value_list import Tolerant


def counts(**n: int) -> tuple[ValueCountsState, Count]:
    found: dict[Scalar, int] = {}
    found.update(n)
    return ValueCountsState.of(found), Count(sum(n.values()))


def test_half_and_half_against_a_quarter_and_three_quarters() -> None:
    # 1/2 ln(2) + 1/2 ln(2/3) = 1/2 ln(4/3)
    check = KlDivergence("x", (0.25, 0.75), 1, values=("a", "b"))

    outcome = check.judge(counts(a=5, b=5))

    assert outcome.observed == pytest.approx(math.log(4 / 3) / 2)
    assert (outcome.verdict, outcome.n) == (Verdict.PASS, 10)


def test_the_same_shares_do_not_diverge() -> None:
    assert KlDivergence("x", (0.5, 0.5), 0, values=("a", "b")).judge(counts(a=3, b=3)).verdict is Verdict.PASS


@pytest.mark.parametrize(("n", "weights"), [((3, 5, 2), (0.2, 0.5, 0.3)), ((1, 0, 9), (0.1, 0.1, 0.8))])
def test_it_is_the_entropy_of_scipy(n: tuple[int, ...], weights: tuple[float, ...]) -> None:
    check = KlDivergence("x", weights, 9, edges=(1.0, 2.0))
    below = (Count(sum(n)), Count(n[0]), Count(n[0] + n[1]))

    assert check.judge(below).observed == pytest.approx(float(entropy(n, weights)), abs=1e-12)


def test_a_value_that_is_not_expected_makes_it_infinite() -> None:
    outcome = KlDivergence("x", (1.0,), 100, values=("a",)).judge(counts(a=5, b=5))

    assert (outcome.verdict, outcome.observed) == (Verdict.FAIL, None)
    assert "infinite" in outcome.summary


def test_a_kept_share_is_divided_among_values_that_are_not_listed() -> None:
    check = KlDivergence("x", (1.0,), 9, values=("a",), unseen_weight=0.2)

    outcome = check.judge(counts(a=8, b=1, c=1))

    assert outcome.observed == pytest.approx(float(entropy((8, 1, 1), (0.8, 0.1, 0.1))))


@pytest.mark.parametrize(
    ("column", "found", "listed", "other_types", "verdict"),
    [
        (Column("x", LogicalType.NUMBER, "DECIMAL(9,2)"), {0.1: 5, 1: 5}, (0.1, 1), "skip", Verdict.PASS),
        (Column("x", LogicalType.NUMBER, "DECIMAL(9,2)"), {0.1: 5, 1: 5}, (0.1, 1), "strict", Verdict.FAIL),
        (Column("x", LogicalType.INTEGER, "BIGINT"), {0: 5, 1: 5}, (False, True), "exact", Verdict.PASS),
    ],
)
def test_values_may_be_compared_as_python_does(
    column: Column, found: dict[Any, int], listed: tuple[Any, ...], other_types: Tolerant, verdict: Verdict
) -> None:
    check = KlDivergence("x", (0.5, 0.5), 0.1, values=listed, other_types=other_types)
    states = (ValueCountsState.of(found), Count(10), SchemaState((column,)))

    assert check.judge(states[: len(check.aggregates())]).verdict is verdict


def test_without_values_it_is_inconclusive_and_with_too_many_an_error() -> None:
    check = KlDivergence("x", (1.0,), 1, values=("a",))

    assert check.judge((ValueCountsState(()), Count(3))).verdict is Verdict.INCONCLUSIVE
    assert check.judge((ValueCountsState((), is_complete=False), Count(3))).verdict is Verdict.ERROR


def test_the_last_edge_belongs_below_unless_said() -> None:
    inside = KlDivergence("x", (0.1, 0.8, 0.1), 1, edges=(1.0, 2.0))
    above = KlDivergence("x", (0.1, 0.8, 0.1), 1, edges=(1.0, 2.0), last_edge_above=True)

    assert inside.aggregates() == (
        CountIf(NotNull(("x",))),
        CountIf(Below("x", 1.0)),
        CountIf(Below("x", 2.0, is_inclusive=True)),
    )
    assert above.aggregates()[-1] == CountIf(Below("x", 2.0))
    assert KlDivergence("x", (1.0,), 1, values=("a",)).aggregates() == (ValueCounts("x"), RowCount())
    assert inside.columns == ("x",)
    inside.offending()  # no row can be blamed


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"values": ("a",), "edges": (1.0,)},
        {"values": ("a", "b")},
        {"values": ("a",), "weights": (0.5,)},
        {"values": ("a",), "weights": (-1.0,)},
        {"edges": (2.0, 1.0), "weights": (0.2, 0.2, 0.6)},
        {"values": ("a",), "maximum": -1},
        {"values": ("a",), "unseen_weight": 2},
    ],
)
def test_what_is_no_distribution_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        KlDivergence(**{"column": "x", "weights": (1.0,), "maximum": 1, **wrong})
