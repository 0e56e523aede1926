"""The classical test beside each distance: whether the tables differ at all, which decides nothing here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.drift.cells import Cells
from lockgate.drift.measure import cells_for
from lockgate.stats.drift.anderson_darling import anderson_darling_test
from lockgate.stats.drift.chi_square import chi_square_test, g_test
from lockgate.stats.drift.cramer_von_mises import cramer_von_mises_test
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.kolmogorov_smirnov import kolmogorov_smirnov_test
from lockgate.stats.drift.mean_shift import proportion_test, welch_test
from lockgate.stats.drift.places import Places
from lockgate.stats.drift.significance import Significance
from lockgate.stats.estimate import Estimate

__all__ = ["ClassicalTest", "classical_test"]

_EXACT_UP_TO = 1_000
"""Rows up to which every order of them is counted; beyond it the limit distribution is as good, and fast."""

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClassicalTest:
    """A test by its name, its statistic and its p-value."""

    name: str
    statistic: float
    p_value: float


def classical_test(cells: Cells, distance: Distance) -> ClassicalTest | None:
    """Return the classical test that goes with a distance.

    It asks whether the tables differ at all: with millions of rows they always do, and with few they cannot tell. So it
    describes, and no verdict rests on it. None where rows come in blocks, for all of these tests take rows as
    independent, and where a test cannot be made.

    Parameters
    ----------
    cells : Cells
        Rows of both sides.
    distance : Distance
        How they are measured: Kolmogorov-Smirnov, Cramer-von Mises and Anderson-Darling have a test of their own; the
        mean has Welch's, Jensen-Shannon the likelihood ratio, two cells the test of two proportions. Other distances
        along the line are given Kolmogorov-Smirnov, those between names chi-square.
    """
    if any(cells.blocks):
        return None
    compared = cells_for(cells, distance)
    name, found = _tested(compared, distance)
    if math.isnan(found.p_value):
        return None
    return ClassicalTest(name, round_float(found.statistic), round_float(found.p_value))


def _tested(cells: Cells, distance: Distance) -> tuple[str, Significance]:
    before, now = cells.reference, cells.current
    if len(before) == 2 and not cells.is_ordered:  # noqa: PLR2004 - two proportions
        return "two proportions", proportion_test((before[1], sum(before)), (now[1], sum(now)))
    if distance.name == "mean_shift" and cells.places is not None:
        return "Welch", welch_test(_mean(cells.places[0], before), _mean(cells.places[1], now))
    if cells.is_ordered:
        name, test = _ALONG_THE_LINE.get(distance.name, ("Kolmogorov-Smirnov", _kolmogorov_smirnov))
        return name, test(before, now)
    return (
        ("G", g_test(before, now))
        if distance.name == "jensen_shannon"
        else (
            "chi-square",
            chi_square_test(before, now),
        )
    )


def _kolmogorov_smirnov(before: Counts, now: Counts) -> Significance:
    return kolmogorov_smirnov_test(before, now, is_exact=max(sum(before), sum(now)) <= _EXACT_UP_TO)


_ALONG_THE_LINE: dict[str, tuple[str, Callable[[Counts, Counts], Significance]]] = {
    "cramer_von_mises": ("Cramer-von Mises", cramer_von_mises_test),
    "anderson_darling": ("Anderson-Darling", anderson_darling_test),
}


def _mean(places: Places, counts: Counts) -> Estimate:
    """Return the mean with its standard error; none where a row is infinite or there are fewer than two."""
    n = sum(counts)
    if n < 2 or not places.is_bounded:  # noqa: PLR2004 - one row has no spread
        return Estimate.undefined()
    mean, deviation = places.moments(np.asarray(counts) / n)
    return Estimate(mean, deviation / math.sqrt(n - 1), n)
