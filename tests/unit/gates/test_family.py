from __future__ import annotations

import math

from lockgate.domain.finding import Family, Interval
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Bounds, Judgement
from lockgate.gates.family import family_of


def test_an_infinite_end_is_open() -> None:
    judged = Judgement(Verdict.FAIL, 1.2, 1.9, 0.1, Bounds(1.1, math.inf, 0.02), 5)

    assert family_of("pair", judged) == Family("pair", 5, "Holm", Interval(1.1, None, 0.02, ""))


def test_what_has_no_bounds_has_a_family_all_the_same() -> None:
    unknown = Bounds(math.nan, math.nan, 0.02)

    for adjusted in (unknown, None):
        judged = Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1, adjusted, 5)
        assert family_of("slice", judged) == Family("slice", 5, "Holm")
