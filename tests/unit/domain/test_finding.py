"""What a finding says of itself."""

from __future__ import annotations

import pytest

from lockgate.domain.finding import Finding, Subject
from lockgate.domain.verdict import Severity, Verdict


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (Subject("flights"), "flights"),
        (Subject("flights", ("air_time",)), "flights.air_time"),
        (Subject("flights", ("year", "flight")), "flights.(year, flight)"),
        (Subject("flights", (), (("origin", "LGA"), ("carrier", "MQ"))), "flights · origin=LGA × carrier=MQ"),
        (Subject("flights", ("air_time",), (), "month <= 6"), "flights.air_time where month <= 6"),
    ],
)
def test_a_subject_names_table_columns_slice_and_filter(subject: Subject, text: str) -> None:
    assert str(subject) == text


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("severity", Severity)
def test_a_finding_blocks_if_it_is_blocking_and_not_a_pass(verdict: Verdict, severity: Severity) -> None:
    finding = Finding(
        check="range", subject=Subject("t"), verdict=verdict, reason="LG400", summary="", severity=severity
    )

    expected = verdict is not Verdict.PASS and severity is Severity.BLOCKING

    assert finding.is_blocking == expected
