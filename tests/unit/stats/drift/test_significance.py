from __future__ import annotations

import math

from lockgate.stats.drift.significance import Significance


def test_a_test_that_cannot_be_made_has_no_numbers() -> None:
    unknown = Significance.unknown()

    assert math.isnan(unknown.statistic)
    assert math.isnan(unknown.p_value)
