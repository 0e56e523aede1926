"""Which distance measures a column, and its margin."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.drift.methods import MARGINS, distance_of, margin_of
from lockgate.drift.spec import DriftSpec
from lockgate.stats.drift.distances import DISTANCES

PSI = "population_stability_index"


@pytest.mark.parametrize(
    ("method", "own", "is_ordered", "expected"),
    [
        ("", "", True, "kolmogorov_smirnov"),
        ("", "", False, "total_variation"),
        (PSI, "", False, PSI),
        (PSI, "hellinger", True, "hellinger"),
        ("normalised_wasserstein", "", False, "total_variation"),
    ],
)
def test_the_columns_own_method_wins(method: str, own: str, expected: str, *, is_ordered: bool) -> None:
    spec = DriftSpec(data="t", method=method, methods={"x": own} if own else {})

    assert distance_of(spec, "x", is_ordered=is_ordered).name == expected


def test_names_have_no_distance_along_a_line() -> None:
    spec = DriftSpec(data="t", methods={"x": "kolmogorov_smirnov"})

    with pytest.raises(ParameterError, match=r"methods\.x"):
        distance_of(spec, "x", is_ordered=False)


def test_the_columns_own_margin_wins() -> None:
    spec = DriftSpec(data="t", margin=0.2, margins={"x": 0.3})
    distance = DISTANCES["total_variation"]

    assert margin_of(spec, "x", distance) == 0.3
    assert margin_of(spec, "y", distance) == 0.2
    assert margin_of(DriftSpec(data="t"), "y", distance) == 0.1


def test_a_distance_without_a_usual_margin_asks_for_one() -> None:
    with pytest.raises(ParameterError, match="no usual one"):
        margin_of(DriftSpec(data="t"), "x", DISTANCES["energy"])


def test_a_margin_beyond_the_largest_distance_would_accept_anything() -> None:
    with pytest.raises(ParameterError, match="the largest"):
        margin_of(DriftSpec(data="t", margin=1.5), "x", DISTANCES["total_variation"])


def test_every_usual_margin_is_that_of_a_distance() -> None:
    assert set(MARGINS) <= set(DISTANCES)
    assert all(margin < DISTANCES[name].largest for name, margin in MARGINS.items())
