"""Pin slices into the file that every later run must pass, and take them out."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.app.ports import Files, ProjectFiles
from lockgate.app.project.registry import read_registry, registry_bytes
from lockgate.app.project.spec import Entry, ModelEntry, Project
from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery.judge import Proposal
from lockgate.gates.pinned_slice import PinnedSlice

__all__ = ["pin", "pinned_in", "pins_of", "remove", "store"]

_WHERE = "lockgate slices"


def pinned_in(files: Files, project: Project, entry: Entry) -> tuple[PinnedSlice, ...]:
    """Return the slices in the file of an entry; none where it is not there yet.

    Raises
    ------
    DocumentError
        If the file has mistakes.
    """
    path = files.join(project.root, _registry(entry))
    try:
        text = files.read(path)
    except FileNotFoundError:
        return ()
    return read_registry(text, path)


def pins_of(found: Discovered, names: Sequence[str], why: str) -> tuple[PinnedSlice, ...]:
    """Return the confirmed slices of some names, as they are pinned.

    Raises
    ------
    ParameterError
        If the search confirmed no slice of a name.
    """
    confirmed = {one.name: one for one in found.tried if one.seen.is_confirmed}
    for name in names:
        if name not in confirmed:
            hint = did_you_mean(name, confirmed) or "`lockgate slices discover` shows what is confirmed"
            raise ParameterError("LG543", _WHERE, f"the search confirmed no slice named `{name}`", hint)
    return tuple(
        PinnedSlice(name=name, where=confirmed[name].where, why=why, seen=_seen(found, confirmed[name]))
        for name in names
    )


def pin(there: Sequence[PinnedSlice], new: Sequence[PinnedSlice]) -> tuple[PinnedSlice, ...]:
    """Return the slices with new ones; one that is pinned already stays as it is.

    Raises
    ------
    ParameterError
        If another slice is pinned under the name of a new one.
    """
    known = {one.name: one for one in there}
    for one in new:
        if known.setdefault(one.name, one).where != one.where:
            hint = f"remove it first: lockgate slices remove {one.name}"
            raise ParameterError("LG543", _WHERE, f"another slice is pinned as `{one.name}`", hint)
    return tuple(known[name] for name in sorted(known))


def remove(there: Sequence[PinnedSlice], names: Sequence[str]) -> tuple[PinnedSlice, ...]:
    """Return the slices without some.

    Raises
    ------
    ParameterError
        If none is pinned under a name.
    """
    known = {one.name: one for one in there}
    for name in names:
        if name not in known:
            raise ParameterError("LG543", _WHERE, f"no slice is pinned as `{name}`", did_you_mean(name, known))
    return tuple(one for one in there if one.name not in names)


def store(writer: ProjectFiles, entry: Entry, slices: Sequence[PinnedSlice]) -> str:
    """Write the file of an entry, whole or not at all, and return its path."""
    return writer.write(_registry(entry), registry_bytes(slices))


def _registry(entry: Entry) -> str:
    if not isinstance(entry.work, ModelEntry):
        raise TypeError(entry.kind)
    return entry.work.registry


def _seen(found: Discovered, one: Proposal) -> str:
    """Return what was seen when a slice was pinned."""
    words = {finding.subject.slice: finding.summary for finding in found.findings}
    return words[one.key]
