"""The smallest and largest value of a column, or of the lengths of its texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import SIGNIFICANT_DIGITS, round_float
from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.finding import Scalar
from lockgate.domain.requirement import Bound, Requirement
from lockgate.scan.aggregate import plain_scalar
from lockgate.scan.aggregates.centered import rest_of
from lockgate.scan.predicates import column_sql, text_column, without_zone
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["Extremes", "ExtremesState", "LengthExtremes"]

_READ: dict[LogicalType, Callable[[str], date | datetime]] = {
    LogicalType.DATE: date.fromisoformat,
    LogicalType.TIMESTAMP: datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class ExtremesState:
    """Smallest and largest value; both None when there was no value. NaN counts as largest.

    Instants are kept as ISO text; `logical` tells how to read them back. `is_withheld` says that the values stayed
    behind when the state was stored, because the column is masked. Numbers are kept with twelve digits, outside of the
    true range where these are too few; the rests lead back to the values.
    """

    kind: ClassVar[str] = "extremes"

    lower: Scalar
    upper: Scalar
    logical: LogicalType = LogicalType.NUMBER
    is_withheld: bool = False
    lower_rest: float = 0.0
    upper_rest: float = 0.0

    def without_values(self) -> ExtremesState:
        """Return the state that may travel: it can no longer be judged, only be known to have been asked for."""
        return ExtremesState(None, None, self.logical, is_withheld=True)

    @property
    def bounds(self) -> tuple[Bound, Bound] | None:
        """Return smallest and largest as comparable values, None when there was no value.

        Raises
        ------
        StateError
            If the values were withheld, or are instants that the calendar of the years 1 to 9999 lacks.
        """
        if self.is_withheld:
            raise StateError.unreadable(
                self.kind, "its values are not in the document, because the column is masked"
            )
        if self.lower is None or self.upper is None:
            return None
        return self._read(self.lower), self._read(self.upper)

    @property
    def ends(self) -> tuple[Bound, Bound] | None:
        """Return smallest and largest with all their digits, None when there was no value.

        Raises
        ------
        StateError
            As `bounds` does.
        """
        if self.bounds is None:
            return None
        return _with_rest(self.bounds[0], self.lower_rest), _with_rest(self.bounds[1], self.upper_rest)

    def _read(self, value: Scalar) -> Bound:
        if isinstance(value, str) and self.logical in _READ:
            try:
                return _READ[self.logical](value)
            except ValueError as error:
                reason = "the smallest or largest instant lies outside the years 1 to 9999"
                raise StateError.unreadable(self.kind, reason) from error
        return cast("Bound", value)

    def comparable(self, bound: Bound | None) -> Bound | None:
        """Return a contract's bound in the kind of these values: ISO text becomes the instant it names."""
        if bound is None or self.bounds is None:
            return bound
        value = self.bounds[0]
        if isinstance(bound, str) and isinstance(value, date):
            bound = datetime.fromisoformat(bound)
        if isinstance(bound, datetime) and isinstance(value, date) and getattr(value, "tzinfo", None) is None:
            bound = without_zone(bound)
        if isinstance(value, datetime) and isinstance(bound, date):
            moment = bound if isinstance(bound, datetime) else datetime(bound.year, bound.month, bound.day)  # noqa: DTZ001 - zone follows
            if value.tzinfo is None or moment.tzinfo is not None:
                return moment
            return moment.replace(tzinfo=UTC)
        if isinstance(value, date) and isinstance(bound, datetime) and not isinstance(value, datetime):
            return bound.date() if bound.time() == bound.time().min else bound
        return bound

    @property
    def has_nan(self) -> bool:
        """Tell whether NaN is among the values."""
        return isinstance(self.upper, float) and math.isnan(self.upper)

    def comparable_requirement(self, requirement: Requirement) -> Requirement:
        """Return a requirement with its bounds in the kind of these values.

        Raises
        ------
        ParameterError
            If a bound is a text that names no instant, and the values are instants.
        """
        try:
            bounds = tuple(cast("Bound", self.comparable(bound)) for bound in requirement.bounds)
        except (ValueError, OverflowError) as error:
            operator = requirement.operator.value
            raise ParameterError.of(
                "extremes", operator, "a date or instant", list(requirement.bounds)
            ) from error
        return Requirement(requirement.operator, bounds)

    @classmethod
    def merge_all(cls, states: Sequence[ExtremesState]) -> ExtremesState:
        """Return the state of many parts together."""
        if any(state.is_withheld for state in states):
            return states[0].without_values()
        read = [(state, ends) for state in states if (ends := state.ends) is not None]
        if not read:
            return states[-1]
        low, _ = min(read, key=lambda pair: _order(pair[1][0]))
        high, _ = max(read, key=lambda pair: _order(pair[1][1]))
        return cls(
            low.lower,
            high.upper,
            read[0][0].logical,
            lower_rest=low.lower_rest,
            upper_rest=high.upper_rest,
        )

    def merge(self, other: ExtremesState) -> ExtremesState:
        return self.merge_all((self, other))


