"""A window of partitions, judged from their merged states as if its rows had been scanned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import cast

from lockgate.domain.errors import LockgateError, StateError
from lockgate.scan.aggregate import Request, State, kept_for
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.aggregates.order_breaks import OrderBreaksState
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.execute import Answer, Sliced
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.profile import state_key, stored_as
from lockgate.scan.schema import Column

__all__ = ["Window", "merge_states"]


@dataclass(frozen=True, slots=True)
class Window:
    """Partitions of one table together.

    Parameters
    ----------
    table : str
        The table.
    partitions : sequence of PartitionStates
        At least one, in the order in which they follow one another.
    now : datetime
        The instant of the run, timezone-aware.
    identities : mapping of str to str
        What the content of other tables is known by.
    masked : frozenset of str, default=none
        Personal or secret columns of the table.
    """

    table: str
    partitions: Sequence[PartitionStates]
    now: datetime
    identities: Mapping[str, str]
    masked: frozenset[str] = frozenset()

    @property
    def rows(self) -> int | None:
        """Return the number of rows; None where a partition does not know."""
        merged = self.answer(Request(self.table, RowCount()))
        return merged.n if isinstance(merged, Count) else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the last partition."""
        return self.partitions[-1].columns

    def each(self, request: Request) -> list[Answer]:
        """Return the answer of each partition alone, in the order in which they are given."""
        key = state_key(stored_as(request), self.identities, self.masked)
        found: list[Answer] = []
        for part in self.partitions:
            try:
                found.append(_merged([self._found(part, key)], _merge_of(request)))
            except LockgateError as error:
                found.append(error)
        return found

    def answers(self, requests: Iterable[Request]) -> dict[Request, Answer]:
        """Return the merged answer to each request of this table."""
        return {request: self.answer(request) for request in requests if request.table == self.table}

    def answer(self, request: Request) -> Answer:
        """Return the merged answer to one request; what cannot be merged exactly is its error, never a guess."""
        if isinstance(request.aggregate, Now):
            return NowState(self.now)
        try:
            if isinstance(request.aggregate, TableSchema):
                return self._schema()
            self._refuse_changed_types(request)
            key = state_key(stored_as(request), self.identities, self.masked)
            found = [(part, self._found(part, key)) for part in self.partitions]
            self._refuse_unclear_order(request)
            return _merged(
                self._with_rows(found) if _is_ordered(found[0][1]) else [answer for _, answer in found],
                _merge_of(request),
            )
        except LockgateError as error:
            return error

    def _with_rows(self, found: Sequence[tuple[PartitionStates, State | Sliced]]) -> list[State | Sliced]:
        """Return the answers of partitions that have rows; of one where none has any."""
        key = Request(self.table, RowCount()).key
        filled = [answer for part, answer in found if part.answers.get(key) != Count(0)]
        return filled or [found[0][1]]

    def _found(self, part: PartitionStates, key: str) -> State | Sliced:
        answer = part.answers.get(key)
        where = f"partition `{part.partition}`"
        if answer is None:
            raise StateError.unreadable(where, "it was not asked when the partition was profiled")
        if isinstance(answer, LockgateError):
            raise type(answer)(answer.code, answer.where, f"{where}: {answer.text}", answer.hint)
        return answer

    def _schema(self) -> SchemaState:
        first = self.partitions[0]
        for part in self.partitions[1:]:
            if part.columns != first.columns:
                both = f"`{first.partition}` and `{part.partition}`"
                raise StateError.unmergeable("schema", f"partitions {both} have different columns")
        return SchemaState(first.columns)

    def _refuse_changed_types(self, request: Request) -> None:
        """Refuse to merge what was counted on columns of different types: values may compare otherwise there."""
        if all(part.columns is self.columns for part in self.partitions):
            return
        filtered = request.where.columns if request.where is not None else ()
        named = (*request.aggregate.columns, *filtered, *request.by)
        if getattr(request.aggregate, "is_table_wide", False):
            named = tuple(dict.fromkeys(column.name for part in self.partitions for column in part.columns))
        for name in named:
            seen: dict[str, str] = {}
            for part in self.partitions:
                seen.setdefault(_type_of(name, part.columns), part.partition)
            seen.pop("", None)  # a column that is not there is told by the partition's own answer
            if len(seen) > 1:
                types = " and ".join(f"{kind} in `{partition}`" for kind, partition in list(seen.items())[:2])
                raise StateError.unmergeable("column", f"the type of `{name}` differs: {types}")

    def _refuse_unclear_order(self, request: Request) -> None:
        """Refuse the order of files where a scan of all of them would read them in another one: by their paths."""
        names = [part.partition for part in self.partitions]
        if getattr(kept_for(request.aggregate), "in_order_of_files", False) and names != sorted(names):
            raise StateError.unmergeable("partition", "files stand in another order by date than by path")


def _is_ordered(answer: State | Sliced) -> bool:
    """Tell whether an answer is about the order of rows, so that a part without a step may matter all the same."""
    states = answer.values() if isinstance(answer, dict) else (answer,)
    return any(isinstance(state, OrderBreaksState) for state in states)


def _type_of(name: str, columns: Sequence[Column]) -> str:
    folded = name.casefold()
    return next((column.physical for column in columns if column.name.casefold() == folded), "")


def merge_states(states: Sequence[State]) -> State:
    """Return the state of all parts together; kinds that hold much are merged in one go.

    Raises
    ------
    StateError
        If the states keep too little to be merged exactly.

    Examples
    --------
    >>> merge_states([Count(1), Count(2), Count(4)])
    Count(n=7)
    """
    merge_all = getattr(type(states[0]), "merge_all", None)
    if merge_all is not None:
        merged: State = merge_all(states)
        return merged
    return reduce(lambda left, right: left.merge(right), states)


Merge = Callable[[Sequence[State]], State]


def _merge_of(request: Request) -> Merge:
    """Return how the answers to a request become one: added, or summarized from what is kept for it."""
    aggregate = request.aggregate
    merge: Merge = merge_states if kept_for(aggregate) is aggregate else aggregate.summary_of  # type: ignore[union-attr]  # a Summary
    return merge


def _merged(answers: Sequence[State | Sliced], merge: Merge) -> Answer:
    sliced = [answer for answer in answers if isinstance(answer, dict)]
    if not sliced:
        return merge(cast("Sequence[State]", answers))
    if len(sliced) < len(answers):
        raise StateError.unmergeable("slices", "one part is sliced, the other is not")
    keys = dict.fromkeys(key for part in sliced for key in part)
    return {key: merge([part[key] for part in sliced if key in part]) for key in keys}
