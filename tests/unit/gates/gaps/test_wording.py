from __future__ import annotations

import math

import pytest

from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps.gap import Ahead, Gap
from lockgate.gates.gaps.groups import Pair
from lockgate.gates.gaps.wording import gap_summary
from lockgate.gates.measurement import MeanMeasurement, Measurement, RateMeasurement, UndefinedMeasurement
from lockgate.gates.slicing import Dimension
from lockgate.stats.estimate import Estimate

GATE = GapGate(metrics=("recall",), groups=(Dimension("sex"),), requirement=Requirement.at_most(0.1))
RATE = RateMeasurement(30, 100, 120)


def told(first: Measurement, second: Measurement, judged: Judgement, ahead: Ahead) -> str:
    pair = Pair((), ("Male",), ("Female",), Gap(first, second, Compare.DIFFERENCE))
    return gap_summary(GATE, pair, judged, ahead, 0.05)


def test_both_sides_have_their_rate_interval_and_rows() -> None:
    text = told(RATE, RateMeasurement(10, 50, 60), Judgement(Verdict.FAIL, 0.11, 0.2, 0.1), Ahead(0.05, (3, 4)))

    assert text == (
        "Male 30.0 % [22.5 to 38.4 %] of 100, Female 20.0 % [11.3 to 31.6 %] of 50: difference 0.1, "
        "90 % interval 0.11 to 0.2"
    )


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (Ahead(0.05, (0, 123)), "about 130 more of Female would decide"),
        (Ahead(0.05, (40, 123)), "about 40 more of Male and 130 more of Female would decide"),
        (Ahead(0.05, None), "unknown is not fair, and no number of rows is sure to decide"),
    ],
)
def test_what_is_open_says_what_would_decide(ahead: Ahead, said: str) -> None:
    text = told(RATE, RATE, Judgement(Verdict.INCONCLUSIVE, -0.1, 0.2, 0.1), ahead)

    assert text.endswith(f"; could detect a difference 0.05 beyond the bar; {said}")


def test_numbers_that_are_no_rates_keep_their_unit() -> None:
    text = told(
        MeanMeasurement(Estimate(-1.5, 0.1, 100), "t"), UndefinedMeasurement("no positive rows", 7),
        Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1), Ahead(),
    )  # fmt: skip

    assert text == (
        "unknown: no positive rows; Male −1.5 [−1.666 to −1.334] of 100, Female unknown (no positive rows, n = 7)"
    )


def test_a_single_row_has_no_interval() -> None:
    single = MeanMeasurement(Estimate(0.5, math.nan, 1), "t")

    text = told(single, RATE, Judgement(Verdict.INCONCLUSIVE, math.nan, math.nan, 0.1), Ahead())

    assert text.startswith("Male 0.5 of 1, Female 30.0 %")
    assert "too few rows for an interval" in text
