"""What profiling a table did, partition by partition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Decision",
    "PartitionChange",
    "ProfiledPartition",
    "ProfiledTable",
    "Removable",
    "StoredPartition",
    "StoredState",
]


class PartitionChange(StrEnum):
    """What happened to the stored states of a partition."""

    NEW = "new"
    REPLACED = "replaced"
    EXTENDED = "extended"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"
    KEPT = "kept without data"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfiledPartition:
    """One partition: what happened, its rows where they are known, and why nothing could be stored."""

    name: str
    change: PartitionChange
    rows: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfiledTable:
    """One table: its partitions in order, how many states each has, and the queries that read its rows.

    `problem` says why nothing could be done.
    """

    table: str
    partitions: tuple[ProfiledPartition, ...] = ()
    states: int = 0
    queries: int = 0
    problem: str = ""

    @property
    def is_broken(self) -> bool:
        """Tell whether something could not be brought up to date."""
        return bool(self.problem) or self.count(PartitionChange.FAILED) > 0

    def count(self, change: PartitionChange) -> int:
        """Return how many partitions a change happened to."""
        return sum(partition.change is change for partition in self.partitions)


class Decision(StrEnum):
    """What somebody decided about a partition, whatever was found."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPartition:
    """What is stored of one partition: rows, number of states, bytes, digest, and what was decided about it.

    `problem` says why it cannot be read.
    """

    table: str
    name: str
    rows: int | None = None
    states: int = 0
    size: int = 0
    digest: str = ""
    decision: Decision | None = None
    why: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredState:
    """One state in words: what was asked, and what is known; empty where no contract asks for it any more."""

    asked: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Removable:
    """A stored partition that is older than its table keeps, or whose table has no partitions any more.

    `kept_for` names what needs it all the same; empty for what may go.
    """

    table: str
    name: str
    reason: str
    kept_for: str = ""
