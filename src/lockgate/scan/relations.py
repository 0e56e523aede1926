"""How the values of some columns of one row must relate, and what a null among them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Literal, Protocol

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.as_python import as_python
from lockgate.scan.predicates import IsNull, NotNull, column_sql, literal, refuse_mixed, refuse_zones
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.value_list import OtherTypes

__all__ = [
    "AllDiffer",
    "AllEqual",
    "AmongTuples",
    "Compare",
    "FilledOutside",
    "Relation",
    "RelationFails",
    "SkipNulls",
    "SumIs",
    "judged_rows",
]

SkipNulls = Literal["any", "all", "never"]
"""Rows that a check on several columns passes over: those with a null in any of them, in all of them, or none.

A null in a row that is judged never helps the row to hold: it equals nothing, is smaller or greater than nothing and
makes no sum, and two nulls do not differ. Only a listed null is a null that is allowed.
"""

Cell = Bound | bool | None
"""A value of a listed tuple; None is a null."""


class Relation(Protocol):
    """What must hold between the values of one row."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        ...

    @property
    def words(self) -> str:
        """Return what must hold, for people."""
        ...

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL: true where it holds, false or unknown where it does not."""
        ...


@dataclass(frozen=True, slots=True)
class RelationFails:
    """True where a row is judged and the relation is not true."""

    relation: Relation
    skip_nulls: SkipNulls = "any"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the relation."""
        return self.relation.columns

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"({self.relation.words}) does not hold"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL, never unknown."""
        fails = exp.not_(exp.func("COALESCE", exp.paren(self.relation.sql(schema)), exp.false()))
        judged = _judged(self.columns, self.skip_nulls, schema)
        return fails if judged is None else exp.and_(judged, fails)


def _judged(columns: Sequence[str], skip_nulls: SkipNulls, schema: Schema) -> exp.Expr | None:
    if skip_nulls == "never":
        return None
    return NotNull(tuple(columns)).sql(schema) if skip_nulls == "any" else AnyFilled(tuple(columns)).sql(schema)


def judged_rows(columns: tuple[str, ...], skip_nulls: SkipNulls) -> Aggregate:
    """Return the count of the rows that a check on several columns judges."""
    if skip_nulls == "never":
        return RowCount()
    return CountIf(NotNull(columns) if skip_nulls == "any" else AnyFilled(columns))


@dataclass(frozen=True, slots=True)
class AnyFilled:
    """True where at least one of the columns has a value."""

    columns: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"one of {', '.join(self.columns)} is not null"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        return exp.or_(*(exp.not_(IsNull(column).sql(schema)) for column in self.columns))


@dataclass(frozen=True, slots=True)
class FilledOutside:
    """True where fewer than `least` or more than `most` of the columns have a value, or, where `is_inside`, not."""

    columns: tuple[str, ...]
    least: int
    most: int
    is_inside: bool = False

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        inside = f"{self.least} to {self.most} of {', '.join(self.columns)} are filled"
        return inside if self.is_inside else f"not {inside}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        one, none = exp.Literal.number(1), exp.Literal.number(0)
        flags: list[exp.Expr] = [
            exp.Case().when(IsNull(name).sql(schema), none.copy()).else_(one.copy()) for name in self.columns
        ]
        filled = flags[0]
        for flag in flags[1:]:
            filled = exp.Add(this=filled, expression=flag)
        low, high = exp.Literal.number(self.least), exp.Literal.number(self.most)
        between = exp.Between(this=exp.paren(filled), low=low, high=high)
        return between if self.is_inside else exp.not_(exp.paren(between))


_OPERATORS: dict[str, type[exp.Binary]] = {
    "<": exp.LT, "<=": exp.LTE, "=": exp.EQ, "!=": exp.NEQ, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compare:
    """One column stands in a relation to another; NaN stands in none.

    Instants with a zone are refused beside dates and those without one, unless `zones_may_differ`.
    """

    left: str
    operator: str
    right: str
    zones_may_differ: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Return both columns."""
        return (self.left, self.right)

    @property
    def words(self) -> str:
        """Return what must hold."""
        return f"{self.left} {self.operator} {self.right}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        left, right = _of_one_family(self.columns, schema)
        if not self.zones_may_differ:
            refuse_zones(left, right, schema.table)
        return _without_nan(
            _OPERATORS[self.operator](this=column_sql(left), expression=column_sql(right)), (left, right)
        )


