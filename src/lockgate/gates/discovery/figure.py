"""The plot of the weak slices that a search confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.figure import IntervalFigure
from lockgate.domain.finding import Finding
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.gates.interval_row import interval_row

__all__ = ["weak_slices_figure"]


def weak_slices_figure(asked: Discovery, findings: Sequence[Finding]) -> tuple[IntervalFigure, ...]:
    """Return the plot of the confirmed slices, in the order of the findings; nothing where there are none."""
    rows = [row for finding in findings if (row := interval_row(finding)) is not None]
    if not rows:
        return ()
    than = "the rest" if asked.against is Against.REST else "the baseline"
    question = f"Which slices are confirmed to be worse than {than}?"
    return (IntervalFigure(question, f"{findings[0].check}, above {than}", tuple(rows), asked.margin),)
