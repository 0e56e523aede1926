"""The file of pinned slices: read it, write it, and give it to the model entries that name it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lockgate.app.contract_suites import read_bytes
from lockgate.app.ports import Files
from lockgate.app.project.spec import Entry, ModelEntry, Project
from lockgate.documents.binding import bind
from lockgate.documents.node import problem_at
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError, LockgateError, Problem
from lockgate.gates.pinned_slice import PinnedSlice

__all__ = ["RegistryFile", "read_registry", "registry_bytes", "with_registries"]

_VERSION = 1
_HEAD = (
    "# Slices that every release must pass. `lockgate slices pin` and `lockgate slices remove` write this file;\n"
    "# read what they change as you read code.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFile:
    """The keys of a file of pinned slices.

    Parameters
    ----------
    lockgate_slices : int
        Version of the file's grammar: 1.
    slices : tuple of PinnedSlice
        The slices.
    """

    lockgate_slices: int
    slices: tuple[PinnedSlice, ...]


def read_registry(text: str | bytes, file: str) -> tuple[PinnedSlice, ...]:
    """Read a file of pinned slices.

    Parameters
    ----------
    text : str or bytes
        Its content.
    file : str
        Its name in messages.

    Raises
    ------
    DocumentError
        With every mistake.
    """
    node = read_yaml(text, file)
    problems: list[Problem] = []
    found = bind(RegistryFile, node, problems)
    if found is not None and found.lockgate_slices != _VERSION:
        version = f"`lockgate_slices` must be {_VERSION}, got {found.lockgate_slices}"
        problems.append(problem_at(node, "LG316", version, "this Lockgate reads version 1 of the file"))
    names = [one.name for one in found.slices] if found is not None else []
    same = sorted({name for name in names if names.count(name) > 1})
    said = [f"two slices are named `{name}`" for name in same]
    problems += [problem_at(node, "LG314", text, "give one of them another name") for text in said]
    if problems or found is None:
        raise DocumentError(problems)
    return found.slices


def registry_bytes(slices: Sequence[PinnedSlice]) -> bytes:
    """Write a file of pinned slices: sorted by name, so that equal slices give equal bytes.

    Examples
    --------
    >>> print(registry_bytes([PinnedSlice(name="night", where="hour < 5")]).decode().split("file;", 1)[1])
    <BLANKLINE>
    # read what they change as you read code.
    lockgate_slices: 1
    slices:
      - name: "night"
        where: "hour < 5"
    <BLANKLINE>
    """
    lines = [f"{_HEAD}lockgate_slices: {_VERSION}"]
    lines.append("slices:" if slices else "slices: []")
    for one in sorted(slices, key=lambda pinned: pinned.name):
        given = {key: getattr(one, key) for key in ("name", "where", "why", "seen")}
        written = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in given.items() if value]
        lines.append("\n    ".join([f"  - {written[0]}", *written[1:]]))
    return ("\n".join(lines) + "\n").encode()


def with_registries(files: Files, project: Project) -> Project:
    """Return the project with the pinned slices of each model entry that names a file of them.

    Raises
    ------
    DocumentError
        If a file cannot be read or has mistakes, or a pinned slice does not go with those of the entry.
    """
    return replace(
        project,
        stages=tuple(
            replace(stage, entries=tuple(_with_registry(files, project, entry) for entry in stage.entries))
            for stage in project.stages
        ),
    )


def _with_registry(files: Files, project: Project, entry: Entry) -> Entry:
    if not isinstance(entry.work, ModelEntry) or not entry.work.registry:
        return entry
    path = files.join(project.root, entry.work.registry)
    pinned = read_registry(read_bytes(files, path, "the file of slices", asked_at=entry.origin), path)
    try:
        found = tuple(one.dimension for one in pinned)
        spec, *others = (replace(one, pinned=found) for one in entry.work.specs)
    except LockgateError as error:
        raise DocumentError((Problem(entry.origin, "LG314", error.text, error.hint),)) from error
    return replace(entry, work=replace(entry.work, spec=spec, others=tuple(others)))
