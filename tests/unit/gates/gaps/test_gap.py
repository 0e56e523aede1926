from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.gates.gap_gate import Compare
from lockgate.gates.gaps.gap import Gap, WeightedSide, look_ahead
from lockgate.gates.measurement import MeanMeasurement, RateMeasurement, UndefinedMeasurement
from lockgate.stats.estimate import Estimate

ENDS = (-0.1, 0.1)


def rate(successes: int, trials: int) -> RateMeasurement:
    return RateMeasurement(successes, trials, trials)


def test_a_gap_has_the_rows_and_the_method_of_both() -> None:
    gap = Gap(rate(30, 100), MeanMeasurement(Estimate(0.2, 0.01, 50), "t"), Compare.DIFFERENCE)

    assert gap.estimate.n == 150
    assert gap.estimate.value == pytest.approx(0.1)
    assert gap.method == "MOVER on Clopper-Pearson and t"


def test_the_error_of_a_ratio_is_that_of_small_changes() -> None:
    rng = np.random.default_rng(1)
    gap = Gap(rate(1_200, 10_000), rate(2_500, 10_000), Compare.RATIO)

    drawn = rng.binomial(10_000, 0.12, 20_000) / rng.binomial(10_000, 0.25, 20_000)

    assert gap.estimate.value == pytest.approx(0.48)
    assert gap.estimate.standard_error == pytest.approx(drawn.std(), rel=0.03)


@pytest.mark.parametrize(
    ("first", "second", "value", "undefined"),
    [
        (rate(3, 10), rate(0, 10), math.inf, ""),
        (rate(0, 10), rate(0, 10), math.nan, "both groups have 0, which has no ratio"),
        (UndefinedMeasurement("no positive rows", 4), rate(1, 10), math.nan, "no positive rows"),
        (rate(1, 10), UndefinedMeasurement("no rows", 0), math.nan, "no rows"),
    ],
)
def test_a_ratio_to_nothing(
    first: RateMeasurement, second: RateMeasurement, value: float, undefined: str
) -> None:
    gap = Gap(first, second, Compare.RATIO)

    assert gap.estimate.value == pytest.approx(value, nan_ok=True)
    assert gap.undefined == undefined


def test_an_undefined_group_has_no_bounds_and_nothing_to_look_ahead_to() -> None:
    gap = Gap(UndefinedMeasurement("no rows", 0), rate(1, 10), Compare.DIFFERENCE)

    assert all(math.isnan(end) for end in gap.bounds(0.1))
    assert look_ahead(gap, ENDS, alpha=0.05, power=0.8).n_more is None


def test_weighted_sides_add_strata() -> None:
    side = WeightedSide((rate(5, 10), rate(30, 40)), (0.2, 0.8))

    lower, upper = side.bounds(0.1)

    assert side.estimate.value == pytest.approx(0.7)
    assert side.estimate.standard_error == pytest.approx(
        math.hypot(0.2 * rate(5, 10).estimate.standard_error, 0.8 * rate(30, 40).estimate.standard_error)
    )
    assert lower < 0.7 < upper
    assert (side.slack, side.method) == (0.0, "weighted Clopper-Pearson")


@pytest.mark.parametrize("compare", list(Compare))
def test_the_rows_it_asks_for_do_decide(compare: Compare) -> None:
    # 40 % against 42 % and 39 % of 2,000, allowed 0.1 either way, or 0.8 of each other
    first, second = rate(12, 30), rate(780, 2_000)
    ends = ENDS if compare is Compare.DIFFERENCE else (0.8, 1.25)

    ahead = look_ahead(Gap(first, second, compare), ends, alpha=0.05, power=0.8)

    assert ahead.more is not None
    assert ahead.mde is not None
    sizes = [first.trials + ahead.more[0], second.trials + ahead.more[1]]
    rng = np.random.default_rng(3)
    decided = 0
    for _ in range(400):
        sides = [rate(int(rng.binomial(n, p)), n) for n, p in zip(sizes, (0.4, 0.39), strict=True)]
        lower, upper = Gap(sides[0], sides[1], compare).bounds(0.1)
        decided += ends[0] <= lower and upper <= ends[1]
    assert 0.65 <= decided / 400 <= 0.95


