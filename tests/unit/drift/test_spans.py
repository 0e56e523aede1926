"""When the rows of both tables happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from tests.fakes.references import NOW, compared_on, findings_of, reference_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.drift.reference import Acceptance, Reference
from lockgate.drift.spans import CHECK_SPAN
from lockgate.drift.spec import DriftSpec

START = datetime(2015, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)


def _hours(start: datetime, days: int = 365) -> dict[str, object]:
    instants = [start + timedelta(hours=hour) for hour in range(24 * days)]
    return {"t": pa.array(instants, pa.timestamp("us", "UTC"))}


REFERENCE = reference_of(_hours(START))


def _span(current: object, spec: DriftSpec | None = None, reference: Reference = REFERENCE) -> Finding:
    return findings_of(reference, current, spec)[CHECK_SPAN, "t"]


def test_a_table_shifted_ten_years_back_fails_although_its_hours_are_the_same() -> None:
    found = findings_of(REFERENCE, _hours(START - 10 * YEAR))

    assert found["drift", "t"].verdict is Verdict.PASS
    span = found[CHECK_SPAN, "t"]
    assert (span.verdict, span.reason) == (Verdict.FAIL, "LG464")
    assert span.summary.startswith(
        "the newest lies 3650d behind that of the reference; 2005-01-03 to 2006-01-02"
    )
    assert found["drift", ""].verdict is Verdict.FAIL


def test_a_later_period_passes() -> None:
    span = _span(_hours(START + 5 * YEAR))

    assert (span.verdict, span.reason, span.hint) == (Verdict.PASS, "LG460", "")


@pytest.mark.parametrize(
    ("days", "verdict"), [(365, Verdict.PASS), (330, Verdict.PASS), (300, Verdict.INCONCLUSIVE)]
)
def test_an_end_that_is_missing_is_undecided_beyond_a_tenth_of_the_reference(
    days: int, verdict: Verdict
) -> None:
    assert _span(_hours(START, days)).verdict is verdict


@pytest.mark.parametrize(
    ("lag", "verdict"), [(timedelta(days=64), Verdict.FAIL), (timedelta(days=66), Verdict.PASS)]
)
def test_a_lag_that_is_given_decides(lag: timedelta, verdict: Verdict) -> None:
    assert _span(_hours(START, 300), DriftSpec(data="t", lag=lag)).verdict is verdict


def test_rows_of_the_future_fail_unless_the_reference_had_such() -> None:
    ahead = _hours(NOW + timedelta(days=20), 30)

    assert _span(ahead).verdict is Verdict.FAIL
    assert "in the future" in _span(ahead).summary
    plans = replace(reference_of(_hours(START)), acceptance=Acceptance(at=START + YEAR - timedelta(days=60)))
    assert _span(ahead, reference=plans).verdict is Verdict.PASS


def test_dates_last_all_day() -> None:
    days = pa.array([date(2015, 1, 1) + timedelta(days=i) for i in range(70)])

    found = findings_of({"t": days}, {"t": days})[CHECK_SPAN, "t"]

    assert (found.verdict, found.observed) == (Verdict.PASS, "2015-03-11T23:59:59.999999+00:00")


def test_a_column_without_values_or_that_is_gone_has_no_span() -> None:
    empty = {"t": pa.array([None] * 50, pa.timestamp("us", "UTC"))}

    assert (CHECK_SPAN, "t") not in findings_of(REFERENCE, empty)
    assert (CHECK_SPAN, "t") not in findings_of(REFERENCE, {"x": [1]})
    assert (CHECK_SPAN, "x") not in findings_of({"x": [1, 2]}, {"x": [1, 2]})


def test_a_reference_without_spans_is_compared_as_before() -> None:
    bare = replace(REFERENCE, columns=tuple(replace(one, span=None) for one in REFERENCE.columns))

    assert [one.check for one in compared_on(bare, _hours(START)).findings] == ["drift", "drift"]


def test_an_instant_that_no_calendar_has_is_an_error() -> None:
    far = {"t": pa.array([0, 300_000_000_000_000_000], pa.timestamp("us", "UTC"))}

    assert _span(far).verdict is Verdict.ERROR


def test_a_negative_lag_is_refused() -> None:
    with pytest.raises(ParameterError, match="lag"):
        DriftSpec(data="t", lag=timedelta(days=-1))
