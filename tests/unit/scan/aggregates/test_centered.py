"""Spreads of rows that lie far from the center of their column, and means of parts that are large and alike.

The fake asks about the center 0, as a slice far from the middle of its column is asked.
"""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

import numpy as np
import pytest
from scipy.stats import kurtosis, skew
from tests.fakes.states import state_of
from tests.fakes.tables import NOW, opened

from lockgate.domain.codec import from_plain, to_plain
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.centered import merged_mean
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState
from lockgate.scan.aggregates.moments import Moments, MomentsState
from lockgate.scan.derive import look_at
from lockgate.scan.execute import Answers, answer_plan
from lockgate.scan.plan import plan_table

INSTANTS = 1_700_000_000_000 + np.random.default_rng(1).integers(0, 20, 300)  # milliseconds since 1970
FAR = np.random.default_rng(2).exponential(1, 1_000)


@pytest.mark.parametrize("value", [0.1, 21.7, -23.9, 1e-300, 2**53 + 1, 2**63 - 1])
def test_a_slice_of_one_value_has_no_spread_wherever_it_lies(value: float) -> None:
    """Fifty times 21.7 had the standard deviation 8e-8, so a sensor that is stuck passed "greater than 0"."""
    table = {"sensor": ["s"] * 50 + ["t"] * 2, "x": [value] * 50 + [0, 3]}

    moments = state_of(table, Moments("x"), by=("sensor",))
    higher = state_of(table, HigherMoments("x"), by=("sensor",))

    assert moments["s",].spread == 0
    assert moments["t",].spread == pytest.approx(4.5)
    assert math.isnan(higher["s",].skewness)
    assert math.isnan(higher["s",].excess_kurtosis)


@pytest.mark.parametrize("distance", [0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e9])
def test_what_is_told_of_rows_far_from_the_center_is_right(distance: float) -> None:
    """An excess kurtosis of 5.6 was told as 690,189 at a distance of 100,000 spreads: now as unknown."""
    values = distance + FAR
    moments = state_of({"x": values}, Moments("x"))
    higher = state_of({"x": values}, HigherMoments("x"))

    told = (moments.spread / (len(values) - 1), higher.skewness, higher.excess_kurtosis)
    for found, truth, last in zip(
        told, (values.var(ddof=1), skew(FAR), kurtosis(FAR)), (1e5, 1e3, 1e2), strict=True
    ):
        if distance <= last / 10:
            assert math.isfinite(found)
        if distance >= last * 10:
            assert math.isnan(found)
        if math.isfinite(found):
            assert found == pytest.approx(truth, rel=1e-4)


def test_a_part_far_from_the_center_is_known_again_in_a_whole_that_spreads() -> None:
    near, far = FAR - FAR.mean(), 1e4 + FAR
    parts = [state_of({"x": part}, HigherMoments("x")) for part in (near, far)]

    merged = parts[0].merge(parts[1])

    assert math.isnan(parts[1].excess_kurtosis)
    assert merged.excess_kurtosis == pytest.approx(kurtosis(np.concatenate([near, far])), rel=1e-6)


Asked = Moments | HigherMoments | CoMoments


def looked_at(columns: dict[str, object], aggregate: Asked) -> Any:  # noqa: ANN401 - a state
    """Return the answer about a typical value of each column, as a run asks."""
    request = Request("t", aggregate)
    with opened(t=columns) as session:
        schema, answers = look_at(session, session.schema("t"), [request]).schema, Answers()
        answer_plan(plan_table(schema, {request: (0,)}), session, NOW, answers)
    return answers.known[request]


def test_parts_of_large_values_that_are_alike_are_the_whole() -> None:
    """The spread of milliseconds since 1970 was 2 % off in a window: their means kept twelve digits only."""
    y = np.random.default_rng(3).normal(size=300)

    def merged(aggregate: Asked) -> Any:  # noqa: ANN401 - a state
        parts = (slice(0, 100), slice(100, 130), slice(130, 300))
        states = [looked_at({"x": INSTANTS[part], "y": y[part]}, aggregate) for part in parts]
        return reduce(lambda one, other: one.merge(other), states)

    moments, higher, pairs = merged(Moments("x")), merged(HigherMoments("x")), merged(CoMoments(("x", "y")))

    shifted = INSTANTS - INSTANTS[0]
    assert moments.spread == pytest.approx(shifted.var() * 300, rel=1e-11)
    assert higher.skewness == pytest.approx(skew(shifted), rel=1e-9)
    assert higher.excess_kurtosis == pytest.approx(kurtosis(shifted), rel=1e-9)
    assert pairs.pairs[0].correlation == pytest.approx(np.corrcoef(shifted, y)[0, 1], rel=1e-9)
    kept = from_plain(MomentsState, to_plain(moments))
    assert (kept.mean, kept.rest) == (moments.mean, moments.rest)
    assert kept.rest


def test_what_overflows_is_no_number_and_no_exception() -> None:
    parts = [HigherMomentsState(1, mean, 0.0, 0.0, 0.0) for mean in (1e300, -1e300)]
    infinite = [MomentsState(1, mean, 0.0) for mean in (math.inf, -math.inf)]

    assert math.isnan(parts[0].merge(parts[1]).skewness)
    assert math.isnan(parts[0].merge(parts[1]).excess_kurtosis)
    assert math.isnan(infinite[0].merge(infinite[1]).mean)
    assert math.isnan(state_of({"x": [1e200, -1e200, 1e105]}, HigherMoments("x")).skewness)
    assert math.isnan(HigherMomentsState(3, 0.0, 1e210, math.inf, math.inf).skewness)
    assert merged_mean((1e308, 0.0), (1e308, 0.0), 0.5) == ((1e308, 0.0), 0.0)
