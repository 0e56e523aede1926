"""One entry of a stage, from its node."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable

from lockgate.app.project.read_model import read_model
from lockgate.app.project.read_probes import read_behaviour, read_importance, read_robustness, read_training
from lockgate.app.project.read_resources import read_resources
from lockgate.app.project.spec import (
    CommandEntry,
    ContractEntry,
    DriftEntry,
    Entry,
    EntryNotes,
    HistoryEntry,
    PytestEntry,
    ScoreEntry,
    SignatureEntry,
    Work,
)
from lockgate.app.project.windows import parse_window
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping, Node, Scalar, plain_value, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.drift.spec import DriftSpec
from lockgate.gates.signature.spec import SignatureSpec
from lockgate.history.spec import HistorySpec
from lockgate.scan.partition_range import PartitionRange

__all__ = ["KINDS", "read_entry"]


_NOTES = frozenset({"name", "severity", "why", "owner", "runbook", "tags"})
_BESIDE = {
    "model": ("gates", "fairness"),
    "resources": ("gates",),
    "contract": ("window",),
    "drift": ("window",),
}
"""Further keys of an entry, by its kind."""

_PLAIN_WORD = re.compile(r"[A-Za-z./_-][\w./=+-]*")  # what YAML reads as a text without quotes


def read_entry(node: Node, problems: list[Problem]) -> Entry | None:
    """Return an entry, None if it has mistakes."""
    if not isinstance(node, Mapping):
        text = f"an entry must be a mapping, got {node.shown}"
        problems.append(problem_at(node, "LG311", text, f"begin it with one of {', '.join(KINDS)}"))
        return None
    named = [entry for entry in node.entries if entry.key in KINDS]
    if len(named) != 1:
        _refuse_kind(node, [entry.key for entry in named], problems)
        return None
    kind, body = named[0].key, named[0].value
    n_before = len(problems)
    foreign = frozenset({kind, *_BESIDE.get(kind, ())})
    notes = bind(EntryNotes, node, problems, foreign=foreign)
    work = _read_work(kind, body, node, problems)
    if notes is None or work is None or len(problems) > n_before:
        return None
    return Entry(kind=kind, work=work, notes=notes, origin=node.position)


def _refuse_kind(node: Mapping, named: list[str], problems: list[Problem]) -> None:
    if named:
        text = f"an entry does one thing, got {' and '.join(f'`{key}`' for key in named)}"
        problems.append(problem_at(node, "LG314", text, "write an entry for each"))
        return
    unknown = next((entry for entry in node.entries if entry.key not in _NOTES), None)
    hint = did_you_mean(unknown.key, KINDS) if unknown else f"begin it with one of {', '.join(KINDS)}"
    text = f"unknown kind of entry `{unknown.key}`" if unknown else "the entry does nothing"
    problems.append(problem_at(unknown or node, "LG312", text, hint))


def _read_work(kind: str, body: Node, node: Mapping, problems: list[Problem]) -> Work | None:
    return _READERS[kind](body, node, problems)


def _read_drift(body: Node, node: Mapping, problems: list[Problem]) -> DriftEntry | None:
    spec = bind(DriftSpec, body, problems)
    window = _read_window(node.get("window"), problems)
    if spec is None:
        return None
    return DriftEntry(spec=spec, window=window)


def _read_history(body: Node, _: Mapping, problems: list[Problem]) -> HistoryEntry | None:
    spec = bind(HistorySpec, body, problems)
    return None if spec is None else HistoryEntry(spec=spec)


def _read_pytest(body: Node, _: Mapping, problems: list[Problem]) -> PytestEntry | None:
    return bind(PytestEntry, body, problems)


def _read_score(body: Node, _: Mapping, problems: list[Problem]) -> ScoreEntry | None:
    return bind(ScoreEntry, body, problems)


def _read_signature(body: Node, _: Mapping, problems: list[Problem]) -> SignatureEntry | None:
    spec = bind(SignatureSpec, body, problems)
    return None if spec is None else SignatureEntry(spec=spec)


def _read_contract(body: Node, node: Mapping, problems: list[Problem]) -> ContractEntry | None:
    window = _read_window(node.get("window"), problems)
    if isinstance(body, Scalar) and isinstance(body.value, str):
        return ContractEntry(table=body.value, window=window)
    problems.append(problem_at(body, "LG311", f"`contract` must be the name of a table, got {body.shown}"))
    return None


def _read_window(node: Node | None, problems: list[Problem]) -> PartitionRange | None:
    if node is None:
        return None
    try:
        return parse_window(str(plain_value(node)))
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None


def _read_command(body: Node, _: Mapping, problems: list[Problem]) -> CommandEntry | None:
    """Read a command; a line, as a shell would take it, is shown as the list that it must be."""
    if isinstance(body, Scalar) and isinstance(body.value, str):
        text = f"`command` must be a mapping with the key `run`, got {body.shown}"
        problems.append(problem_at(body, "LG311", text, f"write `command: {{run: {_words(body.value)}}}`"))
        return None
    run = body.get("run") if isinstance(body, Mapping) else None
    if isinstance(run, Scalar) and isinstance(run.value, str):
        text = f"`run` must be a list, the program and its arguments, got {run.shown}"
        problems.append(
            problem_at(run, "LG311", text, f"write a list, which no shell reads: {_words(run.value)}")
        )
        return None
    return bind(CommandEntry, body, problems)


def _words(line: str) -> str:
    """Return a command line as a list that YAML reads."""
    try:
        words = shlex.split(line)
    except ValueError:  # a quote that is not closed
        words = line.split()
    plain = (word if _PLAIN_WORD.fullmatch(word) else json.dumps(word, ensure_ascii=False) for word in words)
    return f"[{', '.join(plain)}]"


_READERS: dict[str, Callable[[Node, Mapping, list[Problem]], Work | None]] = {
    "contract": _read_contract,
    "drift": _read_drift,
    "history": _read_history,
    "model": read_model,
    "pytest": _read_pytest,
    "command": _read_command,
    "score": _read_score,
    "robustness": read_robustness,
    "behaviour": read_behaviour,
    "importance": read_importance,
    "training": read_training,
    "resources": read_resources,
    "signature": _read_signature,
}

KINDS = tuple(_READERS)
"""What an entry can be; its first key says which."""
