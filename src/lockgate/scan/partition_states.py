"""What is stored of one partition: a document that names its content, with the hashes of keys behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from lockgate.domain.codec import canonical_bytes, from_plain, to_plain
from lockgate.domain.errors import DataError, LockgateError, StateError
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates import STATES
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.key_counts import KeysState
from lockgate.scan.aggregates.row_sample import RowSampleState
from lockgate.scan.execute import Answer, Sliced
from lockgate.scan.schema import Column
from lockgate.scan.state_set import withheld_answer

__all__ = ["FORMAT", "PartitionStates", "digest_of", "dump_partition", "load_partition"]

FORMAT = "lockgate-partition/1"
"""Name and version of the file; a reader refuses any other."""

_PACKED: Mapping[str, tuple[str, ...]] = {
    KeysState.kind: ("hashes",),
    CellsState.kind: ("cells", "texts"),
    RowSampleState.kind: ("places", "values"),
}
"""Kinds of state that are many bytes, and the fields that hold them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionStates:
    """The states of one partition of a table.

    Parameters
    ----------
    table, partition : str
        Whose they are.
    identity : str
        What the rows are known by: a digest of the bytes that they were read from, and of how they are cut.
    columns : tuple of Column
        The columns that the partition has.
    answers : mapping of str to Answer
        States, or the reason why there is none, by `state_key`.
    masked : tuple of str, default=none
        Columns whose values stayed behind.
    digest : str, default=none
        Name of the content, once it is stored.
    """

    table: str
    partition: str
    identity: str
    columns: tuple[Column, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    masked: tuple[str, ...] = ()
    digest: str = ""


def dump_partition(states: PartitionStates, requests: Mapping[str, Request], secret: bytes = b"") -> bytes:
    """Return the file of a partition: a line with its digest, a line of canonical JSON, the hashes of keys.

    States that hold values of masked columns stay behind; hashes of masked keys are keyed with `secret`, so that
    they can be compared within one store and nowhere else.
    """
    blocks: list[bytes] = []
    masked = frozenset(states.masked)
    plain: dict[str, Any] = {}
    for key, answer in states.answers.items():
        request = requests.get(key)
        kept = answer if request is None else withheld_answer(request, answer, masked, secret)
        plain[key] = None if kept is None else _dump(kept, blocks)
    body = {
        "table": states.table,
        "partition": states.partition,
        "identity": states.identity,
        "columns": to_plain(states.columns),
        "masked": list(states.masked),
        "states": plain,
    }
    content = canonical_bytes(body) + b"".join(blocks)
    return f"{FORMAT} {sha256(content).hexdigest()}\n".encode() + content


def digest_of(content: bytes) -> str:
    """Return the digest that the file of a partition names."""
    return content.partition(b"\n")[0].decode("ascii").rpartition(" ")[2]


def load_partition(content: bytes, where: str) -> PartitionStates:
    """Read the file of a partition.

    Raises
    ------
    StateError
        If it is of another format, or was cut off or changed since it was written.
    """
    head, _, rest = content.partition(b"\n")
    name, _, digest = head.decode("ascii", "replace").partition(" ")
    if name != FORMAT:
        raise StateError.unreadable(where, f"its format is {name[:40]!r}, this Lockgate reads {FORMAT!r}")
    if sha256(rest).hexdigest() != digest:
        raise StateError.unreadable(where, "its digest does not fit its content")
    line, _, blocks = rest.partition(b"\n")
    body = json.loads(line)
    return PartitionStates(
        table=body["table"],
        partition=body["partition"],
        identity=body["identity"],
        columns=_columns(json.dumps(body["columns"])),
        answers=_StoredAnswers(body["states"], blocks),
        masked=tuple(body["masked"]),
        digest=digest,
    )


@lru_cache(maxsize=256)
def _columns(text: str) -> tuple[Column, ...]:
    """Return the columns of a partition; those that have the same share them, so that they are compared at no cost."""
    return from_plain(tuple[Column, ...], json.loads(text))


def _dump(answer: Answer, blocks: list[bytes]) -> dict[str, Any]:
    if isinstance(answer, LockgateError):
        return {"error": {"code": answer.code, "where": answer.where, "text": answer.text, "hint": answer.hint}}
    if isinstance(answer, dict):
        order = sorted(answer.items(), key=lambda item: repr(item[0]))
        return {"slices": [[list(key), _dump_state(state, blocks)] for key, state in order]}
    return {"state": _dump_state(answer, blocks)}


def _dump_state(state: State, blocks: list[bytes]) -> dict[str, Any]:
    names = _PACKED.get(state.kind, ())
    places: dict[str, list[int]] = {}
    for name in names:
        packed: bytes = getattr(
            state, name
        )  # raw bytes behind the document: half the size, and nothing to decode
        places[name] = [sum(map(len, blocks)), len(packed)]
        blocks.append(packed)
    rest = replace(state, **dict.fromkeys(names, b""))  # type: ignore[type-var]  # states are dataclasses
    return {"kind": state.kind, **to_plain(rest), **places}


@dataclass(frozen=True, slots=True)
class _StoredAnswers(Mapping[str, Answer]):
    """Answers of a file, each read when it is asked for: who only looks what is there pays for nothing else."""

    plain: Mapping[str, Any]
    blocks: bytes

    def __getitem__(self, key: str) -> Answer:
        plain = self.plain[key]
        if plain is None:
            return StateError.unreadable(key, "its values are not in the store, because a column is masked")
        if "error" in plain:
            return DataError(**plain["error"])
        if "slices" in plain:
            sliced: Sliced = {tuple(name): self._state(state) for name, state in plain["slices"]}
            return sliced
        return self._state(plain["state"])

    def __contains__(self, key: object) -> bool:
        return key in self.plain  # a mapping would read the state to find out

    def __iter__(self) -> Iterator[str]:
        return iter(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def _state(self, plain: Mapping[str, Any]) -> State:
        kind = plain["kind"]
        if kind not in STATES:
            raise StateError.unreadable(kind, f"known kinds are {sorted(STATES)}")
        names = _PACKED.get(kind, ())
        state = from_plain(
            STATES[kind], {key: value for key, value in plain.items() if key not in ("kind", *names)}
        )
        spans = {name: plain[name] for name in names if name in plain}
        packed = {name: self.blocks[start : start + length] for name, (start, length) in spans.items()}
        return replace(state, **packed)  # type: ignore[type-var]  # as above
