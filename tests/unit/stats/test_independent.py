from __future__ import annotations

import math

from lockgate.stats.independent import Bounded, independent_difference
from lockgate.stats.intervals import wilson_interval


def test_of_proportions_with_wilson_intervals_it_is_newcombes() -> None:
    # R. G. Newcombe (1998), table II, example (a): 56/70 and 48/80, method 10
    first, second = (Bounded(k / n, *wilson_interval(k, n, alpha=0.05)) for k, n in ((56, 70), (48, 80)))

    found = independent_difference(first, second)

    assert (round(found.lower, 4), round(found.upper, 4)) == (0.0524, 0.3339)


def test_of_means_it_is_the_sum_of_variances() -> None:
    found = independent_difference(Bounded(5, 5 - 3, 5 + 3), Bounded(1, 1 - 4, 1 + 4))

    assert (found.value, found.lower, found.upper) == (4, -1, 9)


def test_what_is_not_known_stays_so() -> None:
    found = independent_difference(Bounded(1, math.nan, math.nan), Bounded(1, 0, 2))

    assert math.isnan(found.lower)
    assert math.isnan(found.upper)
