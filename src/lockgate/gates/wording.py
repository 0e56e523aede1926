"""How a judged metric reads, on one line."""

from __future__ import annotations

import math

from lockgate.domain.confidence import confidence
from lockgate.domain.requirement import format_about
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement
from lockgate.gates.measurement import FactMeasurement, Measurement
from lockgate.gates.metric_gate import MetricGate, NotWorse

__all__ = ["compared", "number", "signed", "summary", "told_among", "told_units"]


def number(value: float) -> str:
    """Write a number: whole ones in full, others with four significant digits.

    Examples
    --------
    >>> number(4_900), number(0.712345), number(0.00012345)
    ('4,900', '0.7123', '0.0001234')
    """
    if float(value).is_integer() and abs(value) >= 1:
        return f"{int(value):,}"
    text = f"{value:.4g}"
    return text if "e" not in text else f"{value:.2e}"


def compared(gate: MetricGate) -> str:
    """Return what a gate compares of both models; empty where it reads the candidate alone.

    Examples
    --------
    >>> compared(MetricGate(metric="log_loss", requirement=NotWorse(0.02, is_relative=True)))
    'share of the baseline, candidate − baseline'
    """
    if not isinstance(gate.requirement, NotWorse):
        return ""
    share = "share of the baseline, " if gate.requirement.is_relative else ""
    return f"{share}candidate − baseline"


def told_among(among: int) -> str:
    """Say at which level a candidate passes that is one of several; empty for the only one.

    Examples
    --------
    >>> told_among(5)
    '; one of 5 candidates: it passes at alpha / 5'
    """
    return f"; one of {among} candidates: it passes at alpha / {among}" if among > 1 else ""


def told_units(n_more: int | None, units: str) -> tuple[tuple[str, str], ...]:
    """Return, as a detail of a finding, what is counted where more of it would decide; rows go without saying.

    Examples
    --------
    >>> told_units(180, "series"), told_units(180, "rows"), told_units(None, "series")
    ((('units', 'series'),), (), ())
    """
    return (("units", units),) if n_more is not None and units != "rows" else ()


def summary(
    measured: Measurement,
    judged: Judgement,
    mde: float | None,
    n_more: int | None,
    *,
    compared: str,
    units: str = "rows",
) -> str:
    """Return what was seen: value, interval with its level, rows or other units, and what they could have shown.

    `compared` says what the value is of both models; empty for the candidate's own.
    """
    is_paired = bool(compared)
    rows = f"n = {measured.estimate.n:,}{'' if units == 'rows' else f' {units}'}"
    if measured.undefined and math.isnan(measured.estimate.value):
        return f"undefined: {measured.undefined}; {rows}"
    value = signed(measured.estimate.value, is_paired=is_paired)
    seen = f"{compared} {value}" if is_paired else value
    if measured.undefined:
        return f"{seen}, without bounds: {measured.undefined}; {rows}"
    parts = [f"{seen}, {_interval(measured, judged, is_paired=is_paired, units=units)}", rows]
    if mde is not None and judged.verdict is not Verdict.FAIL:  # there, one was detected
        parts.append(f"could detect a regression of {number(mde)} or more")
    if judged.verdict is Verdict.INCONCLUSIVE:
        more = (
            f"about {format_about(n_more)} more {_some(units, n_more)} would decide"
            if n_more is not None
            else "cannot decide"
        )
        parts.append(more)
    return "; ".join(parts)


def _some(units: str, count: int) -> str:
    return "row" if units == "rows" and count == 1 else units


def _interval(measured: Measurement, judged: Judgement, *, is_paired: bool, units: str) -> str:
    if math.isnan(judged.lower) or math.isnan(judged.upper):
        return f"too few {units} for an interval"
    if isinstance(measured, FactMeasurement):
        return "of these rows alone"
    ends = [signed(end, is_paired=is_paired) for end in (judged.lower, judged.upper)]
    return f"{confidence(judged.alpha)} interval {ends[0]} to {ends[1]}"


def signed(value: float, *, is_paired: bool) -> str:
    """Write a number, with a plus if it is a difference above 0.

    Examples
    --------
    >>> signed(0.0125, is_paired=True), signed(-0.5, is_paired=True), signed(0.5, is_paired=False)
    ('+0.0125', '−0.5', '0.5')
    """
    text = number(value)
    return f"+{text}" if is_paired and value > 0 else text.replace("-", "−")
