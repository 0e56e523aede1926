"""The states of a table as a document: content-addressed, versioned, judged without the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lockgate.domain.codec import digest, from_plain, to_plain
from lockgate.domain.errors import DataError, LockgateError, StateError
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates import STATES
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.changes import ChangesState
from lockgate.scan.aggregates.column_values import ColumnValuesState
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.key_counts import KeysState
from lockgate.scan.aggregates.order_runs import OrderRunsState
from lockgate.scan.execute import Answer, Sliced
from lockgate.scan.suite import hides, reads_masked

__all__ = ["FORMAT", "dump_states", "is_withheld", "load_states", "withheld_answer"]

FORMAT = "lockgate-states/1"
"""Name and version of the document; a reader refuses any other."""

_HOLDS_VALUES = (
    "binned_counts", "cells", "changes", "column_values", "extremes", "histogram", "keys", "listed_counts",
    "order_runs", "order_statistics", "order_values", "outliers", "periods", "quantile_sketch", "row_sample",
    "value_counts",
)  # fmt: skip
"""Kinds of state that contain values of the table."""


def dump_states(
    table: str, answers: Mapping[Request, Answer], masked: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return what the checks of `table` asked as plain JSON, in an order that depends on nothing but its content.

    States that hold values of a masked column stay behind, or leave their values behind: the document may travel.
    Its ``digest`` names its content.
    """
    states: dict[str, Any] = {}
    for request, answer in answers.items():
        kept = withheld_answer(request, answer, masked)
        if kept is not None:
            states[request.key] = {"request": repr(request), **_dump(kept)}
    body = {"format": FORMAT, "table": table, "states": dict(sorted(states.items()))}
    return {**body, "digest": digest(body)}


def withheld_answer(
    request: Request, answer: Answer, masked: frozenset[str], secret: bytes = b""
) -> Answer | None:
    """Return what may be stored of an answer: without values of masked columns; None where nothing is left.

    With a `secret`, the keys of masked columns are kept as hashes keyed with it.
    """
    if not _is_secret(request, answer, masked):
        return _without_values(request, answer, masked)
    if secret and not hides(masked, request.by):
        keyed = _keyed(answer, secret)
        if keyed is not None:
            return keyed
    return _withheld(request, answer, masked)


def _keyed(answer: Answer, secret: bytes) -> Answer | None:
    """Return an answer with keyed hashes; None where it is no state of hashes alone."""
    if isinstance(answer, CellsState | ColumnValuesState | KeysState):
        return answer.keyed(secret)
    if not isinstance(answer, dict):
        return None
    found = {
        key: hidden
        for key, state in answer.items()
        if isinstance(state, CellsState | ColumnValuesState | KeysState)
        and (hidden := state.keyed(secret)) is not None
    }
    return dict(found) if len(found) == len(answer) else None


def _is_secret(request: Request, answer: Answer, masked: frozenset[str]) -> bool:
    if hides(masked, request.by):
        return True
    kinds = {state.kind for state in _states(answer)}
    return reads_masked(request.aggregate, masked) and bool(kinds.intersection(_HOLDS_VALUES))


def _withheld(request: Request, answer: Answer, masked: frozenset[str]) -> Answer | None:
    """Return a state of a masked column without its values where it has such a form: what only shows them replays."""
    if hides(masked, request.by):
        return None
    if isinstance(answer, dict):
        parts = {key: bare for key, state in answer.items() if (bare := _bare(request, state)) is not None}
        return dict(parts) if len(parts) == len(answer) else None
    return None if isinstance(answer, LockgateError) else _bare(request, answer)


def _bare(request: Request, state: State) -> State | None:
    """Return a state without its values; None where a verdict rests on them."""
    if isinstance(state, ChangesState | ExtremesState | OrderRunsState):
        return state.without_values()
    only_shows = getattr(request.aggregate, "only_shows", False)
    return state.without_values() if isinstance(state, CellsState) and only_shows else None


def _without_values(request: Request, answer: Answer, masked: frozenset[str]) -> Answer:
    """Return the answer; the engine's words about a masked column are left out, for they may quote a value."""
    if not isinstance(answer, DataError):
        return answer
    filtered = request.where.columns if request.where is not None else ()
    if not hides(masked, (*request.aggregate.columns, *filtered)):
        return answer
    return DataError(answer.code, answer.where, answer.text.partition(": ")[0], answer.hint)


def _states(answer: Answer) -> Iterable[State]:
    if isinstance(answer, LockgateError):
        return ()
    return answer.values() if isinstance(answer, dict) else (answer,)


def _dump(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, LockgateError):
        return {"error": {"code": answer.code, "where": answer.where, "text": answer.text, "hint": answer.hint}}
    if isinstance(answer, dict):
        slices = [[list(key), _dump_state(state)] for key, state in answer.items()]
        return {"slices": sorted(slices, key=repr)}
    return {"state": _dump_state(answer)}


def _dump_state(state: State) -> dict[str, Any]:
    return {"kind": state.kind, **to_plain(state)}


def load_states(document: Mapping[str, Any], requests: Iterable[Request]) -> dict[Request, Answer]:
    """Read the answers to `requests` from a document; what it does not hold becomes an error.

    Raises
    ------
    StateError
        If the document is of another format or was changed since it was written.
    """
    where = f"states of `{document.get('table', '?')}`"
    if document.get("format") != FORMAT:
        raise StateError.unreadable(
            where, f"its format is {document.get('format')!r}, this Lockgate reads {FORMAT!r}"
        )
    body = {key: value for key, value in document.items() if key != "digest"}
    if digest(body) != document.get("digest"):
        raise StateError.unreadable(where, "its digest does not fit its content")
    return {request: _load(document["states"].get(request.key), request) for request in requests}


def is_withheld(document: Mapping[str, Any], request: Request) -> bool:
    """Tell whether the answer to a request, or the values in it, are not in the document."""
    entry = document.get("states", {}).get(request.key)
    if entry is None:
        return True
    parts = [plain for _, plain in entry.get("slices", ())] + [entry.get("state", {})]
    return any(plain.get("is_withheld", False) for plain in parts)


def _load(entry: Mapping[str, Any] | None, request: Request) -> Answer:
    if entry is None:
        return StateError.unreadable(f"table `{request.table}`", "the state is not in the document")
    if "error" in entry:
        return DataError(**entry["error"])
    if "slices" in entry:
        sliced: Sliced = {tuple(key): _load_state(plain) for key, plain in entry["slices"]}
        return sliced
    return _load_state(entry["state"])


def _load_state(plain: Mapping[str, Any]) -> State:
    kind = str(plain.get("kind", ""))
    if kind not in STATES:
        raise StateError.unreadable(kind, f"known kinds are {sorted(STATES)}")
    return from_plain(STATES[kind], {key: value for key, value in plain.items() if key != "kind"})
