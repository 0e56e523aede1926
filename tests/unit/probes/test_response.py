from __future__ import annotations

import math

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.response import Response, closing


def curve(*points: tuple[float, float, float, float]) -> list[Response]:
    return [Response(0, 0, 0, 0), *(Response(*point) for point in points)]


def test_the_gate_closes_where_the_straight_line_crosses_the_bar() -> None:
    found = closing(curve((1, 0.1, 0.05, 0.15), (2, 0.3, 0.25, 0.35)), 0.2)

    assert (found.dose, found.most) == (1.5, 2)
    assert found.lower == pytest.approx(1.25)
    assert found.upper == pytest.approx(1.75)


def test_the_first_crossing_counts() -> None:
    found = closing(curve((1, 0.5, 0.4, 0.6), (2, 0.1, 0, 0.2)), 0.25)

    assert found.dose == pytest.approx(0.5)


def test_a_bar_that_is_missed_without_any_dose_closes_at_once() -> None:
    found = closing([Response(0, 0.3, 0.2, 0.4), Response(1, 0.3, 0.2, 0.4)], 0.1)

    assert (found.dose, found.lower, found.upper) == (0, 0, 0)


def test_unknown_numbers_prove_nothing() -> None:
    found = closing(curve((1, math.nan, math.nan, math.nan), (2, 0.5, 0.4, 0.6)), 0.25)

    assert (found.lower, found.dose, found.upper) == (0, 2, 2)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([(1.0, 0.0, -0.1, 0.1)], "no dose up to 1 closes the gate"),
        ([(1.0, 0.1, 0.0, 0.4)], "no dose up to 1 closes the gate, proved up to 0.5"),
        ([(1.0, 0.4, 0.1, 0.8)], "the gate would close at a dose of about 0.5 (0.25 to ?)"),
        ([(1.0, 0.4, 0.25, 0.8)], "the gate would close at a dose of about 0.5 (0.25 to 0.8)"),
    ],
)
def test_it_reads_as_a_sentence(points: list[tuple[float, float, float, float]], told: str) -> None:
    assert str(closing(curve(*points), 0.2)) == told


def test_a_curve_begins_without_a_dose() -> None:
    with pytest.raises(ParameterError, match="dose 0"):
        closing([Response(1, 0, 0, 0), Response(2, 0, 0, 0)], 0.1)
    with pytest.raises(ParameterError, match="dose 0"):
        closing(curve(), 0.1)
    with pytest.raises(ParameterError, match="bar"):
        closing(curve((1, 0, 0, 0)), math.inf)
