"""From a reference and the states of the current table to findings. Pure, so stored states replay to the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.cells import Cells, missing_cells, value_cells
from lockgate.drift.family import Judged, judge_family
from lockgate.drift.measure import Measured, measure
from lockgate.drift.reference import Reference, ReferenceColumn
from lockgate.drift.spec import DriftSpec
from lockgate.drift.wording import CONTROL_WORDS, missing_words, new_words, number, seen_words, verdict_words
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates import ListedCountsState
from lockgate.scan.execute import Answer

__all__ = ["CHECK", "MISSING", "Comparison", "chosen", "compare", "judge_drift", "requests_of"]

CHECK = "drift"
MISSING = "missingness_drift"

_REASONS = {
    Verdict.PASS: Reason.SAME,
    Verdict.FAIL: Reason.DRIFTED,
    Verdict.INCONCLUSIVE: Reason.DRIFT_UNDECIDED,
    Verdict.ERROR: Reason.NOT_ASKABLE,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question about one column, measured and judged.

    Parameters
    ----------
    check : str
        `CHECK` for the values, `MISSING` for the rows without one.
    column : ReferenceColumn
        The frozen side.
    cells : Cells
        Rows of both sides.
    measured : Measured
        The distance.
    judged : Judged
        The verdict, after all comparisons were looked at together.
    new, gone : tuple
        Values that only one side has.
    """

    check: str
    column: ReferenceColumn
    cells: Cells
    measured: Measured
    judged: Judged
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()


def chosen(spec: DriftSpec, reference: Reference) -> tuple[ReferenceColumn, ...]:
    """Return the columns of a reference that a spec compares.

    Raises
    ------
    StateError
        If the spec names a column that the reference does not hold, or leaves none.
    """
    named = [
        *spec.columns,
        *spec.margins,
        *spec.importance,
        *(name for name in (spec.label, spec.prediction) if name),
    ]
    for name in named:
        reference.require(name)
    wanted = {name.casefold() for name in spec.columns}
    left_out = {name.casefold() for name in spec.exclude}
    found = tuple(
        one
        for one in reference.columns
        if (not wanted or one.name.casefold() in wanted) and one.name.casefold() not in left_out
    )
    if not found:
        reference.require("")
    return found


def requests_of(spec: DriftSpec, reference: Reference) -> dict[str, Request]:
    """Return what is asked of the current table, by column."""
    return {column.name: column.request(spec.data) for column in chosen(spec, reference)}


def compare(spec: DriftSpec, reference: Reference, answers: Mapping[Request, Answer]) -> tuple[Comparison, ...]:
    """Measure every column that could be asked, and judge all together.

    Raises
    ------
    StateError
        If a state was not counted on the frozen edges.
    """
    open_: list[tuple[str, ReferenceColumn, State, Cells]] = []
    for name, request in requests_of(spec, reference).items():
        answer, column = answers[request], reference.require(name)
        if isinstance(answer, LockgateError | dict):
            continue
        open_.append((CHECK, column, answer, value_cells(column, answer)))
        missing = missing_cells(column, answer)
        if missing.reference[1] or missing.current[1]:
            open_.append((MISSING, column, answer, missing))
    margins = [spec.margin_of(column.name) for _, column, _, _ in open_]
    measured = [
        measure(cells, margin=margin, alpha=spec.alpha)
        for (_, _, _, cells), margin in zip(open_, margins, strict=True)
    ]
    family = judge_family(measured, margins, alpha=spec.alpha, control=spec.control)
    return tuple(
        Comparison(
            check, column, cells, one, judged, *(_only_one_side(column, state) if check == CHECK else ())
        )
        for (check, column, state, cells), one, judged in zip(open_, measured, family, strict=True)
    )


