"""Measures of association, by hand and against scipy and scikit-learn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr
from scipy.stats.contingency import association, crosstab
from sklearn.metrics import mutual_info_score, normalized_mutual_info_score
from tests.fakes.states import state_of

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.co_moments import CoMoments
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.grouped_moments import GroupedMoments, GroupedMomentsState
from lockgate.scan.aggregates.rank_moments import RankMoments
from lockgate.scan.association import (
    SYMMETRIC,
    Measure,
    association_aggregate,
    check_measure,
    cramers_v,
    measured,
    mutual_information,
    predictive_power,
)

RNG = np.random.default_rng(11)
LEFT = RNG.integers(0, 6, 4_000)
RIGHT = (LEFT % 3 + RNG.integers(0, 2, 4_000)) % 3
X = RNG.normal(size=4_000)
Y = X + RNG.normal(size=4_000)
TABLE = {"l": LEFT, "r": RIGHT, "x": X, "y": Y}


def value_of(measure: Measure, left: str = "l", right: str = "r", table: Any = None) -> float:  # noqa: ANN401 - columns
    value, _ = measured(measure, state_of(table or TABLE, association_aggregate(measure, left, right)))
    assert value is not None
    return value


def corrected_v(left: np.ndarray, right: np.ndarray) -> float:
    """Return Bergsma's form, written out once more."""
    count = crosstab(left, right).count
    n, (r, c) = count.sum(), count.shape
    phi = association(count, method="cramer") ** 2 * (min(r, c) - 1)
    phi = max(0.0, phi - (r - 1) * (c - 1) / (n - 1))
    return float(math.sqrt(phi / (min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1)))


@pytest.mark.parametrize(
    ("measure", "columns", "expected"),
    [
        ("cramers_v", "lr", association(crosstab(LEFT, RIGHT).count, method="cramer")),
        ("cramers_v_corrected", "lr", corrected_v(LEFT, RIGHT)),
        ("mutual_information", "lr", mutual_info_score(LEFT, RIGHT)),
        ("normalised_mutual_information", "lr", normalized_mutual_info_score(LEFT, RIGHT)),
        ("theils_u", "lr", mutual_info_score(LEFT, RIGHT) / mutual_info_score(RIGHT, RIGHT)),
        ("theils_u", "rl", mutual_info_score(LEFT, RIGHT) / mutual_info_score(LEFT, LEFT)),
        ("pearson", "xy", pearsonr(X, Y).statistic),
        ("spearman", "xy", spearmanr(X, Y).statistic),
    ],
)
def test_a_measure_agrees_with_the_oracle(measure: Measure, columns: str, expected: float) -> None:
    assert value_of(measure, *columns) == pytest.approx(expected, rel=1e-9)


def test_the_correlation_ratio_is_the_root_of_the_share_between_groups() -> None:
    table = {"g": ["a", "a", "b", "b"], "x": [1.0, 3.0, 5.0, 7.0]}

    assert value_of("correlation_ratio", "g", "x", table) == pytest.approx(math.sqrt(16 / 20))


POWERS = {
    "a perfect predictor": ([1, 1, 2, 2], [0, 0, 1, 1], 1.0),
    "an identifier": ([1, 2, 3, 4], [0, 0, 1, 1], 0.0),
    "a coin": ([1, 1, 2, 2], [0, 1, 0, 1], 0.0),
    # 1: all four right; 2: the three 1 see two 1 and one 0, right; the 0 is wrong: 7 of 8 against a base of 5 of 8
    "almost": ([1, 1, 1, 1, 2, 2, 2, 2], [0, 0, 0, 0, 1, 1, 1, 0], (7 - 5) / (8 - 5)),
    # of six rows, two values that occur once are guessed by the base of 4 in 6; the rest is right
    "singles": ([1, 1, 1, 1, 2, 3], [0, 0, 0, 0, 1, 1], (4 + 2 * 4 / 6 - 4) / (6 - 4)),
}


@pytest.mark.parametrize(("left", "right", "power"), POWERS.values(), ids=POWERS)
def test_predictive_power_leaves_the_row_out(left: list[int], right: list[int], power: float) -> None:
    assert value_of("predictive_power", table={"l": left, "r": right}) == pytest.approx(power)


def test_noise_has_no_power_however_many_values_it_has() -> None:
    rng = np.random.default_rng(12)
    table = {"l": rng.integers(0, 1_000, 4_000), "r": rng.integers(0, 2, 4_000)}

    assert value_of("predictive_power", table=table) == 0.0


ONE_VALUE = {"l": [1, 2, 3], "r": [7, 7, 7]}


@pytest.mark.parametrize(
    "measure",
    [
        "cramers_v",
        "cramers_v_corrected",
        "theils_u",
        "predictive_power",
        "pearson",
        "spearman",
        "correlation_ratio",
    ],
)
def test_a_constant_cannot_be_told_about(measure: Measure) -> None:
    assert math.isnan(value_of(measure, table=ONE_VALUE))


def test_two_constants_share_nothing() -> None:
    table = {"l": [1, 1], "r": [7, 7]}

    assert value_of("mutual_information", table=table) == 0.0
    assert math.isnan(value_of("normalised_mutual_information", table=table))


def test_the_correction_needs_more_than_one_row_and_more_rows_than_values() -> None:
    state = state_of({"l": [1, 2], "r": [1, 2]}, Contingency(("l",), ("r",)))

    assert cramers_v(state) == 1.0
    assert math.isnan(cramers_v(state, is_corrected=True))


def test_what_rounding_leaves_of_nothing_is_nothing() -> None:
    rows = [(left, right) for left in range(7) for right in range(11)]
    table = {"l": [left for left, _ in rows] * 3, "r": [right for _, right in rows] * 3}

    state: ContingencyState = state_of(table, Contingency(("l",), ("r",)))

    assert mutual_information(state) == 0.0
    assert predictive_power(state) == 0.0


@pytest.mark.parametrize("measure", ["pearson", "spearman", "correlation_ratio", "cramers_v"])
def test_no_row_has_no_measure(measure: Measure) -> None:
    state = state_of({"l": [1, 2], "r": [1, 2]}, association_aggregate(measure, "l", "r"), "l > 5")

    assert measured(measure, state) == (None, 0)


def test_the_cheapest_aggregate_that_can_tell_is_asked() -> None:
    asked = {
        measure: association_aggregate(measure, "l", "r", bins=9)
        for measure in (*SYMMETRIC, "correlation_ratio")
    }

    assert asked["pearson"] == CoMoments(("l", "r"))
    assert asked["spearman"] == RankMoments("l", "r")
    assert asked["correlation_ratio"] == GroupedMoments("r", ("l",))
    assert asked["cramers_v"] == asked["normalised_mutual_information"] == Contingency(("l",), ("r",), 9)


def test_another_state_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="Count"):
        measured("cramers_v", Count(1))


def test_an_unknown_measure_is_refused() -> None:
    check_measure("association", "pearson")
    with pytest.raises(ParameterError, match="`measure`"):
        check_measure("association", "kendall")


def test_groups_without_spread_have_no_ratio() -> None:
    value, n = measured("correlation_ratio", GroupedMomentsState(3, 1, 0.0, 0.0))

    assert n == 3
    assert value is not None
    assert math.isnan(value)
