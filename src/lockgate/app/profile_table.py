"""Compute and store the states of a table's partitions; what is unchanged is not read again."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from lockgate.app.partition_store import Census, PartitionStore
from lockgate.app.ports import Ports
from lockgate.app.store_ports import Content
from lockgate.domain.codec import digest
from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.domain.profile import PartitionChange, ProfiledPartition, ProfiledTable
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.engine import Session, Source
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.partitioned_session import FILE
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.profile import (
    Profile,
    other_table,
    profile_column,
    profile_files,
    profile_table,
    state_key,
)
from lockgate.scan.schema import Column
from lockgate.scan.suite import hides

__all__ = ["TableJob", "TableStates", "refresh_table"]

T = TypeVar("T")


FILES_AT_A_TIME = 64
"""Files that are scanned together; what they say is stored before the next ones are read."""

_ALL = PartitionRange()


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


def refresh_table(
    job: TableJob,
    ports: Ports,
    within: PartitionRange = _ALL,
    *,
    is_vouched: bool = False,
    again: bool = False,
) -> TableStates:
    """Bring the stored states of a table up to date, and return them.

    Rows are read where a partition is new, where its bytes have changed, and where something is asked that was not
    asked before. Each partition is stored as soon as it is known, so that nothing is lost when the process is killed.

    Of a table whose content is not known without reading it, such as one of a database, the rows `within` are read each
    time; the states of other partitions are as they were.

    Parameters
    ----------
    job : TableJob
        The table and what is asked.
    ports : Ports
        The outside world.
    within : PartitionRange, default=all
        Partitions to bring up to date. Of a table that is cut by a column, all are, unless `is_vouched` or its
        content is not known.
    is_vouched : bool, default=False
        Whether somebody says that no rows outside `within` have changed, so that they need not be read.
    again : bool, default=False
        Whether to read the rows though nothing has changed.

    Raises
    ------
    LockgateError
        If the table, or a table that it points to, cannot be read; a file that is one partition harms no other.
    """
    others = {table: ports.contents.of(table, source, afresh=again) for table, source in job.others.items()}
    work = _Work(job, ports, others, again=again)
    if job.spec.by is not None:
        return work.by_file(ports.contents.files(job.table, job.source), within)
    return work.by_column(ports.contents.of(job.table, job.source, afresh=again), within, is_vouched=is_vouched)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A file that is one partition: what is stored of it, and the names of states that it lacks."""

    name: str
    file: str
    identity: str
    before: PartitionStates | None
    missing: tuple[str, ...]


