from __future__ import annotations

import math

from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement
from lockgate.gates.measurement import MeanMeasurement, UndefinedMeasurement
from lockgate.gates.wording import number, summary
from lockgate.stats.estimate import Estimate

DIFFERENCE = MeanMeasurement(Estimate(0.001, 0.011, 342), "paired, t")


def test_a_difference_that_cannot_be_decided_says_what_would_decide() -> None:
    judged = Judgement(Verdict.INCONCLUSIVE, -0.017, 0.019, 0.1)

    text = summary(DIFFERENCE, judged, 0.021, 4_812, compared="candidate − baseline")

    assert text == (
        "candidate − baseline +0.001, 90 % interval −0.017 to +0.019; n = 342; "
        "could detect a regression of 0.021 or more; about 4,900 more rows would decide"
    )


def test_a_bar_that_is_cleared_says_what_was_seen() -> None:
    judged = Judgement(Verdict.PASS, 0.7089, 0.7151, 0.1)

    text = summary(MeanMeasurement(Estimate(0.7123, 0.01, 9_000), "t"), judged, 0.005, None, compared="")

    assert (
        text == "0.7123, 90 % interval 0.7089 to 0.7151; n = 9,000; could detect a regression of 0.005 or more"
    )


def test_a_bar_that_is_missed_says_nothing_of_what_could_be_detected() -> None:
    judged = Judgement(Verdict.FAIL, 0.06, 0.16, 0.0125)

    text = summary(
        MeanMeasurement(Estimate(0.11, 0.01, 502), "t"), judged, 0.05, None, compared="candidate − baseline"
    )

    assert text == "candidate − baseline +0.11, 98.75 % interval +0.06 to +0.16; n = 502"


def test_what_is_undefined_says_why() -> None:
    judged = Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1)

    text = summary(
        UndefinedMeasurement("no positive rows", 12), judged, None, None, compared="candidate − baseline"
    )

    assert text == "undefined: no positive rows; n = 12"


def test_a_value_that_has_no_bounds_says_what_they_need() -> None:
    judged = Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1)
    thin = MeanMeasurement(Estimate(0.3, math.nan, 900), "t", undefined="20 rows are needed")

    alone = summary(thin, judged, None, None, compared="")
    paired = summary(thin, judged, None, None, compared="candidate − baseline")

    assert alone == "0.3, without bounds: 20 rows are needed; n = 900"
    assert paired == "candidate − baseline +0.3, without bounds: 20 rows are needed; n = 900"


def test_one_row_has_a_value_without_bounds() -> None:
    judged = Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1)

    text = summary(MeanMeasurement(Estimate(0.3, math.nan, 1), "t"), judged, None, None, compared="")

    assert text == "0.3, too few rows for an interval; n = 1; cannot decide"


def test_numbers_keep_four_digits() -> None:
    assert [number(value) for value in (0.0, 12_345, 0.123456, 1.5e-7)] == ["0", "12,345", "0.1235", "1.50e-07"]
