"""The closed set's common shape: an aggregate asks, an engine answers, a state remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import ClassVar, Protocol, Self, TypeGuard

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.finding import Scalar
from lockgate.scan.expression import Expression
from lockgate.scan.schema import Schema

__all__ = [
    "Aggregate",
    "Elsewhere",
    "FreeAggregate",
    "PassAggregate",
    "Request",
    "ScanAggregate",
    "State",
    "Summary",
    "kept_for",
    "plain_count",
    "plain_number",
    "plain_scalar",
]


class State(Protocol):
    """The mergeable answer to an aggregate: a frozen dataclass of plain values."""

    kind: ClassVar[str]

    def merge(self, other: Self) -> Self:
        """Return the state of both parts together; associative and commutative.

        Raises
        ------
        StateError
            If the two keep too little to be merged exactly.
        """
        ...


class ScanAggregate(Protocol):
    """An aggregate that shares one scan with all others of its table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        ...

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        """Return SQL aggregate expressions; together they make one row of values."""
        ...

    def state(self, values: Sequence[object], schema: Schema) -> State:
        """Return the state of that row of values."""
        ...


class PassAggregate(Protocol):
    """An aggregate that needs a pass of its own, such as an exact grouping."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        ...

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return a query over `source` whose rows are the values of `by`, then its own values."""
        ...

    def state(self, values: Sequence[object], schema: Schema) -> State:
        """Return the state of one row of its own values."""
        ...


class FreeAggregate(Protocol):
    """An aggregate that costs no query, such as the table's columns or the time."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        ...


class Summary(Protocol):
    """An aggregate whose own state keeps too little to be merged, and follows from what another one keeps."""

    @property
    def kept(self) -> PassAggregate | ScanAggregate | None:
        """Return what is kept of each part instead; None where nothing would do."""
        ...

    def summary_of(self, parts: Sequence[State]) -> State:
        """Return this aggregate's own state of all parts together, from what was kept of each.

        Raises
        ------
        StateError
            If the parts kept too little.
        """
        ...


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An aggregate asked of another table than the check's own; filters and slices do not apply there."""

    table: str
    aggregate: ScanAggregate | PassAggregate | FreeAggregate

    @property
    def columns(self) -> tuple[str, ...]:
        """Return no column of the check's own table."""
        return ()


Aggregate = ScanAggregate | PassAggregate | FreeAggregate | Elsewhere


@dataclass(frozen=True, slots=True)
class Request:
    """An aggregate with the rows it is asked of.

    Parameters
    ----------
    table : str
        The table.
    aggregate : Aggregate
        What is asked.
    where : Expression or None
        Filter; None for all rows.
    by : tuple of str
        Slice columns; one state for each combination of their values. Empty for one state.
    """

    table: str
    aggregate: Aggregate
    where: Expression | None = None
    by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return an identity that is the same in each run and process."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def kept_for(aggregate: Aggregate) -> Aggregate:
    """Return the aggregate whose state answers this one and can be merged: most often itself."""
    kept: PassAggregate | ScanAggregate | None = getattr(aggregate, "kept", None)
    return aggregate if kept is None else kept


def plain_count(value: object) -> int:
    """Return an engine's count as int; DuckDB's ``count_if`` of no rows is null, which is none."""
    return 0 if value is None else int(plain_number(value))


def is_scan(aggregate: Aggregate) -> TypeGuard[ScanAggregate]:
    """Tell whether an aggregate shares the fused scan; a look at one name is cheaper than a protocol check."""
    return hasattr(aggregate, "expressions")


def is_pass(aggregate: Aggregate) -> TypeGuard[PassAggregate]:
    """Tell whether an aggregate needs a pass of its own."""
    return hasattr(aggregate, "query")


def plain_number(value: object) -> int | float:
    """Return an engine's number as int or float, floats with the digits that evidence keeps."""
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"not a number: {value!r}"
        raise TypeError(message)
    return value if isinstance(value, int) else round_float(value)


def plain_scalar(value: object) -> Scalar:
    """Return an engine's value as a JSON scalar; what JSON lacks becomes text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | Decimal):
        return plain_number(value)
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else str(value)
