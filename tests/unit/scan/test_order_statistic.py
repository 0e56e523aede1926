from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.keyed_counts import SketchState
from lockgate.scan.order_statistic import judge_quantile, quantile_aggregates, rank_of

VALUES = st.lists(st.integers(-5, 5), min_size=1, max_size=30)
BOUND = st.integers(-6, 6)


@pytest.mark.parametrize(
    ("q", "n", "rank"),
    [(0, 5, 1), (0.5, 1, 1), (0.5, 4, 2), (0.5, 5, 3), (0.07, 100, 7), (0.29, 100, 29), (1, 5, 5)],
)
def test_the_rank_is_the_smallest_that_covers_the_fraction(q: float, n: int, rank: int) -> None:
    assert rank_of(q, n) == rank


@given(
    values=VALUES,
    operator=st.sampled_from(list(Operator)),
    first=BOUND,
    width=st.integers(0, 4),
    q=st.floats(0, 1),
)
def test_counts_decide_what_the_sorted_values_decide(
    values: list[int], operator: Operator, first: int, width: int, q: float
) -> None:
    bounds = (first, first + width) if operator.value.endswith("Between") else (first,)
    rule = Requirement(operator, bounds)
    true = sorted(values)[rank_of(q, len(values)) - 1]

    outcome = judge_quantile([_sketch(values), *_counts(values, rule)], rule, q, says="quantile")

    assert (outcome.verdict is Verdict.PASS) == rule.holds(true)


@given(values=VALUES, operator=st.sampled_from(list(Operator)), first=BOUND, q=st.floats(0, 1))
def test_the_number_that_is_shown_never_contradicts_the_verdict(
    values: list[int], operator: Operator, first: int, q: float
) -> None:
    rule = Requirement(operator, (first, first + 1) if operator.value.endswith("Between") else (first,))
    true = sorted(values)[rank_of(q, len(values)) - 1]

    outcome = judge_quantile([_sketch(values), *_counts(values, rule)], rule, q, says="quantile")

    assert outcome.observed == pytest.approx(true, rel=0.011)


def _sketch(values: list[int]) -> SketchState:
    def bucket(value: int) -> int:
        near = round(math.log(abs(value)) / math.log(SketchState.RATIO)) if value else 0
        return int(math.copysign(near + SketchState.OFFSET, value)) if value else 0

    places = [bucket(value) for value in values]
    return SketchState(tuple(sorted((place, places.count(place)) for place in set(places))))


def _counts(values: list[int], rule: Requirement) -> list[Count]:
    cuts = [aggregate.predicate for aggregate in quantile_aggregates("x", rule)[1:]]  # type: ignore[union-attr]  # counts
    return [
        Count(sum(value < cut.bound or (cut.is_inclusive and value == cut.bound) for value in values))
        for cut in cuts
    ]
