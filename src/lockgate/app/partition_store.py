"""The stored partitions of one table, as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lockgate.app.store_ports import StateStore
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import StateError
from lockgate.domain.profile import Decision
from lockgate.scan.aggregate import Request
from lockgate.scan.partition_states import PartitionStates, digest_of, dump_partition, load_partition

__all__ = ["CENSUS", "DECISION", "PARTITION", "Census", "PartitionStore", "decision_of"]

PARTITION, CENSUS, DECISION = "partition", "census", "decision"
"""Kinds of documents: the states of a partition; which partitions a table has; what was decided about one."""


@dataclass(frozen=True, slots=True)
class Census:
    """Which partitions a table had when all its rows were last known, and the digest of each one's states.

    `rows` is what the content of the whole table was known by, empty where it could not be; `cut` tells how the table
    was cut.
    """

    rows: str = ""
    partitions: Mapping[str, str] | None = None
    cut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionStore:
    """Reads and writes the partitions of one table.

    Parameters
    ----------
    states : StateStore
        Where documents are kept.
    table : str
        The table.
    keys : mapping of str to Request
        What is asked of each partition now, by the name of its state.
    masked : tuple of str
        Personal or secret columns, sorted.
    fleeting : frozenset of str, default=none
        Names of states that may have changed though the partition has not, because they depend on another table whose
        content is not known.
    """

    states: StateStore
    table: str
    keys: Mapping[str, Request]
    masked: tuple[str, ...]
    fleeting: frozenset[str] = frozenset()

    def names(self) -> tuple[str, ...]:
        """Return the partitions that are stored, sorted."""
        return tuple(self.states.names(self.table, PARTITION))

    def load(self, name: str) -> PartitionStates | None:
        """Return a partition; None where there is none that can be read and is masked as it must be now."""
        content = self.states.load(self.table, PARTITION, name)
        if content is None:
            return None
        try:
            part = load_partition(content, f"partition `{name}` of `{self.table}`")
        except StateError:  # written by another version, or damaged: it is made again
            return None
        return part if part.masked == self.masked else None

    def missing(self, part: PartitionStates) -> list[str]:
        """Return the names of states that are asked now and that the partition lacks, or that may not hold any more."""
        return [key for key in self.keys if key not in part.answers or key in self.fleeting]

    def save(self, parts: Iterable[PartitionStates]) -> dict[str, PartitionStates]:
        """Store partitions, each whole or not at all, and return them as they are stored.

        A partition without an identity gets the digest of its states for one.
        """
        secret = self.states.secret() if self.masked else b""
        contents: dict[str, bytes] = {}
        for part in parts:
            named = part
            if not part.identity:
                named = replace(part, identity=digest_of(dump_partition(part, self.keys, secret)))
            contents[part.partition] = dump_partition(named, self.keys, secret)
        self.states.save(self.table, PARTITION, contents)
        return {name: load_partition(content, name) for name, content in contents.items()}

    def remove(self, names: Iterable[str]) -> None:
        """Remove partitions."""
        self.states.remove(self.table, PARTITION, names)

    def census(self) -> Census:
        """Return the last census; an empty one where there is none that can be read."""
        try:
            plain = json.loads(self.states.load(self.table, CENSUS, "") or b"{}")
            return Census(plain.get("rows", ""), plain.get("partitions"), plain.get("cut", ""))
        except (ValueError, AttributeError):  # damaged: the rows are read again
            return Census()

    def save_census(self, census: Census) -> None:
        """Store a census."""
        plain = {"rows": census.rows, "partitions": dict(census.partitions or {}), "cut": census.cut}
        self.states.save(self.table, CENSUS, {"": canonical_bytes(plain)})

    def counted(self, census: Census) -> dict[str, PartitionStates] | None:
        """Return the partitions that a census lists, None where one is not as it says."""
        if census.partitions is None:
            return None
        found: dict[str, PartitionStates] = {}
        for name, digest in census.partitions.items():
            part = self.load(name)
            if part is None or part.digest != digest:
                return None
            found[name] = part
        return found


def decision_of(states: StateStore, part: PartitionStates) -> tuple[Decision | None, str]:
    """Return what was decided about the content of a partition, and why; None for nothing."""
    try:
        plain = json.loads(states.load(part.table, DECISION, part.partition) or b"{}")
        if plain.get("identity") == part.identity:
            return Decision(plain["decision"]), str(plain.get("why", ""))
    except (ValueError, KeyError, AttributeError):  # damaged: nothing was decided
        pass
    return None, ""
