"""Which partitions of a table are meant: a stretch of names, or the last ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.partitioning import NO_VALUE, end_of, label_of

__all__ = ["PartitionRange"]


@dataclass(frozen=True, slots=True)
class PartitionRange:
    """A stretch of partitions.

    Names are compared as texts, which is the order of time for dates; a path is known by the date in it, also where it
    is an end of the stretch. An end that is shorter than the names means everything that begins with it: up to
    ``2013-03`` is up to the end of March.

    Parameters
    ----------
    since, until : str, default=open
        First and last partition, both included.
    last : timedelta, default=all
        Only partitions that end less than this before the newest one does.

    Examples
    --------
    >>> quarter = PartitionRange("2013-01", "2013-03")
    >>> [name for name in ("2012-12-31", "2013-01-01", "2013-03-31", "2013-04-01") if quarter.holds(name)]
    ['2013-01-01', '2013-03-31']
    >>> PartitionRange("2013-01-31.parquet").holds("2013-01-31.parquet")
    True
    >>> PartitionRange(last=timedelta(days=2)).of(["2013-01-01", "2013-01-02", "2013-01-03"])
    ('2013-01-02', '2013-01-03')
    """

    since: str = ""
    until: str = ""
    last: timedelta | None = None

    def __post_init__(self) -> None:
        for end in ("since", "until"):
            object.__setattr__(self, end, label_of(getattr(self, end)))
        if self.since and self.until and self.since[: len(self.until)] > self.until:
            raise ParameterError.of("window", "since", f"before {self.until}", self.since)

    @property
    def is_open(self) -> bool:
        """Tell whether every partition is meant."""
        return not (self.since or self.until or self.last)

    def holds(self, partition: str) -> bool:
        """Tell whether a partition lies between the ends; the last ones are told by `of`."""
        if not (self.since or self.until):
            return True
        label = label_of(partition)
        return (
            label != NO_VALUE
            and label >= self.since
            and (not self.until or label[: len(self.until)] <= self.until)
        )

    def of(self, partitions: Iterable[str]) -> tuple[str, ...]:
        """Return those of the partitions that are meant, in the order of their labels.

        Raises
        ------
        ParameterError
            If the last ones are asked for, and a name does not tell when the partition ends.
        """
        held = sorted(
            (name for name in partitions if self.holds(name)), key=lambda name: (label_of(name), name)
        )
        if self.last is None:
            return tuple(held)
        ends = {name: end for name in held if (end := _end(name)) is not None}
        newest = max(ends.values(), default=None)
        return tuple(
            name for name in held if newest is not None and name in ends and ends[name] > newest - self.last
        )

    def sql(self, name: exp.Expr) -> exp.Expr | None:
        """Return SQL that is true where the partition called `name` lies between the ends; None where all do."""
        parts: list[exp.Expr] = []
        if self.since:
            parts.append(exp.GTE(this=name.copy(), expression=exp.Literal.string(self.since)))
        if self.until:
            start = exp.Literal.number(1)
            head = exp.Substring(this=name.copy(), start=start, length=exp.Literal.number(len(self.until)))
            parts.append(exp.LTE(this=head, expression=exp.Literal.string(self.until)))
        if not parts:
            return None
        return exp.and_(*parts, exp.NEQ(this=name.copy(), expression=exp.Literal.string(NO_VALUE)))

    def __str__(self) -> str:
        if self.last is not None:
            days, rest = divmod(self.last, _DAY)
            return f"the last {self.last}" if rest else f"the last {days} day{'' if days == 1 else 's'}"
        if self.is_open:
            return "all partitions"
        return self.since if self.since == self.until else f"{self.since}..{self.until}"


_DAY = timedelta(days=1)


def _end(partition: str) -> datetime | None:
    if partition == NO_VALUE:
        return None
    end = end_of(partition)
    if end is None:
        must = "a window of partitions whose names hold a date, such as 2013-01-31"
        raise ParameterError.of("window", "last", must, partition)
    return end
