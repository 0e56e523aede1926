"""What profiling a table did, partition by partition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PartitionChange", "ProfiledPartition", "ProfiledTable"]


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
