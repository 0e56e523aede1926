"""A slice in a plot of intervals."""

from __future__ import annotations

from lockgate.domain.figure import IntervalRow
from lockgate.domain.finding import Finding

__all__ = ["interval_row"]


def interval_row(finding: Finding) -> IntervalRow | None:
    """Return the row of a finding in a plot of intervals; None where it has no interval."""
    interval = finding.interval
    if interval is None or not isinstance(finding.observed, float):
        return None
    if interval.lower is None or interval.upper is None:
        return None
    label = " × ".join(f"{column}={value}" for column, value in finding.subject.slice)
    return IntervalRow(
        label, finding.observed, interval.lower, interval.upper, finding.n or 0, finding.verdict.value
    )