@dataclass(frozen=True, slots=True)
class AllEqual:
    """All columns hold one value; NaN equals nothing here, and null only another null where `nulls_equal`.

    Values of different kinds are refused, or, where `kinds_may_differ`, unequal.
    """

    columns: tuple[str, ...]
    nulls_equal: bool = False
    kinds_may_differ: bool = False

    @property
    def words(self) -> str:
        """Return what must hold."""
        return " = ".join(self.columns)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        first, *others = _comparable(self.columns, schema, are_mixed=self.kinds_may_differ)
        is_same = partial(_is_same, first, nulls_equal=self.nulls_equal, by_kind=self.kinds_may_differ)
        same = exp.and_(*map(is_same, others))
        if self.nulls_equal:
            no_nan = _without_nan(exp.true(), (first, *others))
            return exp.and_(same, exp.func("COALESCE", no_nan, exp.true()))  # a null is not NaN either
        return _without_nan(same, (first, *others))


@dataclass(frozen=True, slots=True)
class AllDiffer:
    """No two of the columns hold the same; nulls are alike, and so are NaN.

    Values of different kinds are refused, or, where `kinds_may_differ`, not the same.
    """

    columns: tuple[str, ...]
    kinds_may_differ: bool = False

    @property
    def words(self) -> str:
        """Return what must hold."""
        return f"{', '.join(self.columns)} differ"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        pairs = combinations(_comparable(self.columns, schema, are_mixed=self.kinds_may_differ), 2)
        by_kind = self.kinds_may_differ
        alike = [
            _is_same(left, right, nulls_equal=True, by_kind=by_kind)
            for left, right in pairs
            if _may_be_same(left, right)
        ]
        if not alike:
            return exp.true()
        return exp.not_(exp.paren(exp.or_(*alike)))


@dataclass(frozen=True, slots=True)
class AmongTuples:
    """The values are, in order, one of some tuples; a null only where a tuple lists it."""

    columns: tuple[str, ...]
    tuples: tuple[tuple[Cell, ...], ...]
    other_types: OtherTypes = "refuse"
    kinds: tuple[tuple[type, ...], ...] = field(init=False, repr=False)  # true is 1 to Python

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", tuple(tuple(map(type, cells)) for cells in self.tuples))

    @property
    def words(self) -> str:
        """Return what must hold."""
        return f"({', '.join(self.columns)}) is one of {len(self.tuples):,} listed tuples"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        columns = _plain(self.columns, schema)
        rows = [
            exp.and_(
                *(self._is_cell(column, cell, schema) for column, cell in zip(columns, cells, strict=True))
            )
            for cells in self.tuples
        ]
        return exp.or_(*rows)

    def _is_cell(self, column: Column, cell: Cell, schema: Schema) -> exp.Expr:
        value = column_sql(column)
        if cell is None:
            return exp.Is(this=value, expression=exp.Null())
        is_strict = self.other_types in ("exact", "strict")
        listed = as_python(cell, column, reads_texts=self.other_types == "exact") if is_strict else cell
        if listed is None:
            return exp.false()
        try:
            return exp.EQ(this=value, expression=literal(listed, column, schema.table))
        except DataError:
            if self.other_types == "refuse":
                raise
            return exp.false()


_BOUNDED: dict[Operator, tuple[type[exp.Binary], ...]] = {
    Operator.MUST_BE: (exp.EQ,),
    Operator.MUST_NOT_BE: (exp.NEQ,),
    Operator.MUST_BE_GREATER_THAN: (exp.GT,),
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: (exp.GTE,),
    Operator.MUST_BE_LESS_THAN: (exp.LT,),
    Operator.MUST_BE_LESS_OR_EQUAL_TO: (exp.LTE,),
    Operator.MUST_BE_BETWEEN: (exp.GTE, exp.LTE),
    Operator.MUST_NOT_BE_BETWEEN: (exp.GTE, exp.LTE),
}


