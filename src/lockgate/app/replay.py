"""Runs that were kept: read them, and judge them again without their data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lockgate.app.entries.context import noted
from lockgate.app.entries.model import cells_document, judge_cells
from lockgate.app.evidence import read_result
from lockgate.app.ports import Ports
from lockgate.app.project.spec import ContractEntry, Entry, ModelEntry, Project
from lockgate.app.project.suites import read_suites
from lockgate.domain.codec import digest, to_plain
from lockgate.domain.errors import EvidenceError, StateError
from lockgate.domain.finding import Cost, Finding
from lockgate.domain.result import EntryResult, RunResult
from lockgate.domain.verdict import Verdict
from lockgate.scan.judge import judge_item, outcomes_of
from lockgate.scan.state_set import load_states
from lockgate.scan.suite import Suite

__all__ = ["Replayed", "read_run", "replay_run"]


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
    for name, wanted in main.get("documents", {}).items():
        if digest(_json(documents, name)) != wanted:
            raise EvidenceError.unreadable(name, "its digest is not the one that run.json names")
    return read_result(main)


def replay_run(project: Project, ports: Ports, run_id: str) -> Replayed:
    """Judge a run again from its states and the project's contracts; no table is read.

    Raises
    ------
    EvidenceError, StateError
        If the evidence is missing, damaged or of another format.
    DocumentError
        If a contract has mistakes.
    """
    documents = ports.evidence.load(run_id)
    result = read_run(documents)
    suites = read_suites(ports.files, project)
    entries = {(stage.name, entry.name): entry for stage in project.stages for entry in stage.entries}
    judged = withheld = 0
    differences: list[str] = []
    for stage in result.stages:
        for recorded in stage.entries:
            entry = entries.get((stage.name, recorded.name))
            again = _judge(entry, project, suites, documents, result.seed) if entry is not None else None
            if again is None:
                withheld += len(recorded.findings)
                continue
            judged += len(recorded.findings)
            differences += _differences(recorded, again)
    return Replayed(judged, withheld, tuple(differences), result.verdict)


def _judge(
    entry: Entry, project: Project, suites: Mapping[str, Suite], documents: Mapping[str, bytes], seed: int
) -> tuple[Finding, ...] | None:
    if isinstance(entry.work, ContractEntry):
        suite = suites[entry.work.table]
        found = _judge_suite(suite, _json(documents, f"states/{suite.table}.json"))
    elif isinstance(entry.work, ModelEntry):
        found = judge_cells(entry, _json(documents, cells_document(entry)), seed)
    else:
        return None
    return tuple(noted(finding, entry, project.owner) for finding in found)


def _judge_suite(suite: Suite, states: Mapping[str, Any]) -> tuple[Finding, ...]:
    requests = [request for item in suite.items for request in item.requests(suite.table)]
    answers = load_states(states, requests)
    return tuple(
        judge_item(item, suite, key, outcome, cost=Cost(), sample=None)
        for item in suite.items
        for key, outcome in (outcomes_of(item, suite.table, answers) or {}).items()
    )


def _differences(recorded: EntryResult, again: tuple[Finding, ...]) -> list[str]:
    before, after = recorded.findings, again
    if len(before) != len(after):
        return [f"{recorded.name}: {len(before)} findings were recorded, {len(after)} were judged now"]
    return [
        f"{old.subject} {old.check}: recorded {old.verdict.name}, judged now {new.verdict.name}"
        for old, new in zip(before, after, strict=True)
        if _comparable(old) != _comparable(new)
    ]


def _comparable(finding: Finding) -> object:
    """Return a finding as evidence writes it, without what is not judged: rows, cost, place in the contract."""
    return to_plain(replace(finding, sample=None, cost=Cost(), origin=None))


def _json(documents: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads(documents[name])
    except KeyError as error:
        raise EvidenceError.unreadable(name, "it is missing") from error
    except ValueError as error:
        raise StateError.unreadable(name, str(error)) from error
    return loaded
