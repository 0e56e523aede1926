"""Importance entries: what a model relies on, and whether the baseline relied on the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.importance_judge import Relied, importance_figures, importance_findings
from lockgate.app.entries.importance_state import relied_from_plain, relied_to_plain
from lockgate.app.entries.judged_rows import JudgedRows
from lockgate.app.entries.probed import Answerer, Probed, Wanted, probed
from lockgate.app.evidence import document_name
from lockgate.app.project.probe_specs import ImportanceEntry, Method
from lockgate.app.project.spec import Entry
from lockgate.domain.codec import to_plain
from lockgate.domain.errors import ParameterError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.gates.predicted import columns_of
from lockgate.gates.slicing import SliceKey
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.duplicates import duplicated_features
from lockgate.probes.importance import Importance, importances_by_part
from lockgate.probes.rows import Rows
from lockgate.probes.shapley import Shapley

__all__ = ["importance_document", "judge_importance", "run_importance"]

_ASKED, _RELIED, _PARTS = "asked", "relied", "parts"
"""Keys of what was asked, and of what findings follow from: on all rows, and on each horizon."""


def run_importance(entry: Entry, context: RunContext) -> EntryOutcome:
    """Measure what each feature and group is worth to the model, and judge it."""
    work = entry.work
    if not isinstance(work, ImportanceEntry):
        raise TypeError(entry.kind)
    others = [*([work.baseline] if work.baseline else []), *work.refits]
    wanted = Wanted(reads=tuple(work.reads()), labels=columns_of(work.label), unit=_drawn_whole(work))
    with probed(work, context, wanted, others) as asked:
        kept = [relied_to_plain(one) for one in _relied(work, asked, context)]
        facts = asked.facts
    found = [relied_from_plain(one) for one in kept]  # with the digits that evidence keeps
    findings = importance_findings(work, found, seed=context.seed)
    result = EntryResult(
        name=entry.name,
        kind=entry.kind,
        findings=tuple(noted(finding, entry, context.project.owner) for finding in findings),
        facts=(facts,),
        figures=importance_figures(work, found),
    )
    document = {
        "method": work.method.value,
        "unit": work.unit,
        "rows": found[0].n,
        "model": _document(found[0].candidate),
        "baseline": _document(found[0].baseline),
        _ASKED: _asked(work),
        _RELIED: kept[0],
        _PARTS: kept[1:],
    }
    return EntryOutcome(result, {importance_document(entry): document})


def _drawn_whole(work: ImportanceEntry) -> str | None:
    """Return the column of what is drawn whole: queries, whose loss needs all their documents."""
    return work.query if work.method is Method.PERMUTATION else None


def importance_document(entry: Entry) -> str:
    """Return the name of the document that keeps what models rely on."""
    return document_name("importance", entry.name)


def judge_importance(entry: Entry, plain: Mapping[str, Any], *, seed: int) -> tuple[Finding, ...]:
    """Judge an entry again, from how far each row pulls each importance.

    Raises
    ------
    StateError
        If the document cannot be read, or is about other features or models than the entry has now.
    """
    work = entry.work
    if not isinstance(work, ImportanceEntry):
        raise TypeError(entry.kind)
    parts = plain.get(_PARTS)
    if not isinstance(parts, list):
        raise StateError.unreadable(importance_document(entry), "it does not keep its parts")
    found = [relied_from_plain(one) for one in (plain.get(_RELIED), *parts)]
    if plain.get(_ASKED) != _asked(work):
        problem = "it is about other rows, groups, models or losses than the entry has now"
        raise StateError.unreadable(importance_document(entry), problem)
    return importance_findings(work, found, seed=seed)


def _asked(work: ImportanceEntry) -> list[Any]:
    """Return what importance is measured from, as evidence keeps it."""
    models = (work.model, work.baseline, tuple(work.refits), dict(work.groups))
    rows = (
        work.data,
        work.rows,
        work.label,
        work.loss,
        work.k,
        work.positive,
        work.threshold,
        work.task_columns,
    )
    drawn = (work.method, work.repeats, work.background, work.explained)
    return [to_plain(one) for one in (models, rows, drawn)]


def _relied(work: ImportanceEntry, asked: Probed, context: RunContext) -> list[Relied]:
    """Return what models rely on: on all rows, then on each horizon."""
    models = (asked.model, *asked.others)
    features = tuple(dict.fromkeys(name for model in models for name in model.features))
    of_any = replace(asked.model, features=features)
    for name, members in work.groups.items():
        of_any.require_read(f"group `{name}`", members)
    groups = {**{name: (name,) for name in features}, **work.groups}
    judged = JudgedRows.of(work, asked.rows)
    is_shap = work.method is Method.SHAP
    measure = _shapley(work, judged, asked, context) if is_shap else _permuted(work, judged, context)
    every = [measure.of(model, {name: asked.rows[name] for name in model.features}, groups) for model in models]
    duplicates = duplicated_features(asked.rows, asked.model.features)
    return [
        Relied(
            features=features,
            candidate=every[0][at],
            baseline=every[1][at] if work.baseline else (),
            refits=tuple(one[at] for one in every[1 + bool(work.baseline) :]),
            own=asked.model.features,
            duplicates=duplicates,
            n=n,
            key=key,
            has_signs=not (is_shap and at == 0 and len(measure.parts) > 1),
        )
        for at, (key, n) in enumerate(measure.parts)
    ]


Groups = Mapping[str, tuple[str, ...]]
Measured = Callable[[Answerer, Rows, Groups], Sequence[tuple[Importance, ...]]]


@dataclass(frozen=True, slots=True)
class _Measure:
    """How importance is measured: on which parts, with how many units each, and by what."""

    parts: tuple[tuple[SliceKey, int], ...]
    of: Measured


def _permuted(work: ImportanceEntry, judged: JudgedRows, context: RunContext) -> _Measure:
    """Return what measures importance by permutation, on all rows and on each horizon."""

    def measured(model: Answerer, rows: Rows, groups: Groups) -> Sequence[tuple[Importance, ...]]:
        predict = model.predict if model.classes else model.number()
        costs = judged.costs(work, model)
        return importances_by_part(predict, rows, groups, costs, repeats=work.repeats, seed=context.seed)

    return _Measure(tuple((key, judged.n(at)) for at, key in enumerate(judged.keys)), measured)


def _shapley(work: ImportanceEntry, judged: JudgedRows, asked: Probed, context: RunContext) -> _Measure:
    """Return what measures importance by Shapley values, of whole answers and of each of their numbers."""
    shapley = Shapley(
        attribute=context.ports.attributions.attribute,
        background=work.background,
        explained=work.explained,
        repeats=work.repeats,
        seed=context.seed,
    )
    other = next((one for one in asked.others if one.classes != asked.model.classes), None)
    if other is not None:
        ours, theirs = (list(one.classes[:5]) or "one number" for one in (asked.model, other))
        must = f"models whose answers are as those of `{asked.model.name}`: {ours}"
        raise ParameterError.of("importance", other.name, must, theirs)

    def measured(model: Answerer, rows: Rows, groups: Groups) -> Sequence[tuple[Importance, ...]]:
        predict = model.predict if model.classes else model.number()
        return shapley.by_number(predict, rows, groups, judged.units)

    n_explained, noun = shapley.n_explained(asked.rows), _NOUNS.get(asked.model.kind, "")
    explained = judged.units[work.background : work.background + n_explained]
    keys: list[SliceKey] = [(), *(((noun, str(one)),) for one in asked.model.classes)]
    return _Measure(tuple((key, len(set(explained.tolist()))) for key in keys), measured)


_NOUNS = {AnswerKind.CLASSES: "class", AnswerKind.LABELS: "label", AnswerKind.QUANTILES: "quantile"}


def _document(model: tuple[Importance, ...]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "columns": list(one.columns),
            "importance": one.value,
            "standard_error": one.estimate.standard_error if np.isfinite(one.estimate.standard_error) else None,
            "is_idle": one.is_idle,
        }
        for one in model
    ]
