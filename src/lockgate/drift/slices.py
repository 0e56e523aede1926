"""Columns compared within the rows of each value of another column."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lockgate.domain.errors import DataError, LockgateError, ParameterError
from lockgate.drift.collect import collect
from lockgate.drift.methods import summed_of
from lockgate.drift.question import Question, questions_of
from lockgate.drift.reference import Reference
from lockgate.drift.reference_column import ReferenceColumn, ReferenceSlice
from lockgate.drift.spec import DriftSpec, Kept
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates.binned_counts import BinnedCountsState
from lockgate.scan.aggregates.listed_counts import ListedCounts, ListedCountsState
from lockgate.scan.blocks import Block
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.schema import Schema
from lockgate.scan.suite import hides

__all__ = [
    "MOST_CURRENT_SLICES",
    "MOST_SLICED_BLOCKS",
    "MOST_SLICES",
    "SliceGap",
    "collect_slices",
    "freeze_slices",
    "gaps_of",
    "presence_requests",
    "refused_slices",
    "slice_questions",
    "slice_requests",
    "sliced_requests",
]

MOST_SLICES = 50
"""Values of one column that a reference is sliced by."""

MOST_CURRENT_SLICES = 100
"""Values of that column that the current table may have."""

MOST_SLICED_BLOCKS = 2_000
"""Blocks times slices that a reference keeps of a column."""


@dataclass(frozen=True, slots=True)
class SliceGap:
    """A slice that only one of the tables has.

    Parameters
    ----------
    by, value : str
        The rows whose `by` reads `value`.
    reference, current : int
        Rows of both tables; one of them is 0.
    """

    by: str
    value: str
    reference: int
    current: int


def presence_requests(table: str, by: Sequence[str]) -> dict[str, Request]:
    """Return what is asked of a table to tell how many slices each column gives."""
    return {name: Request(table, ListedCounts(name)) for name in by}


def slice_requests(
    table: str,
    columns: Sequence[ReferenceColumn],
    by: Sequence[str],
    block: Block | None,
    summed: Collection[str] = (),
) -> dict[tuple[str, str], Request]:
    """Return what is asked of a table by slice: for each column to slice by, each other column, some summed up."""
    return {
        (name, column.name): column.request(table, block, (name,), is_summed=column.name in summed)
        for name in by
        for column in columns
        if column.name.casefold() != name.casefold()
    }


def sliced_requests(
    spec: DriftSpec, columns: Sequence[ReferenceColumn], block: Block | None
) -> dict[tuple[str, str], Request]:
    """Return what an entry asks of the current table by slice."""
    return slice_requests(spec.data, columns, spec.slices, block, summed_of(spec, columns))


def collect_slices(
    session: Session,
    schema: Schema,
    requests: Mapping[tuple[str, str], Request],
    presence: Mapping[str, Answer],
    most: int,
) -> dict[Request, Answer]:
    """Return the answers by slice; a column that gives too many slices is not asked, and has its error.

    Parameters
    ----------
    session, schema
        Where the table is open, and its columns.
    requests : mapping of (str, str) to Request
        What `slice_requests` returned.
    presence : mapping of str to answer
        For each column to slice by, the answer to its presence request.
    most : int
        Slices that a column may give.
    """
    refused = refused_slices(schema.table, requests, presence, most)
    asked = [request for request in requests.values() if request not in refused]
    found = collect(session, schema, asked) if asked else {}
    return refused | {request: found[request] for request in asked}


def refused_slices(
    table: str, requests: Mapping[tuple[str, str], Request], presence: Mapping[str, Answer], most: int
) -> dict[Request, Answer]:
    """Return why not, for each request by slices of which there are too many, or it is not known how many.

    Parameters
    ----------
    table : str
        The table.
    requests, presence, most
        As for `collect_slices`.
    """
    refusals = {by: _refusal(table, by, answer, most) for by, answer in presence.items()}
    return {request: error for (by, _), request in requests.items() if (error := refusals[by]) is not None}


def _refusal(table: str, by: str, presence: Answer, most: int) -> LockgateError | None:
    if isinstance(presence, LockgateError):
        return presence
    if isinstance(presence, ListedCountsState):
        n = len(presence.others) + bool(presence.nulls)
        return DataError.too_many_slices(table, by, most) if presence.rest or n > most else None
    return DataError.engine(table, f"the slices of `{by}` are not known")


def freeze_slices(
    session: Session,
    schema: Schema,
    columns: Sequence[ReferenceColumn],
    kept: Kept,
    masked: frozenset[str] = frozenset(),
) -> list[ReferenceColumn]:
    """Return frozen columns with their rows by slice.

    Raises
    ------
    DataError
        If a column gives more than `MOST_SLICES` slices, or cannot be read.
    ParameterError
        If a column to slice by is masked, or there are more than `MOST_SLICED_BLOCKS` blocks of slices.
    """
    for by in kept.slices:
        if hides(masked, (by,)):
            raise ParameterError.of(
                "drift", "slices", "columns whose values may be shown", f"{by}, which is masked"
            )
    asked = presence_requests(schema.table, kept.slices)
    found = collect(session, schema, asked.values())
    presence = {by: found[request] for by, request in asked.items()}
    names = {column.name for column in columns}
    requests = slice_requests(schema.table, columns, kept.slices, kept.block, names)
    answers = collect_slices(session, schema, requests, presence, MOST_SLICES)
    slices: dict[str, list[ReferenceSlice]] = {column.name: [] for column in columns}
    for (by, column), request in requests.items():
        states = _by_value(answers[request])
        _require_few_blocks(columns, states)
        slices[column] += [_frozen(by, value, state) for value, state in sorted(states.items())]
    return [replace(column, slices=tuple(slices[column.name])) for column in columns]


def _require_few_blocks(columns: Sequence[ReferenceColumn], states: Mapping[str, State]) -> None:
    n = len(columns[0].frozen.state.blocks) * len(states)
    if n > MOST_SLICED_BLOCKS:
        must = (
            f"at most {MOST_SLICED_BLOCKS:,} blocks times slices (a longer unit of `blocks`, or fewer slices)"
        )
        raise ParameterError.of("drift", "slices", must, n)


def _by_value(answer: Answer) -> dict[str, State]:
    """Return the states by the text of the slice; an error is raised."""
    if isinstance(answer, LockgateError):
        raise answer
    found: dict[str, State] = {}
    for key, state in answer.items() if isinstance(answer, dict) else ():
        text = "(null)" if key[0] is None else str(key[0])
        found[text] = found[text].merge(state) if text in found else state
    return found


def _frozen(by: str, value: str, state: State) -> ReferenceSlice:
    if isinstance(state, BinnedCountsState):
        return ReferenceSlice(by, value, (*state.cells, state.missing), state.blocks, state.gaps, state.squares)
    if isinstance(state, ListedCountsState):
        rows = (*(n for _, n in state.listed), state.n_others, state.nulls)
        return ReferenceSlice(by, value, rows, state.blocks)
    raise TypeError(state.kind)


def slice_questions(
    spec: DriftSpec, reference: Reference, columns: Sequence[ReferenceColumn], answers: Mapping[Request, Answer]
) -> Iterator[Question]:
    """Yield the questions about each column within each slice that both tables have.

    Raises
    ------
    StateError
        If a state was not counted on the frozen edges.
    """
    for (by, name), request in sliced_requests(spec, columns, reference.block).items():
        if isinstance(answers[request], LockgateError):
            continue
        frozen = reference.require(name).sliced(by)
        for value, state in sorted(_by_value(answers[request]).items()):
            if value in frozen:
                yield from questions_of(spec, frozen[value], state, ((by, value),))


def gaps_of(
    spec: DriftSpec, reference: Reference, columns: Sequence[ReferenceColumn], answers: Mapping[Request, Answer]
) -> tuple[SliceGap, ...]:
    """Return the slices that only one of the tables has, in the order of the entry and of their names."""
    gaps: dict[tuple[str, str], SliceGap] = {}
    for (by, name), request in sliced_requests(spec, columns, reference.block).items():
        if isinstance(answers[request], LockgateError):
            continue
        before = {
            value: column.n + column.missing for value, column in reference.require(name).sliced(by).items()
        }
        now = {value: _rows(state) for value, state in _by_value(answers[request]).items()}
        for value in sorted(before.keys() ^ now.keys()):
            gaps[by, value] = SliceGap(by, value, before.get(value, 0), now.get(value, 0))
    return tuple(gaps.values())


def _rows(state: State) -> int:
    return sum(_frozen("", "", state).rows)