def _only_one_side(
    column: ReferenceColumn, state: State
) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Return values that are new, where the reference held every value by name, and those that are gone."""
    if column.listed is None or not isinstance(state, ListedCountsState):
        return (), ()
    new = state.others if not column.listed.state.n_others else ()
    gone = tuple(value for value, n in state.listed if not n)
    return new, gone


def judge_drift(
    spec: DriftSpec, reference: Reference, answers: Mapping[Request, Answer]
) -> tuple[Finding, ...]:
    """Judge the current table against a reference.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    answers : mapping of Request to answer
        The states of the current table, or why there is none, for each of `requests_of`.

    Returns
    -------
    tuple of Finding
        The table as a whole, then one finding a column, and one more where rows have no value; the widest drift
        beyond its margin first, weighted by importance.

    Raises
    ------
    StateError
        If the reference lacks a column that the spec names, or a state was counted on other edges.
    """
    comparisons = ranked(spec, compare(spec, reference, answers))
    found = [_finding(spec, one) for one in comparisons]
    broken = [
        _broken(spec, name, answers[request])
        for name, request in requests_of(spec, reference).items()
        if isinstance(answers[request], LockgateError | dict)
    ]
    verdicts = [finding.verdict for finding in (*found, *broken)]
    return (_whole(spec, reference, verdicts), *broken, *found)


def ranked(spec: DriftSpec, comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return comparisons in the order of how far they are beyond their margin, times importance."""

    def weight(one: Comparison) -> float:
        value = 0.0 if math.isnan(one.measured.value) else one.measured.value
        return spec.importance_of(one.column.name) * value / spec.margin_of(one.column.name)

    return sorted(comparisons, key=lambda one: (-weight(one), one.column.name, one.check))


def _finding(spec: DriftSpec, one: Comparison) -> Finding:
    verdict, measured, margin = one.judged.verdict, one.measured, spec.margin_of(one.column.name)
    n = sum(one.cells.current)
    is_small = n < spec.min_rows
    if is_small:
        verdict = Verdict.INCONCLUSIVE
    seen = seen_words(measured, alpha=spec.alpha, p_value=one.judged.p_value)
    parts = [_role(spec, one.column.name), missing_words(one.cells) if one.check == MISSING else "", seen]
    parts += [new_words(one.new, one.gone, n), f"fewer than {spec.min_rows:,} rows" if is_small else ""]
    return Finding(
        check=one.check,
        subject=Subject(spec.data, (one.column.name,)),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary="; ".join(part for part in parts if part),
        observed=None if math.isnan(measured.value) else measured.value,
        required=f"{measured.method} ≤ {number(margin)}",
        n=n,
        interval=Interval(
            measured.lower, measured.upper, 2 * spec.alpha, f"{measured.method}, on frozen cells"
        ),
        mde=measured.mde,
        hint=_HINTS.get(verdict, ""),
    )


_HINTS = {
    Verdict.FAIL: "look at the two distributions in the report; mend the source, retrain, or accept a new reference",
    Verdict.INCONCLUSIVE: "wait for more rows, or widen the margin on purpose",
}


def _role(spec: DriftSpec, column: str) -> str:
    if column.casefold() == spec.label.casefold():
        return "the label"
    return "the prediction" if column.casefold() == spec.prediction.casefold() else ""


def _broken(spec: DriftSpec, column: str, answer: Answer) -> Finding:
    text, hint = (answer.text, answer.hint) if isinstance(answer, LockgateError) else ("it is sliced", "")
    return Finding(
        check=CHECK,
        subject=Subject(spec.data, (column,)),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=text,
        hint=hint,
    )


def _whole(spec: DriftSpec, reference: Reference, verdicts: Sequence[Verdict]) -> Finding:
    verdict = Verdict.worst(verdicts)
    named = f"{reference.table}/{reference.version}" if reference.version else reference.table
    control = f"{CONTROL_WORDS[spec.control]} at {spec.alpha:g} over {len(verdicts):,} comparisons"
    left_out = f"; {len(reference.skipped):,} columns are not compared" if reference.skipped else ""
    return Finding(
        check=CHECK,
        subject=Subject(spec.data),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary=f"against {named} ({reference.rows:,} rows): {verdict_words(verdicts)}; {control}{left_out}",
        observed=sum(one is Verdict.FAIL for one in verdicts),
        required="no column drifts beyond its margin",
        severity=Severity.BLOCKING if verdict is Verdict.PASS else Severity.INFO,
    )
