"""One curve of dose and response: judged, told and drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lockgate.app.project.robustness_spec import DoseGate, RobustnessEntry
from lockgate.domain.codes import Reason
from lockgate.domain.figure import CurveFigure, Line
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.decide import Judgement, bars, decide_family
from lockgate.gates.family import family_of
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.slicing import SliceKey
from lockgate.gates.task_kinds import SliceView, TaskCells, kind_of
from lockgate.gates.wording import number
from lockgate.probes.perturbation import Perturbation
from lockgate.probes.response import Closing, Response, closing
from lockgate.stats.decision import interval_alpha

__all__ = ["Curve", "curve_document", "curve_figure", "curve_finding", "judge_curves"]

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What a metric was at each dose of a perturbation, and what was decided.

    Parameters
    ----------
    gate : MetricGate
        What is asked.
    perturbation : Perturbation
        How the rows were changed.
    is_floor : bool
        Whether the gate closes when the number falls.
    measured : tuple of Measurement
        At each dose: the difference to the rows as they are, or the metric itself where the bar is an absolute one.
    judged : tuple of Judgement
        Of the doses that must be survived.
    closing : Closing
        The dose at which the gate would close.
    alpha : float
        Two-sided error probability of the bounds that are drawn.
    n : int
        Rows, queries or series.
    problem : str
        Why nothing could be judged; empty if it could.
    key : SliceKey, default=()
        Which rows; empty for all.
    units : str, default="rows"
        What is counted.
    """

    gate: MetricGate
    perturbation: Perturbation
    is_floor: bool
    measured: tuple[Measurement, ...]
    judged: tuple[Judgement, ...]
    closing: Closing
    alpha: float
    n: int
    problem: str
    key: SliceKey = ()
    units: str = "rows"

    @property
    def bar(self) -> float:
        """Return the number that the bounds are held against."""
        return bars(self.gate)[0]

    @property
    def worst(self) -> int:
        """Return which dose decides: the first that fails or stays open, else the greatest that was survived."""
        for verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE):
            for place, one in enumerate(self.judged):
                if one.verdict is verdict:
                    return place
        return len(self.judged) - 1