def test_only_the_group_that_is_short_grows() -> None:
    ahead = look_ahead(
        Gap(rate(8, 20), rate(900, 2_000), Compare.DIFFERENCE), (-0.2, 0.2), alpha=0.05, power=0.8
    )
    turned = look_ahead(
        Gap(rate(900, 2_000), rate(8, 20), Compare.DIFFERENCE), (-0.2, 0.2), alpha=0.05, power=0.8
    )

    assert ahead.more is not None
    assert ahead.more[0] > 0 == ahead.more[1]
    assert turned.more == ahead.more[::-1]


def test_what_large_samples_would_have_decided_still_asks_for_a_tenth() -> None:
    gap = Gap(rate(500, 1_000), rate(500, 1_000), Compare.DIFFERENCE)

    assert look_ahead(gap, (-0.5, 0.5), alpha=0.05, power=0.8).more == (100, 0)
    fewer = Gap(rate(500, 1_000), rate(50, 100), Compare.DIFFERENCE)
    assert look_ahead(fewer, (-0.5, 0.5), alpha=0.05, power=0.8).more == (0, 10)


@pytest.mark.parametrize(
    ("gap", "ends"),
    [
        (Gap(rate(50, 100), rate(40, 100), Compare.DIFFERENCE), (-0.1, 0.1)),
        (Gap(rate(50_001, 100_000), rate(40_000, 100_000), Compare.DIFFERENCE), (-0.1, 0.1)),
    ],
    ids=["at the bar", "too near"],
)
def test_at_the_bar_no_number_of_rows_decides(gap: Gap, ends: tuple[float, float]) -> None:
    ahead = look_ahead(gap, ends, alpha=0.05, power=0.8)

    assert ahead.mde is not None
    assert ahead.n_more is None


def test_a_ratio_to_nothing_has_no_smallest_one() -> None:
    assert (
        look_ahead(Gap(rate(3, 10), rate(0, 10), Compare.RATIO), (0.8, 1.25), alpha=0.05, power=0.8).mde is None
    )


def test_a_ratio_knows_that_its_numbers_are_not_negative() -> None:
    wide = MeanMeasurement(Estimate(0.2, 0.2, 20), "t")

    lower, upper = Gap(wide, rate(50, 100), Compare.RATIO).bounds(0.1)

    assert wide.bounds(0.1)[0] < 0 == lower
    assert 0.4 < upper < math.inf


def test_groups_that_go_together_have_a_surer_difference() -> None:
    one, other = (MeanMeasurement(Estimate(value, 0.02, 500), "t") for value in (0.5, 0.4))
    widths = [
        Gap(one, other, Compare.DIFFERENCE, correlation).bounds(0.1)[1] - 0.1
        for correlation in (0.9, 0.0, -0.9)
    ]
    ahead = [
        look_ahead(Gap(one, other, Compare.DIFFERENCE, correlation), ENDS, alpha=0.05, power=0.8).mde or 0.0
        for correlation in (0.9, 0.0, -0.9)
    ]

    assert Gap(one, other, Compare.DIFFERENCE, 0.9).method == "MOVER with correlation 0.90 on t"
    assert widths == sorted(widths)
    assert widths[1] == pytest.approx(widths[0] * math.sqrt(2 / 0.2))
    assert ahead == sorted(ahead)


def test_an_unknown_correlation_decides_nothing() -> None:
    gap = Gap(rate(30, 100), rate(40, 100), Compare.DIFFERENCE, math.nan)

    assert all(math.isnan(end) for end in gap.bounds(0.1))
    assert look_ahead(gap, ENDS, alpha=0.05, power=0.8).mde is None
