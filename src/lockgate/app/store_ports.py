"""What the use cases keep: evidence, references, states, versions of contracts, and what tables are known by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lockgate.scan.engine import Source

__all__ = ["Content", "Contents", "EvidenceStore", "ReferenceStore", "StateStore", "VersionStore"]


class EvidenceStore(Protocol):
    """Keeps what runs have found."""

    def save(self, run_id: str, documents: Mapping[str, bytes]) -> str:
        """Keep the documents of a run, all or none, and return where they are.

        Raises
        ------
        EvidenceError
            If they cannot be written.
        """
        ...

    def runs(self) -> Sequence[str]:
        """Return the ids of all runs, newest first."""
        ...

    def load(self, run_id: str) -> Mapping[str, bytes]:
        """Return the documents of a run; an empty id or ``latest`` means the last one saved.

        The beginning of an id is enough where only one run's id begins so.

        Raises
        ------
        EvidenceError
            If there is no such run.
        """
        ...

    def place(self, run_id: str) -> str:
        """Return where a run is, as `load` takes it.

        Raises
        ------
        EvidenceError
            If there is no such run.
        """
        ...


class ReferenceStore(Protocol):
    """Keeps accepted references, in files that are reviewed like code."""

    def versions(self, table: str) -> Sequence[str]:
        """Return the versions of a table's references, oldest first; of an empty name, every ``TABLE/VERSION``."""
        ...

    def load(self, table: str, version: str) -> bytes:
        """Return a reference.

        Raises
        ------
        StateError
            If there is none of that name, or it cannot be read.
        """
        ...

    def save(self, table: str, version: str, content: bytes) -> str:
        """Keep a new reference, whole or not at all, and return its path.

        Raises
        ------
        StateError
            If the version is there already, or cannot be written.
        """
        ...


class StateStore(Protocol):
    """Keeps what is known of each table: documents by kind, such as ``partition``, and by name."""

    def names(self, table: str, kind: str) -> Sequence[str]:
        """Return the names of all documents of a kind, sorted."""
        ...

    def load(self, table: str, kind: str, name: str) -> bytes | None:
        """Return a document, None if there is none.

        Raises
        ------
        StateError
            If it is there and cannot be read.
        """
        ...

    def save(self, table: str, kind: str, documents: Mapping[str, bytes]) -> None:
        """Keep documents: each replaces the one of its name, and is there whole or not at all.

        Raises
        ------
        StateError
            If they cannot be written.
        """
        ...

    def remove(self, table: str, kind: str, names: Iterable[str]) -> None:
        """Remove documents; one that is not there is no mistake.

        Raises
        ------
        StateError
            If they cannot be removed.
        """
        ...

    def secret(self) -> bytes:
        """Return the key under which hashes of masked values are kept; it is made when first asked for."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a table holds at one moment.

    Parameters
    ----------
    source : Source
        Where it is read. A table that keeps its versions is read at the one that was found, and at no later one.
    identity : str, default=""
        What tells this content from any other; empty where nothing short of reading the rows would tell.
    version : str, default=""
        Which version it is; empty for a table that keeps none.
    """

    source: Source
    identity: str = ""
    version: str = ""


class Contents(Protocol):
    """Tells what is in tables, without reading their rows where that can be told otherwise."""

    def of(self, table: str, source: Source, *, afresh: bool = False) -> Content:
        """Return what a table holds now; `afresh` as of `digests`.

        Raises
        ------
        DataError
            If there is no such table, or it cannot be read.
        """
        ...

    def files(self, table: str, source: Source) -> Sequence[str]:
        """Return the files of a source, sorted.

        Raises
        ------
        DataError
            If there is none, or one cannot be read.
        """
        ...

    def digests(self, files: Sequence[str], *, afresh: bool = False) -> Mapping[str, str]:
        """Return the digest of each file's bytes.

        A file whose path, size and time of change are those of an earlier look is not read again, unless `afresh`.

        Raises
        ------
        DataError
            If a file cannot be read.
        """
        ...


class VersionStore(Protocol):
    """Keeps released versions of contracts; what is kept never changes."""

    @property
    def place(self) -> str:
        """Return where versions are kept, for messages."""
        ...

    def kept(self, contract: str) -> Mapping[str, bytes]:
        """Return the text of each kept version of a contract, by version.

        Raises
        ------
        ContractVersionError
            If a version is not as it was when it was kept.
        """
        ...

    def keep(self, contract: str, version: str, content: bytes) -> str:
        """Keep a version and return its path; the same content again changes nothing.

        Raises
        ------
        ContractVersionError
            If the version is kept with other content.
        ParameterError
            If it cannot be written.
        """
        ...
