"""Robustness entries: what a metric loses when rows are changed on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.dose_response import Curve, curve_document, curve_figure, curve_finding, judge_curves
from lockgate.app.entries.probed import Probed, Wanted, probed
from lockgate.app.evidence import document_name
from lockgate.app.model_ports import ClassLabel
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.spec import Entry
from lockgate.domain.codec import to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, ModelError, ParameterError, StateError
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric_gate import SliceScope
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.perturbation import Perturbation
from lockgate.probes.rows import Column, Rows, answers, differs, n_rows
from lockgate.scan.engine import Session

__all__ = ["judge_doses", "robustness_document", "run_robustness"]

_AS_IS = "as it is"
_CURVES, _ASKED, _COUNTED = "curves", "asked", "counted"
"""Keys of the numbers that people read, of what was asked, and of what they follow from."""

_MEND = "mend `columns` or `doses` of the perturbation; the model was not asked"

_NAME, _CELLS, _ERROR = "perturbation", "doses", "error"


def run_robustness(entry: Entry, context: RunContext) -> EntryOutcome:
    """Ask the model about rows that are changed more and more, and judge what each metric loses."""
    work = entry.work
    if not isinstance(work, RobustnessEntry):
        raise TypeError(entry.kind)
    curves: list[Curve] = []
    findings: list[Finding] = []
    counted: list[Mapping[str, object]] = []
    wanted = Wanted(reads=tuple(work.reads()), labels=columns_of(work.label), unit=work.query)
    with probed(work, context, wanted) as asked:
        response = _Responses(work, context, asked)
        for place, perturbation in enumerate(work.perturbations):
            try:
                cells = response.cells(perturbation, context.seed + place)
            except LockgateError as error:
                findings.append(_broken(work, perturbation, error))
                told = [error.code, error.where, error.text, error.hint]
                counted.append({_NAME: perturbation.name, _ERROR: told})
                continue
            plain = [kind_of(work.task).to_plain(one) for one in cells]
            counted.append({_NAME: perturbation.name, _CELLS: plain})
            found = list(_curves(work, perturbation, cells, seed=context.seed))
            curves += found
            findings += [curve_finding(work.data, curve) for curve in found]
            context.ports.progress.fraction(entry.name, (place + 1) / len(work.perturbations))
        facts = asked.facts
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=(facts,),
        figures=tuple(curve_figure(curve) for curve in curves),
    )
    document = {_CURVES: [curve_document(curve) for curve in curves], _ASKED: _asked(work), _COUNTED: counted}
    return EntryOutcome(result, {robustness_document(entry): document})


def robustness_document(entry: Entry) -> str:
    """Return the name of the document that keeps what was counted at each dose."""
    return document_name("robustness", entry.name)


def judge_doses(entry: Entry, plain: Mapping[str, Any], *, seed: int) -> tuple[Finding, ...]:
    """Judge the gates of an entry again, from the cells that were counted at each dose.

    Raises
    ------
    StateError
        If the document cannot be read, or is about other perturbations or doses.
    """
    work = entry.work
    if not isinstance(work, RobustnessEntry):
        raise TypeError(entry.kind)
    kept = plain.get(_COUNTED)
    if not isinstance(kept, list) or not all(isinstance(one, Mapping) for one in kept):
        raise StateError.unreadable(
            robustness_document(entry), "it does not keep what was counted at each dose"
        )
    if plain.get(_ASKED) != _asked(work) or len(kept) != len(work.perturbations):
        problem = "it is about other rows, perturbations or doses than the entry has now"
        raise StateError.unreadable(robustness_document(entry), problem)
    return tuple(
        finding
        for perturbation, one in zip(work.perturbations, kept, strict=True)
        for finding in _judged(entry, work, perturbation, one, seed)
    )


def _judged(
    entry: Entry, work: RobustnessEntry, perturbation: Perturbation, kept: Mapping[str, Any], seed: int
) -> Iterable[Finding]:
    if _ERROR in kept:
        return [_broken(work, perturbation, LockgateError(*kept[_ERROR]))]
    doses = kept.get(_CELLS)
    if not isinstance(doses, list) or len(doses) != len(perturbation.doses):
        problem = f"`{perturbation.name}` was not counted at each dose"
        raise StateError.unreadable(robustness_document(entry), problem)
    cells = [kind_of(work.task).from_plain(one) for one in doses]
    for gate in work.gates:
        needs = gate.of_task(work.task).definition.needs
        is_sliced = gate.slices is not SliceScope.NONE
        held = (set(one.plan.slice_needs if is_sliced else one.plan.needs) for one in cells)
        if not all(needs <= one for one in held):
            problem = f"its cells do not hold what `{gate.metric}` needs"
            raise StateError.unreadable(robustness_document(entry), problem)
    return [curve_finding(work.data, curve) for curve in _curves(work, perturbation, cells, seed=seed)]


def _asked(work: RobustnessEntry) -> list[Any]:
    """Return what cells are counted from, as evidence keeps it."""
    rows = (
        *(work.data, work.model, work.rows, work.label, work.task, work.threshold, work.positive),
        work.task_columns,
    )
    return [to_plain(rows), [[one.name, to_plain(one)] for one in work.perturbations]]


def _curves(
    work: RobustnessEntry, perturbation: Perturbation, cells: Sequence[TaskCells], *, seed: int
) -> Iterable[Curve]:
    """Yield the curves of each gate: of all rows, and of each horizon that is asked."""
    for gate in work.gates:
        yield from judge_curves(work, gate, perturbation, cells, seed=seed)


@dataclass(frozen=True, slots=True)
class _Responses:
    """Asks the model and counts its answers beside the label, as a gate counts two models."""

    work: RobustnessEntry
    context: RunContext
    asked: Probed

    def cells(self, perturbation: Perturbation, seed: int) -> list[TaskCells]:
        """Return what was counted at each dose."""
        self.asked.model.require_read(perturbation.name, perturbation.columns)
        rows = self.asked.rows
        changed = self._changed(perturbation, seed)
        columns: dict[str, Column] = {name: rows[name] for name in self.work.judged_by}
        columns |= self._answered(_AS_IS, rows)
        names = [f"at dose {dose}" for dose in perturbation.doses]
        for name, given in zip(names, changed, strict=True):
            columns |= self._answered(name, given)
        session = self.context.ports.scratch.open(self.work.data, columns)
        try:
            return list(self._cells(session, names))
        finally:
            session.close()

    def _changed(self, perturbation: Perturbation, seed: int) -> list[Rows]:
        """Return the rows at each dose, before the model is asked: what cannot be changed so is no fault of the model.

        Raises
        ------
        LockgateError
            If a column is not there or of another kind, or a dose changes nothing.
        """
        try:
            return [_changed(perturbation, self.asked.rows, dose, seed) for dose in perturbation.doses]
        except LockgateError as error:
            raise type(error)(error.code, error.where, error.text, error.hint or _MEND) from error

    @property
    def _names(self) -> tuple[ClassLabel, ...]:
        """Return what has a column of answers each; empty where one column is enough."""
        model, task = self.asked.model, self.work.task
        if task in (Task.MULTICLASS_CLASSIFICATION, Task.MULTILABEL_CLASSIFICATION):
            return model.classes
        return model.quantiles if task in (Task.QUANTILE_REGRESSION, Task.FORECASTING) else ()

    def _answered(self, name: str, rows: Rows) -> dict[str, Column]:
        """Return the answers as a gate reads them: a column, or one for each class, label or quantile."""
        model, names = self.asked.model, self._names
        is_several = self.work.task in _SEVERAL
        if not names and not is_several:
            return {name: answers(model.number(), rows)}
        if is_several and model.kind is not _SEVERAL[self.work.task]:
            raise self._misnamed()
        found = answers(model.predict, rows).reshape(n_rows(rows), -1)
        return {f"{name} {one}": found[:, place] for place, one in enumerate(names)}

    def _misnamed(self) -> ModelError:
        """Return that nobody says what the numbers of the model are."""
        noun, key = _NOUNS[_SEVERAL[self.work.task]]
        text = f"it names {len(self._names)} {noun}, and a number is needed for each"
        return ModelError.failed(
            self.asked.model.name, text, f"name its {noun} in order, under `models`: {key}"
        )

    def _predicted(self, name: str) -> Predicted:
        return {str(one): f"{name} {one}" for one in self._names} if self._names else name

    def _cells(self, session: Session, names: Iterable[str]) -> Iterable[TaskCells]:
        for name in names:
            spec = self.work.spec(self._predicted(name), self._predicted(_AS_IS))
            yield kind_of(self.work.task).collect(session, spec)


_SEVERAL = {
    Task.MULTICLASS_CLASSIFICATION: AnswerKind.CLASSES,
    Task.MULTILABEL_CLASSIFICATION: AnswerKind.LABELS,
    Task.QUANTILE_REGRESSION: AnswerKind.QUANTILES,
}
"""What the numbers of a model must be, of the tasks whose predictions stand in several columns."""

_NOUNS = {
    AnswerKind.CLASSES: ("classes", "`classes: [...]`, without `positive`"),
    AnswerKind.LABELS: ("labels", "`labels: [...]`, as `label` names them"),
    AnswerKind.QUANTILES: ("quantiles", "`quantiles: [0.1, 0.5, 0.9]`"),
}


def _changed(perturbation: Perturbation, rows: Rows, dose: float, seed: int) -> Rows:
    """Return the rows after a dose, which must reach one at least: a change of nothing would prove nothing."""
    changed = perturbation.at(rows, dose, seed)
    if not differs(rows, changed).any():
        must = f"doses that change at least one of {n_rows(rows):,} rows"
        raise ParameterError.of(perturbation.name, "doses", must, perturbation.told(dose))
    return changed


def _broken(work: RobustnessEntry, perturbation: Perturbation, error: LockgateError) -> Finding:
    return Finding(
        check=perturbation.name,
        subject=Subject(work.data, perturbation.columns),
        verdict=Verdict.ERROR,
        reason=Reason.PROBE_BROKE,
        summary=f"{error.where}: {error.text}",
        required="the rows can be changed so, and the model answers to them",
        hint=error.hint,
    )
