from __future__ import annotations

import pytest

from lockgate.checks.median import Median
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.keyed_counts import QuantileSketch, SketchState
from lockgate.scan.comparisons import Below

OF_TEN = 1_216  # the bucket in which 10 lies: 1.02 ** 116 is 9.94


def asked(rule: Requirement) -> Median:
    return Median(rule, "x")


def test_a_sketch_is_asked_and_a_count_for_each_cut() -> None:
    aggregates = asked(Requirement.between(1, 20)).aggregates()

    below, at_most = CountIf(Below("x", 1)), CountIf(Below("x", 20, is_inclusive=True))
    assert aggregates == (QuantileSketch("x"), below, at_most)


@pytest.mark.parametrize(("at_most_ten", "verdict"), [(2, Verdict.PASS), (1, Verdict.FAIL)])
def test_the_count_decides_and_the_sketch_is_shown(at_most_ten: int, verdict: Verdict) -> None:
    outcome = asked(Requirement.at_most(10)).judge((SketchState(((OF_TEN, 4),)), Count(at_most_ten)))

    assert (outcome.verdict, outcome.n, outcome.is_value) == (verdict, 4, True)
    assert outcome.observed == pytest.approx(10, rel=0.01)
    assert outcome.seen.startswith("median about ")


def test_values_that_are_not_finite_prove_nothing() -> None:
    outcome = asked(Requirement.at_most(10)).judge((SketchState(((OF_TEN, 4),), not_finite=1), Count(5)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")


def test_no_value_proves_nothing() -> None:
    outcome = asked(Requirement.at_most(10)).judge((SketchState(()), Count(0)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_the_value_is_the_one_that_the_sketch_shows() -> None:
    check = asked(Requirement.at_most(10))

    assert check.value((SketchState(((OF_TEN, 4),)), Count(2)))[0] == pytest.approx(10, rel=0.01)
    assert check.value((SketchState(()), Count(0))) == (None, 0)


def test_a_bound_that_is_no_number_is_refused() -> None:
    with pytest.raises(ParameterError, match="must be a number"):
        asked(Requirement.at_least("a"))
