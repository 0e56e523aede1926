"""Partitions that are files: those that are new or have changed are scanned, many at a time."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from lockgate.app.table_work import TableStates, TableWork
from lockgate.domain.codec import digest
from lockgate.domain.errors import LockgateError
from lockgate.domain.profile import PartitionChange
from lockgate.scan.engine import Session
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.partitioned_session import FILE
from lockgate.scan.profile import Profile, profile_files, profile_table
from lockgate.scan.schema import Column

__all__ = ["FILES_AT_A_TIME", "FilePartitions"]

FILES_AT_A_TIME = 64
"""Files that are scanned together; what they say is stored before the next ones are read."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A file that is one partition: what is stored of it, and the names of states that it lacks."""

    name: str
    file: str
    identity: str
    before: PartitionStates | None
    missing: tuple[str, ...]


class FilePartitions:
    """The files of a table, each a partition.

    Parameters
    ----------
    work : TableWork
        The table being brought up to date.
    """

    def __init__(self, work: TableWork) -> None:
        self._work = work
        self._job = work.job
        self._contents = work.ports.contents

    def refresh(self, within: PartitionRange) -> TableStates:
        """Bring the partition of each file up to date; files of the same columns are scanned together."""
        files = self._contents.files(self._job.table, self._job.source)
        named = _named(files, self._job.source.location)
        digests = self._contents.digests(files, afresh=self._work.again)
        self._work.drop(named)
        stale: dict[tuple[str, ...], list[_Delivery]] = {}
        for name in within.of(named):
            delivery = self._look(name, named[name], digest([*self._work.cut, digests[named[name]]]))
            if delivery.before is None or delivery.missing:
                stale.setdefault(delivery.missing, []).append(delivery)
            else:
                self._work.keep(delivery.before, PartitionChange.UNCHANGED)
        for deliveries in stale.values():
            for start in range(0, len(deliveries), FILES_AT_A_TIME):
                self._profile_files(deliveries[start : start + FILES_AT_A_TIME])
        return self._work.done()

    def _look(self, name: str, file: str, identity: str) -> _Delivery:
        stored = self._work.store.load(name)
        before = stored if stored is not None and stored.identity == identity and not self._work.again else None
        missing = list(self._work.keys) if before is None else self._work.store.missing(before)
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
            self._work.save(
                [
                    self._work.joined(one.name, one.identity, columns, found[one.file], one.before)
                    for one in alike
                    if one.file in found
                ]
            )
            for one in alike:
                if one.file not in found:
                    self._alone(one)

    def _by_columns(self, deliveries: Sequence[_Delivery]) -> dict[tuple[Column, ...], list[_Delivery]]:
        source = self._job.source
        session = self._work.ports.engine.open(
            {one.name: replace(source, files=(one.file,)) for one in deliveries}
        )
        found: dict[tuple[Column, ...], list[_Delivery]] = {}
        try:
            for one in deliveries:
                try:
                    found.setdefault(session.schema(one.name).columns, []).append(one)
                except LockgateError as error:
                    self._work.fail(one.name, error)
        finally:
            session.close()
        return found

    def _together(
        self, columns: tuple[Column, ...], deliveries: Sequence[_Delivery]
    ) -> list[tuple[_Delivery, Profile]]:
        root = self._below
        files = {_below(root, one.file): one for one in deliveries}
        source = replace(self._job.source, files=tuple(one.file for one in deliveries), file_column=FILE)
        requests = [self._work.keys[key] for key in deliveries[0].missing]

        def ask(session: Session) -> dict[str, Profile]:
            if session.schema(self._job.table).columns[: len(columns)] != columns:
                return {}  # pragma: no cover - what a file is told to hold depends on the others: each alone
            return profile_files(session, self._job.table, requests, root)

        found = self._work.read(source, ask)[1]
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
            | self._work.read(source, lambda session: profile_table(session, self._job.table, broken, name))[1]
        )

    def _alone(self, one: _Delivery) -> None:
        requests = [self._work.keys[key] for key in one.missing]
        source = replace(self._job.source, files=(one.file,))
        name = _below(self._below, one.file)
        try:
            columns, profile = self._work.read(
                source, lambda session: profile_table(session, self._job.table, requests, name)
            )
            self._work.save([self._work.joined(one.name, one.identity, columns, profile, one.before)])
        except LockgateError as error:  # pragma: no cover - the file has changed since its columns were read
            self._work.fail(one.name, error)

    @property
    def _below(self) -> str:
        """Return what the paths of all files begin with, as the engine tells them."""
        return str(Path(_root(self._job.source.location)).absolute() / "_")[:-1]


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
