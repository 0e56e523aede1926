"""A table whose stored states are being brought up to date: what is asked, what is stored, what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from lockgate.app.partition_store import PartitionStore
from lockgate.app.ports import Ports
from lockgate.app.store_ports import Content
from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.domain.profile import PartitionChange, ProfiledPartition, ProfiledTable
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.engine import Session, Source
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.profile import Profile, other_table, state_key
from lockgate.scan.schema import Column
from lockgate.scan.suite import hides

__all__ = ["TableJob", "TableStates", "TableWork"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJob:
    """What is stored of a table, and where its rows are.

    Parameters
    ----------
    table : str
        Name of the table.
    spec : PartitionSpec
        How it is cut.
    source : Source
        Where it is.
    requests : tuple of Request
        What is asked of each partition.
    masked : frozenset of str
        Personal or secret columns.
    others : mapping of str to Source
        Tables that requests point to.
    engine : str, default="duckdb"
        What reads the rows; hashes of whole rows are of each engine's own text, so states of two are never mixed.
    """

    table: str
    spec: PartitionSpec
    source: Source
    requests: tuple[Request, ...]
    masked: frozenset[str] = frozenset()
    others: Mapping[str, Source] = field(default_factory=dict)
    engine: str = "duckdb"

    def __post_init__(self) -> None:
        if self.spec.column and hides(self.masked, (self.spec.column,)):
            must = "a column that is not masked, because partitions are named after its values"
            raise ParameterError.of(f"table `{self.table}`", "column", must, self.spec.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStates:
    """The states of a table's partitions after they were brought up to date.

    Parameters
    ----------
    done : ProfiledTable
        What was done.
    states : mapping of str to PartitionStates
        Partitions in order, those that could not be brought up to date left out.
    identities : mapping of str to str
        What the content of other tables is known by; empty where it is not known.
    version : str, default=""
        Which version was read of a table that keeps them.
    """

    done: ProfiledTable
    states: Mapping[str, PartitionStates]
    identities: Mapping[str, str]
    version: str = ""


class TableWork:
    """One table being brought up to date, whichever way it is cut.

    Parameters
    ----------
    job : TableJob
        The table and what is asked.
    ports : Ports
        The outside world.
    others : mapping of str to Content
        What the tables hold that requests point to.
    again : bool
        Whether to read rows though nothing has changed.
    """

    def __init__(self, job: TableJob, ports: Ports, others: Mapping[str, Content], *, again: bool) -> None:
        self.job = job
        self.ports = ports
        self._others = {table: content.source for table, content in others.items()}
        self._identities = {table: content.identity for table, content in others.items()}
        self.again = again
        self.keys = {state_key(request, self._identities, job.masked): request for request in job.requests}
        self.store = PartitionStore(
            states=ports.states,
            table=job.table,
            keys=self.keys,
            masked=tuple(sorted(job.masked)),
            fleeting=frozenset(
                key
                for key, request in self.keys.items()
                if self._identities.get(other_table(request.aggregate)) == ""
            ),
        )
        self._lines: list[ProfiledPartition] = []
        self._states: dict[str, PartitionStates] = {}
        self._queries = 0

    @property
    def cut(self) -> list[object]:
        """Return what tells how the table is cut and read; states of another cut are never mixed with these."""
        options = sorted((name, repr(value)) for name, value in self.job.source.options.items())
        how = [self.job.source.format, [list(pair) for pair in options], self.job.engine]
        return [self.job.spec.identity, *how]

    def read(self, source: Source, ask: Callable[[Session], T]) -> tuple[tuple[Column, ...], T]:
        """Open the table at `source`, and return its columns and what is asked of it."""
        session = self.ports.engine.open({self.job.table: source, **self._others})
        try:
            return session.schema(self.job.table).columns, ask(session)
        finally:
            self._queries += session.selects
            session.close()

    def joined(
        self,
        name: str,
        identity: str,
        columns: tuple[Column, ...],
        profile: Profile,
        before: PartitionStates | None,
    ) -> PartitionStates:
        """Return the states of a partition: what was found now, and what is still asked of what was known."""
        masked = self.job.masked
        found = {state_key(request, self._identities, masked): answer for request, answer in profile.items()}
        kept = {key: before.answers[key] for key in self.keys if key in before.answers} if before else {}
        return PartitionStates(
            table=self.job.table,
            partition=name,
            identity=identity or (before.identity if before else ""),
            columns=columns,
            answers=kept | found,
            masked=self.store.masked,
        )

    def save(self, parts: Sequence[PartitionStates]) -> dict[str, PartitionStates]:
        """Store partitions, and return them as they were stored."""
        there = set(self.store.names())
        before = {part.partition: self.store.load(part.partition) for part in parts if part.partition in there}
        saved = self.store.save(parts)
        for name, part in saved.items():
            self.keep(part, _change(before[name], part) if name in there else PartitionChange.NEW)
        return saved

    def keep(self, part: PartitionStates, change: PartitionChange) -> None:
        """Count a partition as brought up to date."""
        self._states[part.partition] = part
        counted = part.answers.get(Request(self.job.table, RowCount()).key)
        rows = counted.n if isinstance(counted, Count) else None
        self._lines.append(ProfiledPartition(name=part.partition, change=change, rows=rows))

    def fail(self, name: str, error: LockgateError) -> None:
        """Note that a partition could not be brought up to date, and why."""
        text = f"{error.where}: {error.text}"
        self._lines.append(ProfiledPartition(name=name, change=PartitionChange.FAILED, problem=text))

    def drop(self, there: Iterable[str]) -> None:
        """Forget partitions whose rows are gone, unless their states outlive them."""
        gone = sorted(set(self.store.names()) - set(there))
        if not self.job.spec.outlives_data:
            self.store.remove(gone)
            self._lines += [ProfiledPartition(name=name, change=PartitionChange.DROPPED) for name in gone]
            return
        for name in gone:
            part = self.store.load(name)
            if part is not None:
                self.keep(part, PartitionChange.KEPT)

    def done(self, version: str = "") -> TableStates:
        """Return the states of the table; `version` is which one was read of a table that keeps them."""
        done = ProfiledTable(
            table=self.job.table,
            partitions=tuple(sorted(self._lines, key=lambda line: line.name)),
            states=len(self.keys),
            queries=self._queries,
        )
        states = {name: self._states[name] for name in PartitionRange().of(self._states)}
        return TableStates(done=done, states=states, identities=self._identities, version=version)


def _change(before: PartitionStates | None, after: PartitionStates) -> PartitionChange:
    if before is None or before.identity != after.identity:
        return PartitionChange.REPLACED
    return PartitionChange.UNCHANGED if before.digest == after.digest else PartitionChange.EXTENDED
