"""Runs that were kept: read them, and judge them again without their data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from lockgate.app.entries.behaviour import behaviour_document, judge_counts
from lockgate.app.entries.context import noted
from lockgate.app.entries.contract import states_document
from lockgate.app.entries.drift import drift_document, judge_states
from lockgate.app.entries.history import history_document, judge_series
from lockgate.app.entries.importance import importance_document, judge_importance
from lockgate.app.entries.merged import WINDOW
from lockgate.app.entries.model import cells_document, judge_cells
from lockgate.app.entries.robustness import judge_doses, robustness_document
from lockgate.app.entries.training import judge_training, training_document
from lockgate.app.evidence import read_result
from lockgate.app.ports import Ports
from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.spec import ContractEntry, DriftEntry, Entry, HistoryEntry, ModelEntry, Project
from lockgate.app.project.suites import read_suites
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.app.store_ports import EvidenceStore, ReferenceStore
from lockgate.domain.codec import digest, to_plain
from lockgate.domain.errors import EvidenceError, StateError
from lockgate.domain.finding import Cost, Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.scan.judge import judge_item, outcomes_of, remarks_of
from lockgate.scan.state_set import is_withheld, load_states
from lockgate.scan.suite import Suite, SuiteItem, hides

__all__ = ["Replayed", "load_run", "read_run", "replay_run"]


_SHOWN = 60
"""Signs of a value that are shown where findings differ."""

_FIRST, _LAST = ("required",), ("reason", "summary", "verdict")
"""What is told first and last of a finding that differs."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What judging again gave: findings judged and withheld, where they differ, and the recorded verdict."""

    judged: int
    withheld: int
    differences: tuple[str, ...]
    verdict: Verdict


def read_run(documents: Mapping[str, bytes]) -> RunResult:
    """Return the result that evidence holds, after checking that its documents are the ones it names.

    Raises
    ------
    EvidenceError, StateError
        If a document is damaged, missing or of another format.
    """
    main = _json(documents, "run.json")
    result = read_result(main)
    for name, wanted in main["documents"].items():
        if digest(_json(documents, name)) != wanted:
            raise EvidenceError.unreadable(name, "its digest is not the one that run.json names")
    return result


def load_run(store: EvidenceStore, run_id: str) -> tuple[Mapping[str, bytes], RunResult]:
    """Return the documents of a run that is kept, and its result.

    Raises
    ------
    EvidenceError
        If there is no such run, or a document is damaged, missing or of another format; with the place of the run.
    """
    documents = store.load(run_id)
    try:
        return documents, read_run(documents)
    except (EvidenceError, StateError) as error:
        reason = error.text.rpartition("cannot be read: ")[-1]
        raise EvidenceError.damaged(store.place(run_id), f"{error.where}: {reason}") from error


def replay_run(project: Project, ports: Ports, run_id: str) -> Replayed:
    """Judge a run again from its states and the project's contracts; no table is read.

    Withheld is what evidence cannot tell: the user's programs, resources and signatures, entries that could
    not run, entries that the project no longer has, and checks whose states stayed behind because they hold values of
    masked columns.

    Raises
    ------
    EvidenceError, StateError
        If the evidence is missing, damaged or of another format.
    DocumentError
        If a contract has mistakes.
    """
    documents, result = load_run(ports.evidence, run_id)
    suites = read_suites(ports.files, project)
    entries = {(stage.name, entry.name): entry for stage in project.stages for entry in stage.entries}
    judge = _Judge(project, suites, ports.references, result.seed)
    judged = withheld = 0
    differences: list[str] = []
    for stage in result.stages:
        for recorded in stage.entries:
            entry = entries.get((stage.name, recorded.name))
            document = _document(entry, stage.name, documents) if entry is not None else None
            if entry is None or document is None:
                withheld += len(recorded.findings)
                continue
            hidden = _hidden(entry, suites, document)
            kept = tuple(
                finding
                for finding in recorded.findings
                if _topic(finding) not in hidden and finding.check != WINDOW  # a partition that was not read
            )
            withheld += len(recorded.findings) - len(kept)
            judged += len(kept)
            try:
                again = judge.judge(entry, document)
            except StateError as error:  # the documents are whole, so the project has changed
                differences.append(f"{recorded.name}: {error.text}")
                continue
            now = tuple(finding for finding in again if _topic(finding) not in hidden)
            differences += _differences(recorded.name, kept, now)
    return Replayed(judged, withheld, tuple(differences), result.verdict)


def _document(entry: Entry, stage: str, documents: Mapping[str, bytes]) -> dict[str, Any] | None:
    """Return what an entry was judged from; None if nothing was kept."""
    named = _KEPT.get(type(entry.work))
    name = f"{stage}/{named(entry)}" if named is not None else ""
    return _json(documents, name) if name in documents else None