def _order(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 - any comparable value
    """Return a sort key that puts NaN last, as the engines do."""
    is_nan = isinstance(value, float) and math.isnan(value)
    return (is_nan, 0.0 if is_nan else value)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Ask for the smallest and largest value of a column that has an order."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        column = schema.column(self.column)
        if not column.has_order:
            raise DataError.wrong_type(schema.table, column.name, "of a type with an order", column.physical)
        value = column_sql(column)
        ends: tuple[exp.Expr, ...] = (exp.Min(this=value), exp.Max(this=value))
        if column.is_zoned:  # read as microseconds: needs no time-zone tables
            whole = column.physical == "TIMESTAMP WITH TIME ZONE"
            return tuple(exp.func("EPOCH_US", end if whole else exp.cast(end, "timestamptz")) for end in ends)
        return ends

    def state(self, values: Sequence[object], schema: Schema) -> ExtremesState:
        column = schema.column(self.column)
        if column.is_zoned:
            values = [None if value is None else _from_epoch(cast("int", value)) for value in values]
        lowest, highest = values
        if column.is_instant and (isinstance(lowest, str) or isinstance(highest, str)):
            message = f"a {column.logical.value} outside the years 1 to 9999"
            raise ValueError(message)
        lower, upper = _outward(lowest, plain_scalar(lowest), -1), _outward(highest, plain_scalar(highest), 1)
        return ExtremesState(
            lower,
            upper,
            column.logical,
            lower_rest=_rest(lowest, lower),
            upper_rest=_rest(highest, upper),
        )


def _outward(exact: object, kept: Scalar, sign: int) -> Scalar:
    """Return a number with the digits that states keep, never inside the range of the exact values.

    So the extremes never prove too much: a bound that lies between the two is counted row by row.
    """
    if not isinstance(exact, float | Decimal) or not isinstance(kept, float) or not math.isfinite(kept):
        return kept
    if (Decimal(kept) - Decimal(exact)) * sign >= 0:
        return kept
    last_digit = 10.0 ** (math.floor(math.log10(abs(kept) or 1.0)) - SIGNIFICANT_DIGITS + 1)
    return round_float(kept + sign * last_digit)


def _rest(exact: object, kept: Scalar) -> float:
    """Return what leads from the number that is kept to the exact one."""
    if not isinstance(exact, float | Decimal) or not isinstance(kept, float) or not math.isfinite(kept):
        return 0.0
    return rest_of(exact, kept)


def _with_rest(kept: Bound, rest: float) -> Bound:
    return math.fsum((kept, rest)) if rest and isinstance(kept, float) else kept


def _from_epoch(microseconds: int) -> datetime | str:
    """Return the instant, or a text that names no instant where Python's calendar ends before it."""
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    except OverflowError:
        return f"{microseconds} microseconds after 1970"


@dataclass(frozen=True, slots=True)
class LengthExtremes:
    """Ask for the smallest and largest number of characters in a text column."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        length = exp.Length(this=column_sql(text_column(self.column, schema)))
        return (exp.Min(this=length), exp.Max(this=length))

    def state(self, values: Sequence[object], schema: Schema) -> ExtremesState:  # noqa: ARG002 - lengths are ints
        return ExtremesState(plain_scalar(values[0]), plain_scalar(values[1]), LogicalType.INTEGER)
