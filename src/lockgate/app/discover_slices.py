"""Search the table of a model entry for weak slices, outside a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lockgate.app.ports import Files
from lockgate.app.project.spec import Entry, ModelEntry, Project
from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery.discovered import Discovered
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.slicing import Dimension
from lockgate.scan.engine import Engine

__all__ = ["discover_slices", "model_entry", "overridden"]


def model_entry(project: Project, name: str, wanted: Callable[[ModelEntry], bool], has: str) -> Entry:
    """Return a model entry of a project.

    Parameters
    ----------
    project : Project
        The project.
    name : str
        Name of the entry; empty for the only one that is wanted.
    wanted : callable
        Which entries will do.
    has : str
        What these have, for the message.

    Raises
    ------
    ParameterError
        If there is none, or there are several and no name is given.
    """
    models = [
        (entry, entry.work)
        for stage in project.stages
        for entry in stage.entries
        if isinstance(entry.work, ModelEntry)
    ]
    fitting = [entry for entry, work in models if wanted(work)]
    if name:
        named = [entry for entry in fitting if entry.name == name]
        if named:
            return named[0]
        hint = did_you_mean(name, [entry.name for entry in fitting])
        raise ParameterError("LG101", "lockgate slices", f"no model entry with {has} is named `{name}`", hint)
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(f"`{entry.name}`" for entry in fitting) or "none"
    said = f"one model entry with {has} is needed, and the project has {names}"
    hint = "name one with --entry" if fitting else f"write {has} under `model` in lockgate.yaml"
    raise ParameterError("LG101", "lockgate slices", said, hint)


def overridden(said: Discovery | None, by: Sequence[str], changes: Mapping[str, Any]) -> Discovery | None:
    """Return a search with other columns and other fields; None where neither it nor columns are given.

    Parameters
    ----------
    said : Discovery or None
        What an entry says.
    by : sequence of str
        Columns; empty for those that it says.
    changes : mapping
        Fields of `Discovery`; None where nothing is to change.

    Raises
    ------
    ParameterError
        If the search makes no sense.

    Examples
    --------
    >>> overridden(None, ["origin"], {"margin": None, "depth": 2}).depth
    2
    """
    if by:
        columns = tuple(Dimension(column) for column in by)
        said = Discovery(columns=columns, margin=0.0) if said is None else replace(said, columns=columns)
    given = {name: value for name, value in changes.items() if value is not None}
    return None if said is None else replace(said, **given)


def discover_slices(
    project: Project,
    entry: Entry,
    engine: Engine,
    files: Files,
    *,
    asked: Discovery | None = None,
    candidate: str = "",
) -> Discovered:
    """Search the table of a model entry.

    Parameters
    ----------
    project : Project
        The project.
    entry : Entry
        A model entry.
    engine : Engine
        Opens the table.
    files : Files
        Tells where the table is.
    asked : Discovery or None, default=None
        What is searched; None for what the entry says.
    candidate : str, default=""
        Name of the candidate that is searched; needed where the entry has several.

    Raises
    ------
    ColumnNotFoundError, DataError, ParameterError
        If the table cannot be searched so.
    """
    if not isinstance(entry.work, ModelEntry):
        raise TypeError(entry.kind)
    specs = {spec.name: spec for spec in entry.work.specs}
    spec = specs.get(candidate or (entry.work.spec.name if len(specs) == 1 else ""))
    if spec is None:
        raise ParameterError.of("lockgate slices", "--candidate", f"one of {', '.join(specs)}", candidate)
    asked = asked or spec.discover
    if asked is None:
        hint = "write `discover` into the entry; or `discover --by` columns, or `pin --where` a condition"
        raise ParameterError("LG101", "lockgate slices", f"`{entry.name}` says nothing to search", hint)
    table = project.data[spec.table]
    session = engine.open({spec.table: table.to_source(files.join(project.root, table.source))})
    try:
        cells = collect_base_cells(session, spec, asked, seed=project.seed)
    finally:
        session.close()
    return Discovered.of(spec, asked, cells)
