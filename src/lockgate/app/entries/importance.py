"""Importance entries: what a model relies on, and whether the baseline relied on the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.importance_judge import Relied, importance_figures, importance_findings
from lockgate.app.entries.importance_state import relied_from_plain, relied_to_plain
from lockgate.app.entries.probed import Answerer, Probed, probed
from lockgate.app.evidence import document_name
from lockgate.app.project.probe_specs import ImportanceEntry, Method
from lockgate.app.project.spec import Entry
from lockgate.domain.codec import to_plain
from lockgate.domain.errors import StateError
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.probes.class_losses import class_losses, places_of
from lockgate.probes.duplicates import duplicated_features
from lockgate.probes.importance import Importance, permutation_importance
from lockgate.probes.losses import losses, truth_of
from lockgate.probes.rows import Column, Floats, Rows, n_rows
from lockgate.probes.shapley import Shapley

__all__ = ["importance_document", "judge_importance", "run_importance"]

_ASKED, _RELIED = "asked", "relied"
"""Keys of what was asked, and of what findings follow from."""


def run_importance(entry: Entry, context: RunContext) -> EntryOutcome:
    """Measure what each feature and group is worth to the model, and judge it."""
    work = entry.work
    if not isinstance(work, ImportanceEntry):
        raise TypeError(entry.kind)
    others = [*([work.baseline] if work.baseline else []), *work.refits]
    with probed(work, context, work.reads(), work.label, others) as asked:
        kept = relied_to_plain(_relied(work, asked, context))
        facts = asked.facts
    found = relied_from_plain(kept)  # with the digits that evidence keeps
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
        "rows": found.n,
        "model": _document(found.candidate),
        "baseline": _document(found.baseline),
        _ASKED: _asked(work),
        _RELIED: kept,
    }
    return EntryOutcome(result, {importance_document(entry): document})


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
    found = relied_from_plain(plain.get(_RELIED))
    if plain.get(_ASKED) != _asked(work):
        problem = "it is about other rows, groups, models or losses than the entry has now"
        raise StateError.unreadable(importance_document(entry), problem)
    return importance_findings(work, found, seed=seed)


def _asked(work: ImportanceEntry) -> list[Any]:
    """Return what importance is measured from, as evidence keeps it."""
    models = (work.model, work.baseline, tuple(work.refits), dict(work.groups))
    rows = (work.data, work.rows, work.label, work.loss, work.positive, work.threshold)
    drawn = (work.method, work.repeats, work.background, work.explained)
    return [to_plain(one) for one in (models, rows, drawn)]


def _relied(work: ImportanceEntry, asked: Probed, context: RunContext) -> Relied:
    models = (asked.model, *asked.others)
    features = tuple(dict.fromkeys(name for model in models for name in model.features))
    of_any = replace(asked.model, features=features)
    for name, members in work.groups.items():
        of_any.require_read(f"group `{name}`", members)
    groups = {**{name: (name,) for name in features}, **work.groups}
    if work.method is Method.SHAP:
        n, measured = _shapley(work, asked, context)
    else:
        n, measured = _permuted(work, asked, context)
    every = [measured(model, {name: asked.rows[name] for name in model.features}, groups) for model in models]
    return Relied(
        features=features,
        candidate=every[0],
        baseline=every[1] if work.baseline else (),
        refits=tuple(every[1 + bool(work.baseline) :]),
        own=asked.model.features,
        duplicates=duplicated_features(asked.rows, asked.model.features),
        n=n,
    )


Groups = Mapping[str, tuple[str, ...]]
Measured = Callable[[Answerer, Rows, Groups], tuple[Importance, ...]]


def _permuted(work: ImportanceEntry, asked: Probed, context: RunContext) -> tuple[int, Measured]:
    """Return how many rows are judged, and what measures importance on them."""

    def measured(model: Answerer, rows: Rows, groups: Groups) -> tuple[Importance, ...]:
        loss = _loss(work, asked.rows[work.label], model.classes)
        predict = model.predict if model.classes else model.number()
        return permutation_importance(predict, rows, groups, loss, repeats=work.repeats, seed=context.seed)

    return n_rows(asked.rows), measured


def _loss(work: ImportanceEntry, label: Column, classes: Sequence[object]) -> Callable[[Floats], Floats]:
    """Return the loss of each row by its answer: of one number, or of one a class."""
    if classes:
        places = places_of(label, classes, work.loss)
        return lambda answer: class_losses(work.loss, places, answer)
    truth = truth_of(label, work.loss, work.positive)
    return lambda answer: losses(work.loss, truth, answer, threshold=work.threshold)


def _shapley(work: ImportanceEntry, asked: Probed, context: RunContext) -> tuple[int, Measured]:
    shapley = Shapley(
        attribute=context.ports.attributions.attribute,
        background=work.background,
        explained=work.explained,
        repeats=work.repeats,
        seed=context.seed,
    )

    def measured(model: Answerer, rows: Rows, groups: Groups) -> tuple[Importance, ...]:
        return shapley.importance(model.number(), rows, groups)

    return shapley.n_explained(asked.rows), measured


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
