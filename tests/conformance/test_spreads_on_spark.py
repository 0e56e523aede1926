"""Spark's own moments: as right as those about a typical value, for which a look at some rows would be a job more."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from fractions import Fraction
from statistics import fmean

import numpy as np
import pyarrow as pa
import pytest
from tests.conformance.engines import bench_of

from lockgate.scan.aggregate import PassAggregate, Request, ScanAggregate
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState
from lockgate.scan.aggregates.grouped_moments import GroupedMoments, GroupedMomentsState
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState
from lockgate.scan.aggregates.moments import Moments, MomentsState
from lockgate.scan.derive import look_at
from lockgate.scan.execute import Answers, answer_plan
from lockgate.scan.plan import plan_table

pytestmark = [pytest.mark.spark]

RNG = np.random.default_rng(3)
ROWS = 1_000
VALUES = {
    "plain": RNG.normal(100, 10, ROWS),
    "skewed": 1e4 + RNG.gamma(1.0, 2.0, ROWS),
    "instants": 1.7e12 + RNG.integers(0, 30 * 86_400_000, ROWS).astype(float),
    "sorted": np.sort(RNG.normal(1e7, 1.0, ROWS)),
    "alike": 1e9 + RNG.normal(size=ROWS),
    "constant": np.full(ROWS, 0.1),
    "huge": 1e60 * RNG.normal(size=ROWS),
    "lost": 1e15 + RNG.integers(0, 2, ROWS),
}
GROUP = RNG.integers(0, 5, ROWS)
PAIRS = (("plain", "skewed"), ("instants", "sorted"), ("constant", "plain"), ("lost", "plain"))
GROUPED = ("alike", "instants", "constant", "lost")
ASKED: tuple[ScanAggregate | PassAggregate, ...] = (
    *map(Moments, VALUES), *map(HigherMoments, VALUES), *map(CoMoments, PAIRS),
    *(GroupedMoments(name, ("g",)) for name in GROUPED),
)  # fmt: skip
REQUESTS = [Request("t", aggregate) for aggregate in ASKED]


@pytest.fixture(scope="module")
def states() -> dict[object, object]:
    bench = bench_of("spark")
    session = bench.engine.open(bench.sources({"t": pa.table({**VALUES, "g": GROUP})}))
    schema, answers = session.schema("t"), Answers()
    askers = dict.fromkeys(REQUESTS, (0,))
    look = look_at(session, schema, askers)
    assert session.selects == 0
    answer_plan(plan_table(look.schema, askers, look.few_valued), session, datetime.now(UTC), answers)
    assert session.selects == 1 + len(GROUPED)
    session.close()
    return {request.aggregate: answers.known[request] for request in REQUESTS}


def squares_of(values: np.ndarray) -> float:
    """Return the sum of squares about the mean, exactly."""
    exact = list(map(Fraction, values.tolist()))
    mean = sum(exact) / len(exact)
    return float(sum((value - mean) ** 2 for value in exact))


def standardised(values: np.ndarray, power: int) -> float:
    gaps = values.astype(np.longdouble) - values.astype(np.longdouble).mean()
    return float((gaps**power).mean() / (gaps**2).mean() ** (power / 2))


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [
        ("plain", 1e-11),
        ("skewed", 1e-10),
        ("instants", 1e-10),
        ("sorted", 1e-7),
        ("alike", 1e-4),
        ("huge", 1e-11),
    ],
)
def test_spreads_are_those_of_exact_arithmetic(
    states: dict[object, object], name: str, tolerance: float
) -> None:
    state = states[Moments(name)]

    assert isinstance(state, MomentsState)
    assert math.isclose(state.mean + state.rest, fmean(VALUES[name]), rel_tol=1e-13)
    assert math.isclose(state.spread, squares_of(VALUES[name]), rel_tol=tolerance)


@pytest.mark.parametrize("name", ["plain", "skewed", "instants", "sorted"])
def test_shapes_are_those_of_extended_precision(states: dict[object, object], name: str) -> None:
    state = states[HigherMoments(name)]

    assert isinstance(state, HigherMomentsState)
    assert math.isclose(state.skewness, standardised(VALUES[name], 3), rel_tol=1e-6, abs_tol=1e-7)
    assert math.isclose(state.excess_kurtosis, standardised(VALUES[name], 4) - 3, rel_tol=1e-6, abs_tol=1e-7)


def test_one_value_has_no_spread_and_no_shape(states: dict[object, object]) -> None:
    assert states[Moments("constant")] == MomentsState(ROWS, 0.1, 0.0)
    assert states[HigherMoments("constant")] == HigherMomentsState(ROWS, 0.1, 0.0, 0.0, 0.0)
    assert states[GroupedMoments("constant", ("g",))] == GroupedMomentsState(ROWS, 5, 0.0, 0.0)


def test_what_rounding_may_have_made_is_unknown(states: dict[object, object]) -> None:
    spread, pair = states[Moments("lost")], states[CoMoments(("lost", "plain"))]
    shapes = [states[HigherMoments(name)] for name in ("lost", "huge")]

    assert isinstance(spread, MomentsState)
    assert isinstance(pair, CoMomentsState)
    assert math.isnan(spread.spread)
    assert math.isnan(pair.pairs[0].correlation)
    assert states[GroupedMoments("lost", ("g",))] == GroupedMomentsState(ROWS, 5, 0.0, 0.0)
    for shape in shapes:
        assert isinstance(shape, HigherMomentsState)
        assert math.isnan(shape.excess_kurtosis)


@pytest.mark.parametrize("pair", PAIRS[:2])
def test_correlations_are_those_of_numpy(states: dict[object, object], pair: tuple[str, str]) -> None:
    state = states[CoMoments(pair)]

    assert isinstance(state, CoMomentsState)
    expected = np.corrcoef(VALUES[pair[0]], VALUES[pair[1]])[0, 1]
    assert math.isclose(state.pairs[0].correlation, expected, abs_tol=1e-9)


@pytest.mark.parametrize(("name", "tolerance"), [("instants", 1e-9), ("alike", 1e-7)])
def test_what_lies_between_groups_is_what_is_not_within(
    states: dict[object, object], name: str, tolerance: float
) -> None:
    state, values = states[GroupedMoments(name, ("g",))], VALUES[name]
    total = squares_of(values)
    within = sum(squares_of(values[group == GROUP]) for group in range(5))

    assert isinstance(state, GroupedMomentsState)
    assert math.isclose(state.squares, total, rel_tol=tolerance)
    assert math.isclose(state.between / state.squares, (total - within) / total, abs_tol=tolerance)
