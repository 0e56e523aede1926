"""lockgate.yaml to a project; every mistake is reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import normpath

from lockgate.app.engine_spec import EngineSpec
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.spec import (
    ContractEntry,
    Entry,
    HistoryEntry,
    Project,
    ScoreEntry,
    Stage,
    TableSpec,
)
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, problem_at
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError, Problem, did_you_mean
from lockgate.domain.position import Position

__all__ = ["STAGES", "ProjectFile", "read_project"]

STAGES = ("ingest", "features", "train", "evaluate", "package", "serve", "rollout", "monitor")
"""The stages of the pipeline, cheap ones first; a project uses those it needs, in this order."""

_VERSION = 1
_MORE_THAN_FILES = ("delta", "iceberg", "table")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """The keys of lockgate.yaml.

    Parameters
    ----------
    lockgate : int
        Version of the file's grammar: 1.
    project : str
        Name of the project.
    owner : str, default=none
        Who owns what names no owner of its own.
    seed : int, default=0
        Seed of everything random.
    engine : EngineSpec, default=one thread per core, 512 MiB
        How the engine may use the machine.
    data : dict of str to TableSpec
        Tables by name.
    models : dict of str to ModelSpec, default=none
        Models by name: a path, or a mapping.
    """

    lockgate: int
    project: str
    owner: str = ""
    seed: int = 0
    engine: EngineSpec = field(default_factory=EngineSpec)
    data: dict[str, TableSpec] = field(default_factory=dict)
    models: dict[str, ModelSpec] = field(default_factory=dict)


def read_project(text: str | bytes, file: str, root: str) -> Project:
    """Read a project file.

    Parameters
    ----------
    text : str or bytes
        Its content.
    file : str
        Its name in messages.
    root : str
        Its directory.

    Raises
    ------
    DocumentError
        With every mistake.
    """
    node = read_yaml(text, file)
    problems: list[Problem] = []
    if not isinstance(node, Mapping):
        raise DocumentError((problem_at(node, "LG311", f"the project must be a mapping, got {node.shown}"),))
    head = bind(ProjectFile, node, problems, foreign=frozenset({"stages"}))
    _check_version(node, problems)
    stages = _read_stages(node, problems)
    _check_tables(_tables(head, node), node, stages, problems)
    _check_cuts(head, node, problems)
    _check_models(node, stages, problems)
    _check_scores(head, node, stages, problems)
    if problems or head is None:
        raise DocumentError(problems)
    return Project(
        name=head.project,
        owner=head.owner,
        seed=head.seed,
        root=root,
        data=head.data,
        stages=tuple(Stage(name=name, entries=entries) for name, entries in stages),
        engine=head.engine,
        asked_at=_asked_at(node),
        models=head.models,
    )


def _asked_at(node: Mapping) -> dict[str, Position]:
    """Return where the contract of each table is named."""
    data = node.get("data")
    tables = data.entries if isinstance(data, Mapping) else ()
    found = {table.key: table.value.get("contract") for table in tables if isinstance(table.value, Mapping)}
    return {table: place.position for table, place in found.items() if place is not None}


def _check_version(node: Mapping, problems: list[Problem]) -> None:
    value = node.get("lockgate")
    if isinstance(value, Scalar) and isinstance(value.value, int) and value.value != _VERSION:
        text = f"`lockgate` must be {_VERSION}, got {value.shown}"
        problems.append(problem_at(value, "LG316", text, "this Lockgate reads version 1 of the project file"))


def _read_stages(node: Mapping, problems: list[Problem]) -> list[tuple[str, tuple[Entry, ...]]]:
    stages = node.entry("stages")
    hint = f"stages are {', '.join(STAGES)}"
    if stages is None:
        problems.append(problem_at(node, "LG313", "key `stages` is missing", hint))
        return []
    if not isinstance(stages.value, Mapping) or not stages.value.entries:
        problems.append(problem_at(stages, "LG317", "`stages` must name at least one stage", hint))
        return []
    found: dict[str, tuple[Entry, ...]] = {}
    for stage in stages.value.entries:
        if stage.key not in STAGES:
            text = f"unknown stage `{stage.key}`"
            problems.append(problem_at(stage, "LG315", text, did_you_mean(stage.key, STAGES)))
        found[stage.key] = _read_entries(stage.key, stage.value, problems)
    return sorted(found.items(), key=lambda item: STAGES.index(item[0]) if item[0] in STAGES else len(STAGES))


def _read_entries(stage: str, node: Node, problems: list[Problem]) -> tuple[Entry, ...]:
    if not isinstance(node, Sequence) or not node.items:
        text = f"stage `{stage}` must be a list of entries; an empty gate would prove nothing"
        problems.append(problem_at(node, "LG317", text, "such as `- contract: flights`"))
        return ()
    found: dict[str, Entry] = {}
    for item in node.items:
        entry = read_entry(item, problems)
        if entry is None:
            continue
        if entry.name in found:
            text = f"two entries of stage `{stage}` are named `{entry.name}`"
            problems.append(problem_at(item, "LG314", text, "give one of them another `name`"))
        found.setdefault(entry.name, entry)
    return tuple(found.values())


def _tables(head: ProjectFile | None, node: Mapping) -> dict[str, TableSpec | None]:
    """Return the tables by name; None for those of a file whose head could not be read."""
    if head is not None:
        return dict(head.data)
    data = node.get("data")
    return dict.fromkeys(data.keys) if isinstance(data, Mapping) else {}


def _check_tables(
    tables: dict[str, TableSpec | None],
    node: Mapping,
    stages: list[tuple[str, tuple[Entry, ...]]],
    problems: list[Problem],
) -> None:
    for _, entries in stages:
        for entry in entries:
            table = entry.table
            if table is None:
                continue
            spec = tables.get(table)
            if table not in tables:
                text = f"no table under `data` is named `{table}`"
                problems.append(_at(node, entry, "LG315", text, did_you_mean(table, tables)))
            elif isinstance(entry.work, ContractEntry) and spec is not None and not spec.contract:
                text = f"table `{table}` has no `contract`"
                problems.append(_at(node, entry, "LG313", text, "add `contract: PATH` to it under `data`"))
            if spec is not None:
                _check_window(entry, table, spec, node, problems)


def _check_models(node: Mapping, stages: list[tuple[str, tuple[Entry, ...]]], problems: list[Problem]) -> None:
    """Refuse what is neither the name of a model nor looks like the path of one."""
    named = node.get("models")
    known = named.keys if isinstance(named, Mapping) else ()
    for entry in (entry for _, entries in stages for entry in entries):
        for model in entry.models:
            if model not in known and not set("./\\") & set(model):
                text = f"no model under `models` is named `{model}`, and it is no path"
                problems.append(_at(node, entry, "LG315", text, did_you_mean(model, known)))


def _check_scores(
    head: ProjectFile | None,
    node: Mapping,
    stages: list[tuple[str, tuple[Entry, ...]]],
    problems: list[Problem],
) -> None:
    """Refuse an entry before the one that writes its table: it would judge the scores of an earlier run, or none."""
    if head is None:
        return
    places = {name: normpath(spec.source) for name, spec in head.data.items()}
    ordered = [(stage, entry) for stage, entries in stages for entry in entries]
    written: set[str] = set()
    for at, (stage, score) in enumerate(ordered):
        if not isinstance(score.work, ScoreEntry):
            continue
        first = {name for name, place in places.items() if place == normpath(score.work.output)} - written
        written |= first
        for _, entry in ordered[:at]:
            for table in sorted(first.intersection(entry.tables)):
                text = f"reads `{table}`, which `{score.name}` of stage `{stage}` writes only after it"
                hint = "score first: put that entry before this one"
                problems.append(_at(node, entry, "LG314", f"entry `{entry.name}` {text}", hint))


def _check_cuts(head: ProjectFile | None, node: Mapping, problems: list[Problem]) -> None:
    """Refuse a table that is cut by its files, and is not read file by file."""
    data = node.get("data")
    if head is None or not isinstance(data, Mapping):
        return
    for table, spec in head.data.items():
        if spec.partition is None or spec.partition.by is None:
            continue
        kind = spec.to_source(spec.source).format
        reason = f"a table of the format {kind} is more than its files" if kind in _MORE_THAN_FILES else ""
        if not reason and head.engine.kind != "duckdb":
            reason = f"the engine {head.engine.kind} does not read it file by file"
        if reason:
            text = f"table `{table}` cannot be cut by its files: {reason}"
            at = next(entry for entry in data.entries if entry.key == table)
            problems.append(
                problem_at(at, "LG250", text, "cut it by a column: `partition: {column: ..., unit: day}`")
            )


def _check_window(entry: Entry, table: str, spec: TableSpec, node: Mapping, problems: list[Problem]) -> None:
    """Refuse a window or history of a table that has no partitions, or that forgets them before the window ends."""
    window = entry.window
    if window is None and not isinstance(entry.work, HistoryEntry):
        return
    if spec.partition is None:
        text = f"table `{table}` is not partitioned, so it has no windows and no history"
        hint = "add `partition: {by: file}` or `partition: {column: ..., unit: day}` to it under `data`"
        problems.append(_at(node, entry, "LG231", text, hint))
    elif (
        window is not None
        and window.last is not None
        and spec.partition.keep is not None
        and spec.partition.keep < window.last
    ):
        text = f"table `{table}` keeps its states for less than {window}"
        problems.append(_at(node, entry, "LG314", text, "keep them longer, or shorten the window"))


def _at(node: Mapping, entry: Entry, code: str, text: str, hint: str) -> Problem:
    return Problem(entry.origin, code, text, hint, node.source.line(entry.origin.line))