@dataclass(frozen=True, slots=True)
class SumIs:
    """The sum of columns satisfies a requirement; truth values are 0 and 1, and a sum with NaN satisfies none."""

    columns: tuple[str, ...]
    requirement: Requirement

    @staticmethod
    def _summand(column: Column, schema: Schema) -> Column:
        return column if column.logical is LogicalType.BOOLEAN else schema.numeric(column.name)

    @property
    def words(self) -> str:
        """Return what must hold."""
        return f"{' + '.join(self.columns)} {self.requirement}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        columns = [self._summand(schema.column(name), schema) for name in self.columns]
        total = _number(columns[0])
        for column in columns[1:]:
            total = exp.Add(this=total, expression=_number(column))
        kinds = _BOUNDED[self.requirement.operator]
        bounds = [exp.convert(bound) for bound in self.requirement.bounds]
        inside = exp.and_(
            *(kind(this=exp.paren(total), expression=bound) for kind, bound in zip(kinds, bounds, strict=True))
        )
        if self.requirement.operator is Operator.MUST_NOT_BE_BETWEEN:
            inside = exp.not_(exp.paren(inside))
        return (
            exp.and_(inside, exp.not_(exp.IsNan(this=total))) if any(c.holds_nan for c in columns) else inside
        )


def _is_same(left: Column, right: Column, *, nulls_equal: bool, by_kind: bool) -> exp.Expr:
    """Return whether two columns hold the same; values of different kinds do not, but a truth value is 0 or 1."""
    kind: type[exp.Binary] = exp.NullSafeEQ if nulls_equal else exp.EQ
    if _are_of_one_kind(left, right, by_kind=by_kind):
        return kind(this=column_sql(left), expression=column_sql(right))
    if all(map(_is_countable, (left, right))):
        return kind(this=_number(left), expression=_number(right))
    nulls = [exp.Is(this=column_sql(column), expression=exp.Null()) for column in (left, right)]
    return exp.and_(*nulls) if nulls_equal else exp.false()


def _may_be_same(left: Column, right: Column) -> bool:
    """Tell whether two columns can hold the same, be it a null; that of one family is not that of another."""
    return _are_alike(left, right) or all(map(_is_countable, (left, right)))


def _are_of_one_kind(left: Column, right: Column, *, by_kind: bool) -> bool:
    """Tell whether two columns are alike; where kinds may differ, instants with a zone are no others."""
    is_apart = by_kind and left.is_instant and right.is_instant and left.is_zoned != right.is_zoned
    is_apart = is_apart and not (left.is_void or right.is_void)
    return not is_apart and _are_alike(left, right)


def _is_countable(column: Column) -> bool:
    return column.is_numeric or column.logical is LogicalType.BOOLEAN


def _number(column: Column) -> exp.Expr:
    value: exp.Expr = column_sql(column)
    return exp.cast(value, "integer") if column.logical is LogicalType.BOOLEAN else value


def _comparable(names: Sequence[str], schema: Schema, *, are_mixed: bool) -> list[Column]:
    return _plain(names, schema) if are_mixed else _of_one_family(names, schema)


def _plain(names: Sequence[str], schema: Schema) -> list[Column]:
    columns = [schema.column(name) for name in names]
    for column in columns:
        refuse_mixed(column, schema.table)
    return columns


def _of_one_family(names: Sequence[str], schema: Schema) -> list[Column]:
    """Return columns whose values can be compared with each other.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the table lacks one, or two are of different kinds.
    """
    columns = _plain(names, schema)
    for column in columns[1:]:
        if not _are_alike(column, columns[0]):
            must = f"comparable with `{columns[0].name}` ({columns[0].physical})"
            raise DataError.wrong_type(schema.table, column.name, must, column.physical)
    return columns


def _are_alike(left: Column, right: Column) -> bool:
    return left.is_void or right.is_void or _family(left) == _family(right)


def _family(column: Column) -> str:
    if column.is_numeric:
        return "number"
    return "instant" if column.is_instant else column.logical.value


def _without_nan(holds: exp.Expr, columns: Sequence[Column]) -> exp.Expr:
    plain = [exp.not_(exp.IsNan(this=column_sql(column))) for column in columns if column.holds_nan]
    return exp.and_(holds, *plain) if plain else holds