class _Work:
    """One table being brought up to date."""

    def __init__(self, job: TableJob, ports: Ports, others: Mapping[str, Content], *, again: bool) -> None:
        self._job = job
        self._ports = ports
        self._others = {table: content.source for table, content in others.items()}
        self._identities = {table: content.identity for table, content in others.items()}
        self._again = again
        self._version = ""
        self._keys = {state_key(request, self._identities, job.masked): request for request in job.requests}
        self._store = PartitionStore(
            states=ports.states,
            table=job.table,
            keys=self._keys,
            masked=tuple(sorted(job.masked)),
            fleeting=frozenset(
                key
                for key, request in self._keys.items()
                if self._identities.get(other_table(request.aggregate)) == ""
            ),
        )
        self._lines: list[ProfiledPartition] = []
        self._states: dict[str, PartitionStates] = {}
        self._queries = 0

    def by_file(self, files: Sequence[str], within: PartitionRange) -> TableStates:
        """Bring each file's partition up to date; files of the same columns are scanned together."""
        named = _named(files, self._job.source.location)
        digests = self._ports.contents.digests(files, afresh=self._again)
        self._drop(named)
        stale: dict[tuple[str, ...], list[_Delivery]] = {}
        for name in within.of(named):
            delivery = self._look(name, named[name], digest([*self._cut, digests[named[name]]]))
            if delivery.missing:
                stale.setdefault(delivery.missing, []).append(delivery)
            elif (
                delivery.before is not None
            ):  # pragma: no branch - something is missing where nothing is stored
                self._keep(delivery.before, PartitionChange.UNCHANGED)
        for deliveries in stale.values():
            for start in range(0, len(deliveries), FILES_AT_A_TIME):
                self._profile_files(deliveries[start : start + FILES_AT_A_TIME])
        return self._done()

    def _look(self, name: str, file: str, identity: str) -> _Delivery:
        stored = self._store.load(name)
        before = stored if stored is not None and stored.identity == identity and not self._again else None
        missing = list(self._keys) if before is None else self._store.missing(before)
        return _Delivery(name, file, identity, before, tuple(missing))

    def _profile_files(self, deliveries: Sequence[_Delivery]) -> None:
        """Scan files together where they have the same columns; what breaks together is scanned one by one."""
        for columns, alike in self._by_columns(deliveries).items():
            found: Mapping[str, Profile] = {}
            if len(alike) > 1:
                with suppress(LockgateError):
                    found = {
                        one.file: self._mended(one, profile) for one, profile in self._together(columns, alike)
                    }
            self._save(
                [
                    self._joined(one.name, one.identity, columns, found[one.file], one.before)
                    for one in alike
                    if one.file in found
                ]
            )
            for one in alike:
                if one.file not in found:
                    self._alone(one)

    def _by_columns(self, deliveries: Sequence[_Delivery]) -> dict[tuple[Column, ...], list[_Delivery]]:
        source = self._job.source
        session = self._ports.engine.open({one.name: replace(source, files=(one.file,)) for one in deliveries})
        found: dict[tuple[Column, ...], list[_Delivery]] = {}
        try:
            for one in deliveries:
                try:
                    found.setdefault(session.schema(one.name).columns, []).append(one)
                except LockgateError as error:
                    self._fail(one, error)
        finally:
            session.close()
        return found

    def _together(
        self, columns: tuple[Column, ...], deliveries: Sequence[_Delivery]
    ) -> list[tuple[_Delivery, Profile]]:
        root = self._below
        files = {_below(root, one.file): one for one in deliveries}
        source = replace(self._job.source, files=tuple(one.file for one in deliveries), file_column=FILE)
        requests = [self._keys[key] for key in deliveries[0].missing]

        def ask(session: Session) -> dict[str, Profile]:
            if session.schema(self._job.table).columns[: len(columns)] != columns:
                return {}  # pragma: no cover - what a file is told to hold depends on the others: each alone
            return profile_files(session, self._job.table, requests, root)

        found = self._read(source, ask)[1]
        return [(files[file], profile) for file, profile in found.items() if file in files]

    def _mended(self, one: _Delivery, profile: Profile) -> Profile:
        """Return the answers for a file; what could not be asked of many files at once is asked of it alone."""
        broken = [request for request, answer in profile.items() if isinstance(answer, LockgateError)]
        if not broken:
            return profile
        source = replace(self._job.source, files=(one.file,))
        name = _below(self._below, one.file)
        return (
            profile
            | self._read(source, lambda session: profile_table(session, self._job.table, broken, name))[1]
        )

    def _alone(self, one: _Delivery) -> None:
        requests = [self._keys[key] for key in one.missing]
        source = replace(self._job.source, files=(one.file,))
        name = _below(self._below, one.file)
        try:
            columns, profile = self._read(
                source, lambda session: profile_table(session, self._job.table, requests, name)
            )
            self._save([self._joined(one.name, one.identity, columns, profile, one.before)])
        except LockgateError as error:  # pragma: no cover - the file has changed since its columns were read
            self._fail(one, error)

    def _fail(self, one: _Delivery, error: LockgateError) -> None:
        text = f"{error.where}: {error.text}"
        self._lines.append(ProfiledPartition(name=one.name, change=PartitionChange.FAILED, problem=text))

    def by_column(self, content: Content, within: PartitionRange, *, is_vouched: bool) -> TableStates:
        """Bring partitions up to date in one scan, if anything has changed: all, or those `within` if that will do."""
        self._version = content.version
        cut = digest([*self._cut, "" if content.identity else self._job.source.location])
        rows = digest([*self._cut, content.identity]) if content.identity else ""
        census = self._store.census()
        known = self._store.counted(census) if census.cut == cut else None
        is_current = bool(rows) and known is not None and census.rows == rows and not self._again
        is_enough = not content.identity or (is_vouched and known is not None)
        scope = within if is_enough and not is_current else _ALL
        before = {name: part for name, part in (known or {}).items() if is_current or not scope.holds(name)}
        missing = {key for part in before.values() for key in self._store.missing(part)}
        asked = [key for key in self._keys if key in missing or not is_current]
        fresh = self._scan(content.source, asked, scope, before if is_current else {}) if asked else []
        kept = {name: part for name, part in before.items() if name not in {part.partition for part in fresh}}
        self._drop([*kept, *(part.partition for part in fresh)])
        digests = {name: part.digest for name, part in kept.items()}
        digests |= {name: part.digest for name, part in self._save(fresh).items()}
        for part in kept.values():
            self._keep(part, PartitionChange.UNCHANGED)
        if fresh or not is_current:
            self._store.save_census(Census(rows, digests, cut))
        return self._done()

    def _scan(
        self,
        source: Source,
        asked: Sequence[str],
        scope: PartitionRange,
        before: Mapping[str, PartitionStates],
    ) -> list[PartitionStates]:
        job = self._job
        columns, profiles = self._read(
            source,
            lambda session: profile_column(
                session, job.table, [self._keys[key] for key in asked], job.spec, scope
            ),
        )
        return [
            self._joined(name, "", columns, profile, before.get(name)) for name, profile in profiles.items()
        ]

    def _read(self, source: Source, ask: Callable[[Session], T]) -> tuple[tuple[Column, ...], T]:
        """Open the table at `source`, and return its columns and what is asked of it."""
        session = self._ports.engine.open({self._job.table: source, **self._others})
        try:
            return session.schema(self._job.table).columns, ask(session)
        finally:
            self._queries += session.selects
            session.close()

    @property
    def _below(self) -> str:
        """Return what the paths of all files begin with, as the engine tells them."""
        return str(Path(_root(self._job.source.location)).absolute() / "_")[:-1]

    @property
    def _cut(self) -> list[object]:
        options = sorted((name, repr(value)) for name, value in self._job.source.options.items())
        how = [self._job.source.format, [list(pair) for pair in options], self._job.engine]
        return [self._job.spec.identity, *how]

    def _joined(
        self,
        name: str,
        identity: str,
        columns: tuple[Column, ...],
        profile: Profile,
        before: PartitionStates | None,
    ) -> PartitionStates:
        """Return the states of a partition: what was found now, and what is still asked of what was known."""
        masked = self._job.masked
        found = {state_key(request, self._identities, masked): answer for request, answer in profile.items()}
        kept = {key: before.answers[key] for key in self._keys if key in before.answers} if before else {}
        return PartitionStates(
            table=self._job.table,
            partition=name,
            identity=identity or (before.identity if before else ""),
            columns=columns,
            answers=kept | found,
            masked=self._store.masked,
        )

    def _save(self, parts: Sequence[PartitionStates]) -> dict[str, PartitionStates]:
        there = set(self._store.names())
        before = {part.partition: self._store.load(part.partition) for part in parts if part.partition in there}
        saved = self._store.save(parts)
        for name, part in saved.items():
            self._keep(part, _change(before[name], part) if name in there else PartitionChange.NEW)
        return saved

    def _keep(self, part: PartitionStates, change: PartitionChange) -> None:
        self._states[part.partition] = part
        counted = part.answers.get(Request(self._job.table, RowCount()).key)
        rows = counted.n if isinstance(counted, Count) else None
        self._lines.append(ProfiledPartition(name=part.partition, change=change, rows=rows))

    def _drop(self, there: Iterable[str]) -> None:
        """Forget partitions whose rows are gone, unless their states outlive them."""
        gone = sorted(set(self._store.names()) - set(there))
        if not self._job.spec.outlives_data:
            self._store.remove(gone)
            self._lines += [ProfiledPartition(name=name, change=PartitionChange.DROPPED) for name in gone]
            return
        for name in gone:
            part = self._store.load(name)
            if part is not None:
                self._keep(part, PartitionChange.KEPT)

    def _done(self) -> TableStates:
        done = ProfiledTable(
            table=self._job.table,
            partitions=tuple(sorted(self._lines, key=lambda line: line.name)),
            states=len(self._keys),
            queries=self._queries,
        )
        states = {name: self._states[name] for name in _ALL.of(self._states)}
        return TableStates(done=done, states=states, identities=self._identities, version=self._version)


def _change(before: PartitionStates | None, after: PartitionStates) -> PartitionChange:
    if before is None or before.identity != after.identity:
        return PartitionChange.REPLACED
    return PartitionChange.UNCHANGED if before.digest == after.digest else PartitionChange.EXTENDED


def _named(files: Sequence[str], location: str) -> dict[str, str]:
    """Return the files by the names of their partitions: their paths below the part of the source without wildcards."""
    root = _root(location)
    return {posixpath.join(*Path(file).relative_to(root).parts) if root else file: file for file in files}


def _below(root: str, file: str) -> str:
    """Return the rest of a path as the engine tells it, below `root`."""
    return str(Path(file).absolute())[len(root) :]


def _root(location: str) -> str:
    """Return the directory below which files are named."""
    plain = []
    for part in Path(location).parts:
        if set(part) & set("*?["):
            break
        plain.append(part)
    root = Path(*plain) if plain else Path()
    return str(root.parent) if len(plain) == len(Path(location).parts) and not root.is_dir() else str(root)
