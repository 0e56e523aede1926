"""Histories, judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from lockgate.domain.verdict import Verdict
from lockgate.history.judge import Judged, accepted_values, judge_history
from lockgate.history.series import Forecast, HistorySeries, Standing
from lockgate.history.spec import HistoryMethod, HistorySpec

QUIET = [100.0, 102.0, 98.0, 101.0, 99.0, 100.0, 103.0, 97.0]
SPEC = HistorySpec(data="t", at_least=8)


def series(
    values: Sequence[float], standings: dict[int, Standing] | None = None, **more: object
) -> HistorySeries:
    """Return the rows of some days from the first of January 2013 on."""
    return HistorySeries(
        table="t",
        partitions=tuple(str(date(2013, 1, 1) + timedelta(days=day)) for day in range(len(values))),
        standings=tuple((standings or {}).get(number, Standing.OPEN) for number in range(len(values))),
        metrics=("row_count",),
        values=(tuple(values),),
        **more,  # type: ignore[arg-type]  # fields of the series
    )


def verdict(judged: Judged) -> str:
    return judged.findings[-1].verdict.value


def test_a_value_within_the_band_passes_with_the_band_in_words() -> None:
    (found,) = judge_history(SPEC, series([*QUIET, 104.0])).findings

    # median 100, scale 1.4826 * 1.5; t at 0.995 with 0.37 * 7, about 3, is 5.8409; root of 1 + pi / 16 is 1.0937
    assert (found.verdict, found.reason, found.n) == (Verdict.PASS, "LG470", 8)
    assert found.required == "row_count 85.7922 to 114.208"
    assert found.summary == "row_count 104, expected 100 from 8 accepted partitions"
    assert str(found.subject) == "t · partition=2013-01-09"


@pytest.mark.parametrize("value", [85.0, 115.0, 0.0])
def test_a_value_outside_fails_on_either_side(value: float) -> None:
    (found,) = judge_history(SPEC, series([*QUIET, value])).findings

    assert (found.verdict, found.reason) == (Verdict.FAIL, "LG471")
    assert "lockgate state accept" in found.hint


def test_a_bad_value_does_not_poison_those_after_it() -> None:
    bad = [*QUIET, 500.0, 480.0, 510.0, 490.0]

    assert verdict(judge_history(SPEC, series([*bad, 101.0]))) == "pass"
    assert accepted_values(SPEC, series([*bad, 101.0]))[0][:8] == tuple(QUIET)
    assert all(math.isnan(value) for value in accepted_values(SPEC, series([*bad, 101.0]))[0][8:])


def test_an_accepted_change_becomes_what_is_expected() -> None:
    changed = [*QUIET, *(500.0 + value for value in QUIET), 600.0]
    accepted = dict.fromkeys(range(8, 16), Standing.ACCEPTED)
    spec = HistorySpec(data="t", at_least=8, at_most=8)

    assert verdict(judge_history(spec, series(changed))) == "inconclusive"  # nothing of the last 8 was accepted
    assert verdict(judge_history(spec, series(changed, accepted))) == "pass"


@pytest.mark.parametrize("standing", [Standing.REJECTED, Standing.CONTRACT_BROKEN])
def test_a_partition_that_was_not_accepted_is_not_compared_with(standing: Standing) -> None:
    (found,) = judge_history(SPEC, series([*QUIET, 100.0], {3: standing})).findings

    assert found.n == 7


def test_too_little_history_and_unknown_values_decide_nothing() -> None:
    short = judge_history(SPEC, series(QUIET[:5]))
    unknown = judge_history(SPEC, series([*QUIET, math.nan]))
    sparse = judge_history(SPEC, series([100.0, math.nan, math.nan, 99.0, math.nan, 98.0, math.nan, 100.0]))

    assert [verdict(judged) for judged in (short, unknown, sparse)] == ["inconclusive"] * 3
    assert short.findings[0].summary == "4 accepted partitions before it, 8 are needed"
    assert unknown.findings[0].observed is None
    assert unknown.findings[0].reason == "LG406"


def test_a_table_without_partitions_proves_nothing_and_unread_ones_are_errors() -> None:
    unread = (("2013-01-10", "cut off"),)

    (nothing,) = judge_history(SPEC, series([])).findings
    (only,) = judge_history(SPEC, series([], unread=unread)).findings
    both = judge_history(SPEC, series([*QUIET, 100.0], unread=unread)).findings

    assert (nothing.verdict, only.verdict) == (Verdict.INCONCLUSIVE, Verdict.ERROR)
    assert [found.verdict for found in both] == [Verdict.ERROR, Verdict.PASS]
    assert accepted_values(SPEC, series([])) == ((),)


def test_a_weekday_is_compared_with_its_own_kind() -> None:
    weeks = [100.0, 101.0, 99.0, 100.0, 101.0, 40.0, 41.0] * 9
    noisy = [value + (number % 3) for number, value in enumerate(weeks)]
    spec = HistorySpec(data="t", at_least=14, method=HistoryMethod.SEASONAL)

    sunday = [*noisy, *weeks[:5], 41.0]
    assert verdict(judge_history(spec, series([*noisy, 101.0]))) == "pass"
    assert verdict(judge_history(spec, series([*noisy, 41.0]))) == "fail"
    assert verdict(judge_history(spec, series(sunday))) == "pass"
    assert verdict(judge_history(HistorySpec(data="t", at_least=14), series(sunday))) == "fail"


def test_names_without_a_date_have_no_season() -> None:
    spec = HistorySpec(data="t", at_least=8, method=HistoryMethod.SEASONAL)
    named = HistorySeries(
        table="t", partitions=tuple("abcdefghi"), standings=(Standing.OPEN,) * 9, metrics=("row_count",),
        values=((*QUIET, 100.0),),
    )  # fmt: skip

    (found,) = judge_history(spec, named).findings
    (few,) = judge_history(spec, series([*QUIET, 100.0])).findings

    assert found.verdict is few.verdict is Verdict.INCONCLUSIVE
    assert "does not tell an hour, day or month" in found.summary
    assert few.summary == "too few accepted partitions of the same season have a value"


def test_a_change_is_compared_with_the_last_accepted_value() -> None:
    spec = HistorySpec(data="t", method=HistoryMethod.CHANGE, max_change=0.2)

    assert verdict(judge_history(spec, series([100.0, 119.0]))) == "pass"
    assert verdict(judge_history(spec, series([100.0, 121.0]))) == "fail"
    assert verdict(judge_history(spec, series([100.0, 500.0, 110.0]))) == "pass"
    assert verdict(judge_history(spec, series([100.0]))) == "inconclusive"


def test_a_difference_is_compared_with_the_last_accepted_value_in_the_unit_of_the_metric() -> None:
    spec = HistorySpec(data="t", method=HistoryMethod.DIFFERENCE, max_difference=20)

    assert verdict(judge_history(spec, series([100.0, 120.0]))) == "pass"
    assert verdict(judge_history(spec, series([100.0, 121.0]))) == "fail"
    assert verdict(judge_history(spec, series([0.0, 20.0]))) == "pass"
    assert verdict(judge_history(spec, series([100.0, 500.0, 110.0]))) == "pass"
    assert verdict(judge_history(spec, series([100.0]))) == "inconclusive"


def test_a_forecast_takes_the_place_of_the_band() -> None:
    spec = HistorySpec(data="t", at_least=8, method=HistoryMethod.HOLT_WINTERS)

    risen = judge_history(spec, series([*QUIET, 160.0], forecasts=(Forecast(158.0, 1.0),)))
    unknown = judge_history(spec, series([*QUIET, 160.0], forecasts=(Forecast(math.nan, math.nan),)))

    assert (verdict(risen), verdict(unknown)) == ("pass", "inconclusive")
    assert risen.findings[0].required == "row_count 155.424 to 160.576"


def test_the_figure_shows_each_partition_in_its_own_band() -> None:
    figure = judge_history(SPEC, series([*QUIET, 500.0, 101.0])).figures[0]

    assert [point.is_accepted for point in figure.points[-2:]] == [False, True]
    assert figure.points[0].lower is None
    assert figure.points[-1].label == "2013-01-10"
    assert [point.lower for point in figure.points[-2:]] == pytest.approx([85.7922, 85.7922], abs=1e-3)


def test_a_number_that_cannot_be_negative_has_no_negative_end() -> None:
    found = judge_history(SPEC, series([0.0, 1.0, 2.0, 0.0, 3.0, 1.0, 1.0, 2.0, 1.0])).findings[0]

    assert found.required.startswith("row_count 0 to")


def test_a_metric_that_cannot_be_asked_is_an_error_whatever_came_before() -> None:
    judged = judge_history(
        SPEC, series([*QUIET, math.nan], unasked=(("row_count", "has no rows", "count them"),))
    )

    (found,) = judged.findings
    assert (found.verdict, found.reason, found.summary, found.hint) == (
        Verdict.ERROR, "LG407", "has no rows", "count them",
    )  # fmt: skip
