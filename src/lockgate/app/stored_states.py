"""Look at stored states, decide about partitions, and let go of old ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from lockgate.app.partition_store import DECISION, PARTITION, decision_of
from lockgate.app.ports import Ports
from lockgate.app.project.spec import Entry, HistoryEntry, Project
from lockgate.app.project.suites import read_suites
from lockgate.app.store_ports import StateStore
from lockgate.app.table_jobs import job_of, partitioned_tables
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.errors import LockgateError, ParameterError, StateError, did_you_mean
from lockgate.domain.profile import Decision, Removable, StoredPartition, StoredState
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.key_counts import KeysState
from lockgate.scan.aggregates.row_sample import RowSampleState
from lockgate.scan.execute import Answer
from lockgate.scan.partition_states import PartitionStates, load_partition
from lockgate.scan.partitioning import end_of, label_of
from lockgate.scan.profile import state_key
from lockgate.scan.wording import describe_request

__all__ = ["collect_garbage", "decide", "list_states", "show_state"]

_MOST_SHOWN = 60  # characters of a state


def list_states(project: Project, states: StateStore, tables: Sequence[str] = ()) -> list[StoredPartition]:
    """Return what is stored of some tables, or of every partitioned one; no row is read.

    Raises
    ------
    ParameterError
        If a table is not partitioned.
    """
    named = _known(project, tables)
    return [_stored(states, table, name) for table in named for name in states.names(table, PARTITION)]


def _known(project: Project, tables: Sequence[str]) -> list[str]:
    known = partitioned_tables(project)
    for table in tables:
        if table not in known:
            text = f"no partitioned table is named `{table}`"
            raise ParameterError("LG231", "project", text, did_you_mean(table, known))
    return list(dict.fromkeys(tables)) or known


def _stored(states: StateStore, table: str, name: str) -> StoredPartition:
    content = states.load(table, PARTITION, name) or b""
    try:
        part = load_partition(content, f"partition `{name}` of `{table}`")
    except StateError as error:
        return StoredPartition(table=table, name=name, size=len(content), problem=error.text)
    decision, why = decision_of(states, part)
    return StoredPartition(
        table=table,
        name=name,
        rows=rows_of(part),
        states=len(part.answers),
        size=len(content),
        digest=part.digest,
        decision=decision,
        why=why,
    )


def rows_of(part: PartitionStates) -> int | None:
    """Return the rows of a partition, None where they are not known."""
    counted = part.answers.get(Request(part.table, RowCount()).key)
    return counted.n if isinstance(counted, Count) else None


def _load(states: StateStore, table: str, name: str) -> PartitionStates:
    """Return a partition by its name, or by the date in it where only one has it."""
    content = states.load(table, PARTITION, name)
    if content is None:
        of_date = [one for one in states.names(table, PARTITION) if label_of(one) == name]
        if len(of_date) == 1:
            return _load(states, table, of_date[0])
        text = f"no partition `{name}` of `{table}` is stored"
        hint = did_you_mean(name, states.names(table, PARTITION)) or "`lockgate profile` stores states"
        raise ParameterError("LG232", "states", text, hint)
    return load_partition(content, f"partition `{name}` of `{table}`")


def show_state(project: Project, ports: Ports, table: str, name: str) -> list[StoredState]:
    """Return every state of a partition in words.

    Raises
    ------
    ParameterError
        If the table is not partitioned or the partition not stored.
    StateError
        If it cannot be read.
    """
    _known(project, [table])
    part = _load(ports.states, table, name)
    job = job_of(table, project, read_suites(ports.files, project), ports)
    asked = {state_key(request, {}, job.masked).partition("-")[0]: request for request in job.requests}
    return [
        StoredState(asked=_asked(asked.get(key.partition("-")[0])), known=_words(answer))
        for key, answer in part.answers.items()
    ]


def _asked(request: Request | None) -> str:
    return describe_request(request) if request is not None else "asked no more"


def _words(answer: Answer) -> str:
    if isinstance(answer, LockgateError):
        return f"not known: {answer.text}"
    if isinstance(answer, dict):
        return f"{len(answer):,} slices"
    return _state_words(answer)


def _state_words(state: State) -> str:
    if isinstance(state, KeysState):
        return f"{state.summary.distinct:,} keys in {state.summary.rows:,} rows"
    if isinstance(state, CellsState):
        return f"{state.n:,} combinations" if state.is_complete else "too many combinations to keep"
    if isinstance(state, RowSampleState):
        return f"{len(state.rows):,} rows, drawn"
    text = json.dumps(to_plain(state), sort_keys=True, ensure_ascii=False)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


def decide(
    project: Project, states: StateStore, table: str, names: Sequence[str], decision: Decision, why: str
) -> None:
    """Remember that partitions are, or are not, what later ones may be compared with.

    The decision is about the content: it lapses when the partition is delivered again with other content.

    Raises
    ------
    ParameterError
        If the table is not partitioned or a partition not stored.
    """
    _known(project, [table])
    parts = [_load(states, table, name) for name in names]
    states.save(
        table,
        DECISION,
        {
            part.partition: canonical_bytes({"decision": decision.value, "identity": part.identity, "why": why})
            for part in parts
        },
    )


def collect_garbage(project: Project, ports: Ports, *, is_dry: bool) -> list[Removable]:
    """Return the partitions that are older than their table keeps them, and remove those that nothing needs.

    Evidence and references hold the states that they rest on themselves, so they need none of these. What a window of
    an entry names is needed, and what a history looks back on.

    Parameters
    ----------
    project : Project
        Says how long each table keeps its states.
    ports : Ports
        The store and the clock.
    is_dry : bool
        Whether to remove nothing.
    """
    found = [one for table in partitioned_tables(project) for one in _old(project, ports, table)]
    if not is_dry:
        gone: dict[str, list[str]] = {}
        for one in found:
            if not one.kept_for:
                gone.setdefault(one.table, []).append(one.name)
        for table, names in gone.items():
            for kind in (PARTITION, DECISION):
                ports.states.remove(table, kind, names)
    return found


def _old(project: Project, ports: Ports, table: str) -> Iterator[Removable]:
    spec = project.data[table].partition
    if spec is None or spec.keep is None:
        return
    names = ports.states.names(table, PARTITION)
    needed = _needed(project, table, names)
    for name in names:
        end = end_of(name)
        if end is not None and end < ports.clock.now() - spec.keep:
            reason = f"ended on {end:%Y-%m-%d}, more than {spec.keep.days} days ago"
            yield Removable(table=table, name=name, reason=reason, kept_for=needed.get(name, ""))


def _needed(project: Project, table: str, names: Sequence[str]) -> Mapping[str, str]:
    """Return the partitions that an entry rests on, and the entry."""
    return {
        name: entry.name
        for stage in project.stages
        for entry in stage.entries
        if entry.table == table
        for name in _rested_on(entry, names)
    }


def _rested_on(entry: Entry, names: Sequence[str]) -> Sequence[str]:
    """Return the partitions that a window of an entry holds, or that its history looks back on."""
    if isinstance(entry.work, HistoryEntry):
        dated = [(end, name) for name in names if (end := end_of(name)) is not None]
        return [name for _, name in sorted(dated)[-entry.work.spec.at_most - 1 :]]
    return () if entry.window is None or entry.window.is_open else entry.window.of(names)