def judge_curves(
    work: RobustnessEntry, asked: DoseGate, perturbation: Perturbation, cells: Sequence[TaskCells], *, seed: int
) -> Iterator[Curve]:
    """Judge a gate at each dose, on all rows and on each slice that it asks for.

    The gate opens only if it does at all doses that must be survived; failures are claimed by Holm's method over the
    doses, of slices over the doses of all of them.
    """
    gate = asked.of_task(work.task)
    problems = [problem for one in cells if (problem := kind_of(work.task).unusable(one))]
    whole, *slices = [
        _Measured.of(gate, cells, at, seed, problems, is_paired=asked.requirement is None)
        for at in range(len(cells[0].keys) if asked.slices is SliceScope.ALL else 1)
    ]
    n_survived = len(perturbation.survived)
    for family in ([whole], slices):
        asked_of = [one for measured in family for one in measured.measured[:n_survived]]
        judged = decide_family(gate, asked_of, work.alpha)
        for place, measured in enumerate(family):
            own = judged[place * n_survived : (place + 1) * n_survived]
            units = kind_of(work.task).unit(cells[0])[1]
            yield replace(_curve(work, asked, perturbation, measured, own), units=units)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a gate measures at each dose on some rows, and on the rows as they are."""

    views: tuple[SliceView, ...]
    measured: tuple[Measurement, ...]
    problem: str

    @classmethod
    def of(
        cls,
        gate: MetricGate,
        cells: Sequence[TaskCells],
        at: int,
        seed: int,
        problems: Sequence[str],
        *,
        is_paired: bool,
    ) -> _Measured:
        views = tuple(one.slice(at, seed=seed) for one in cells)
        if problems:
            return cls(views, tuple(UndefinedMeasurement(problems[0], view.n) for view in views), problems[0])
        return cls(views, tuple(_measured(gate, view, is_paired=is_paired) for view in views), "")


def _curve(
    work: RobustnessEntry,
    asked: DoseGate,
    perturbation: Perturbation,
    found: _Measured,
    judged: tuple[Judgement, ...],
) -> Curve:
    gate, is_floor = asked.of_task(work.task), asked.is_floor(work.task)
    level = interval_alpha(work.alpha)
    sign = -1.0 if is_floor else 1.0
    first = Response(0.0, 0.0, 0.0, 0.0)
    if asked.requirement is not None and not found.problem:
        first = _response(0.0, gate.definition.estimate(found.views[0], Model.BASELINE), level, sign)
    responses = [
        _response(dose, one, level, sign) for dose, one in zip(perturbation.doses, found.measured, strict=True)
    ]
    return Curve(
        gate=gate,
        perturbation=perturbation,
        is_floor=is_floor,
        measured=found.measured,
        judged=judged,
        closing=closing([first, *responses], sign * bars(gate)[0]),
        alpha=level,
        n=found.views[0].n,
        problem=found.problem,
        key=found.views[0].key,
    )


def _measured(gate: MetricGate, view: SliceView, *, is_paired: bool) -> Measurement:
    definition = gate.definition
    return definition.difference(view) if is_paired else definition.estimate(view, Model.CANDIDATE)


def _response(dose: float, measured: Measurement, alpha: float, sign: float) -> Response:
    lower, upper = measured.bounds(alpha)
    ends = (lower, upper) if sign > 0 else (-upper, -lower)
    return Response(dose, sign * measured.estimate.value, *ends)


_MEND_MODEL = "mend the labels of the table, or what the model answers: a finite number for each row"


def curve_finding(table: str, curve: Curve) -> Finding:
    """Return what a curve says: the dose that decides, and the dose at which the gate would close."""
    perturbation, worst = curve.perturbation, curve.worst
    dose, measured, judged = perturbation.survived[worst], curve.measured[worst], curve.judged[worst]
    value = measured.estimate.value
    told = perturbation.told(perturbation.survived[-1])
    seen = f"undefined: {measured.undefined}" if measured.undefined else _seen(curve, measured, judged)
    closing_at = "" if curve.problem else f"; {curve.closing}"
    verdict = Verdict.ERROR if curve.problem else judged.verdict
    reason = Reason.METRIC_UNDEFINED if measured.undefined else _REASONS[judged.verdict]
    return Finding(
        check=perturbation.name,
        subject=Subject(table, perturbation.columns, curve.key),
        verdict=verdict,
        reason=reason,
        summary=f"at {perturbation.told(dose)}: {seen}{closing_at}; n = {curve.n:,}{_of(curve)}",
        observed=value if math.isfinite(value) else None,
        required=f"{curve.gate.called} {curve.gate.requirement} up to {told}".replace(
            "than baseline", "than unperturbed"
        ),
        n=curve.n,
        interval=None
        if math.isnan(judged.lower)
        else Interval(judged.lower, judged.upper, judged.alpha, measured.method),
        family=family_of("dose", judged),
        hint=_MEND_MODEL if curve.problem else "",
        details=(
            ("closes_at", curve.closing.dose if math.isfinite(curve.closing.dose) else None),
            ("open_up_to", curve.closing.lower),
            ("shut_from", curve.closing.upper if math.isfinite(curve.closing.upper) else None),
        ),
    )


def _of(curve: Curve) -> str:
    return "" if curve.units == "rows" else f" {curve.units}"


def _seen(curve: Curve, measured: Measurement, judged: Judgement) -> str:
    value = number(measured.estimate.value).replace("-", "−")
    if math.isnan(judged.lower):
        return f"{curve.gate.called} {value}, too few rows for an interval"
    ends = " to ".join(number(end).replace("-", "−") for end in (judged.lower, judged.upper))
    return f"{curve.gate.called} {value}, {(1 - judged.alpha) * 100:.4g} % interval {ends}"


def curve_figure(curve: Curve) -> CurveFigure:
    """Return the curve with its bounds and the bar."""
    doses = curve.perturbation.doses
    bounds = [one.bounds(curve.alpha) for one in curve.measured]
    values = [one.estimate.value for one in curve.measured]
    lines = (
        _line(curve.gate.called, doses, values),
        _line("lower bound", doses, [lower for lower, _ in bounds]),
        _line("upper bound", doses, [upper for _, upper in bounds]),
        _line("bar", doses, [curve.bar] * len(doses)),
    )
    where = "".join(f", {column} = {value}" for column, value in curve.key)
    title = f"At which dose does {curve.perturbation.title} close the gate on {curve.gate.called}{where}?"
    return CurveFigure(title, f"dose, {curve.perturbation.dose_unit}", curve.gate.called, lines)


def _line(name: str, doses: Sequence[float], values: Sequence[float]) -> Line:
    points = tuple((dose, value) for dose, value in zip(doses, values, strict=True) if math.isfinite(value))
    return Line(name, points)


def curve_document(curve: Curve) -> dict[str, Any]:
    """Return the numbers of a curve as plain JSON."""
    points = [
        {
            "dose": dose,
            "value": _plain(one.estimate.value),
            "bounds": [_plain(end) for end in one.bounds(curve.alpha)],
        }
        for dose, one in zip(curve.perturbation.doses, curve.measured, strict=True)
    ]
    return {
        "perturbation": curve.perturbation.name,
        "columns": list(curve.perturbation.columns),
        "metric": curve.gate.called,
        "requirement": str(curve.gate.requirement),
        "alpha": curve.alpha,
        "rows": curve.n,
        **({"slice": dict(curve.key)} if curve.key else {}),
        "points": points,
    }


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None
