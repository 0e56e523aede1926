from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from tests.fakes.tables import run_on

from lockgate.checks.quantile import Quantile
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.keyed_counts import QuantileSketch, SketchState
from lockgate.scan.aggregates.order_values import OrderValues, OrderValuesState
from lockgate.scan.comparisons import Below
from lockgate.scan.suite import Suite, SuiteItem

OF_TEN = 1_216  # the bucket in which 10 lies: 1.02 ** 116 is 9.94


def asked(rule: Requirement) -> Quantile:
    return Quantile(rule, "x", 0.5)


def test_a_sketch_is_asked_and_a_count_for_each_cut() -> None:
    aggregates = asked(Requirement.between(1, 20)).aggregates()

    below, at_most = CountIf(Below("x", 1)), CountIf(Below("x", 20, is_inclusive=True))
    assert aggregates == (QuantileSketch("x"), below, at_most)


@pytest.mark.parametrize(("at_most_ten", "verdict"), [(2, Verdict.PASS), (1, Verdict.FAIL)])
def test_the_count_decides_and_the_sketch_is_shown(at_most_ten: int, verdict: Verdict) -> None:
    outcome = asked(Requirement.at_most(10)).judge((SketchState(((OF_TEN, 4),)), Count(at_most_ten)))

    assert (outcome.verdict, outcome.n, outcome.is_value) == (verdict, 4, True)
    assert outcome.observed == pytest.approx(10, rel=0.01)
    assert outcome.seen.startswith("0.5 quantile about ")


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


@pytest.mark.parametrize("q", [-0.1, 1.1, float("nan")])
def test_a_quantile_beyond_the_whole_is_refused(q: float) -> None:
    with pytest.raises(ParameterError, match=r"`q` must be a float in \[0, 1\]"):
        Quantile(Requirement.at_least(0), "x", q)


def test_the_rank_follows_the_quantile() -> None:
    states = (SketchState(((OF_TEN, 100),)), Count(89))

    assert Quantile(Requirement.at_most(10), "x", 0.9).judge(states).verdict is Verdict.FAIL
    assert Quantile(Requirement.at_most(10), "x", 0.89).judge(states).verdict is Verdict.PASS


def test_a_quantile_between_two_values_is_that_of_numpy() -> None:
    check = Quantile(Requirement.between(2.5, 2.5), "x", 0.5, "linear")
    states = (OrderValuesState(4, 2.0, 3.0), Count(4))

    outcome = check.judge(states)

    assert check.aggregates() == (OrderValues("x", 0.5), RowCount())
    assert (outcome.verdict, outcome.observed, outcome.is_value) == (Verdict.PASS, 2.5, True)
    assert check.value(states) == (2.5, 4)
    assert check.judge((OrderValuesState(0), Count(0))).verdict is Verdict.INCONCLUSIVE


def test_an_interpolation_that_is_not_known_is_refused() -> None:
    with pytest.raises(ParameterError, match="interpolation"):
        Quantile(Requirement.at_most(1), "x", 0.5, "cubic")  # type: ignore[arg-type]  # a mistake on purpose


def test_instants_and_truth_values_are_interpolated() -> None:
    times = pa.array([datetime(2013, 7, 1), datetime(2013, 7, 3)], pa.timestamp("us"))  # noqa: DTZ001 - without a zone
    table = {"t": times, "ok": [True, False]}
    asked = [
        Quantile(Requirement(Operator.MUST_BE, ("2013-07-02T00:00:00",)), "t", 0.5, "linear"),
        Quantile(Requirement(Operator.MUST_BE, (datetime(2013, 7, 1, tzinfo=UTC),)), "t", 0.5, "lower"),
        Quantile(Requirement(Operator.MUST_BE, (0.5,)), "ok", 0.5, "midpoint"),
    ]
    suite = Suite(table="t", items=tuple(SuiteItem(check=one) for one in asked))

    assert [one.verdict for one in run_on(suite, t=table).findings[0]] == [Verdict.PASS] * 3


def test_instants_are_refused_without_interpolation() -> None:
    with pytest.raises(ParameterError, match="where bounds are instants"):
        Quantile(Requirement.at_least("2013-07-01"), "t", 0.5)