_KEPT: Mapping[type[object], Callable[[Entry], str]] = {
    BehaviourEntry: behaviour_document,
    ContractEntry: states_document,
    DriftEntry: drift_document,
    HistoryEntry: history_document,
    ImportanceEntry: importance_document,
    ModelEntry: cells_document,
    RobustnessEntry: robustness_document,
    TrainingEntry: training_document,
}
"""How the document is called that an entry was judged from, for those that keep one."""


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges entries again."""

    project: Project
    suites: Mapping[str, Suite]
    references: ReferenceStore
    seed: int

    def judge(self, entry: Entry, document: Mapping[str, Any]) -> tuple[Finding, ...]:
        """Return the findings that a document gives.

        Raises
        ------
        StateError
            If the document does not fit what the project asks now.
        """
        found = self._judged(entry, document)
        return tuple(noted(finding, entry, self.project.owner) for finding in found)

    def _judged(self, entry: Entry, document: Mapping[str, Any]) -> tuple[Finding, ...]:  # noqa: PLR0911 - one a kind
        match entry.work:
            case ContractEntry(table=table):
                return _judge_suite(self.suites[table], document)
            case DriftEntry():
                return judge_states(entry, document, self.references, seed=self.seed)
            case BehaviourEntry():
                return judge_counts(entry, document)
            case RobustnessEntry():
                return judge_doses(entry, document, seed=self.seed)
            case ImportanceEntry():
                return judge_importance(entry, document, seed=self.seed)
            case TrainingEntry():
                return judge_training(entry, document, seed=self.seed)
            case HistoryEntry(spec=spec):
                return judge_series(spec, document).findings
            case _:
                return judge_cells(entry, document, self.seed)


def _judge_suite(suite: Suite, states: Mapping[str, Any]) -> tuple[Finding, ...]:
    requests = [request for item in suite.items for request in item.requests(suite.table)]
    answers = load_states(states, requests)
    judged = [
        judge_item(item, suite, key, outcome, cost=Cost(), sample=None)
        for item in suite.items
        for key, outcome in (outcomes_of(item, suite.table, answers) or {}).items()
    ]
    return (*judged, *remarks_of(suite))


Topic = tuple[str, tuple[str, ...], str]


def _topic(finding: Finding) -> Topic:
    return finding.check, finding.subject.columns, finding.subject.where


def _hidden(entry: Entry, suites: Mapping[str, Suite], document: Mapping[str, Any]) -> frozenset[Topic]:
    """Return what those checks are about that cannot be judged without masked values, which stayed behind."""
    if not isinstance(entry.work, ContractEntry):
        return frozenset()
    suite = suites[entry.work.table]
    return frozenset(
        (item.check.name, item.check.columns, item.where.text if item.where is not None else "")
        for item in suite.items
        if _is_hidden(item, suite, document)
    )


def _is_hidden(item: SuiteItem, suite: Suite, document: Mapping[str, Any]) -> bool:
    requests = item.requests(suite.table)
    touching = [
        request for request in requests if hides(suite.masked, (*request.by, *request.aggregate.columns))
    ]
    if not any(is_withheld(document, request) for request in touching):
        return False
    try:
        outcomes = outcomes_of(item, suite.table, load_states(document, requests)) or {}
    except StateError:  # told where the check is judged
        return False
    return any(outcome.verdict is Verdict.ERROR for outcome in outcomes.values())


def _differences(name: str, before: tuple[Finding, ...], after: tuple[Finding, ...]) -> list[str]:
    if len(before) != len(after):
        return [f"{name}: {len(before)} findings were recorded, {len(after)} were judged now"]
    return [
        f"{old.subject} {old.check}: recorded {old.verdict.name}, judged now {new.verdict.name}{_change(old, new)}"
        for old, new in zip(before, after, strict=True)
        if _comparable(old) != _comparable(new)
    ]


def _change(before: Finding, after: Finding) -> str:
    """Return the first thing of two findings that differs, with both values: what is asked before what it makes.

    Of what cannot be judged any more, why.
    """
    if after.verdict is Verdict.ERROR:
        return f": {after.summary}"
    old, new = _comparable(before), _comparable(after)
    rest = [one.name for one in fields(Finding) if one.name not in _FIRST + _LAST]
    found = (_first_difference(old.get(key), new.get(key), key) for key in (*_FIRST, *rest, *_LAST))
    name, was, now = next(one for one in found if one is not None)  # the two differ
    return f"; `{name}` was {_shown(was)}, is now {_shown(now)}"


def _first_difference(before: object, after: object, name: str) -> tuple[str, object, object] | None:
    if before == after:
        return None
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        inner = (
            _first_difference(before.get(key), after.get(key), f"{name}.{key}") for key in {**before, **after}
        )
        return next((found for found in inner if found is not None), None)
    return name, before, after


def _shown(value: object) -> str:
    text = "none" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _comparable(finding: Finding) -> dict[str, Any]:
    """Return a finding as evidence writes it, without what is not judged: rows, cost, place in the contract."""
    return cast("dict[str, Any]", to_plain(replace(finding, sample=None, cost=Cost(), origin=None)))


def _json(documents: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        loaded = json.loads(documents[name])
    except KeyError as error:
        raise EvidenceError.unreadable(name, "it is missing") from error
    except ValueError as error:
        raise StateError.unreadable(name, str(error)) from error
    if not isinstance(loaded, dict):
        raise StateError.unreadable(name, "it is not a mapping")
    return loaded
