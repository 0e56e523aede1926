"""How often a row does not follow on the one before, when the rows are put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.order_breaks import OrderBreaksState
from lockgate.scan.cell_parts import TEXT, Comparable, Ordered
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.following import Follows, breaks_in_order
from lockgate.scan.predicates import NotNull, Predicate, column_sql, slice_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["NeighbourRows", "Neighbours"]

_OPERATORS: dict[str, type[exp.Binary]] = {"=": exp.EQ, "<": exp.LT, "<=": exp.LTE}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ask how many rows break ``previous of the row before <operator> current``; rows with a null are passed over.

    The first row of each slice follows on nothing and is not counted. NaN breaks, and so does infinity with a step.

    Parameters
    ----------
    previous, current : str
        The column of the row before, and that of the row; may be one column. Both of kinds that compare.
    operator : str
        ``=``, ``<`` or ``<=``.
    order_by : tuple of str
        Columns that order the rows.
    step : int or float, default=0
        What is added to the row before; other than 0 for numbers only.
    alone : Predicate, default=none
        What makes a row break by itself; where it is set, first rows are counted too.
    is_running : bool, default=False
        Whether the greatest of all rows before is compared, instead of the row before.
    """

    previous: str
    operator: Literal["=", "<", "<="]
    current: str
    order_by: tuple[str, ...]
    step: int | float = 0
    alone: Predicate | None = None
    is_running: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.previous, self.current, *self.order_by)))

    @property
    def words(self) -> str:
        """Return what is counted, for people."""
        greatest = "greatest " if self.is_running else ""
        before = f"{greatest}{self.previous} before" + (f" + {self.step}" if self.step else "")
        return f"rows where not {before} {self.operator} {self.current}, in the order of {', '.join(self.order_by)}"

    @property
    def kept(self) -> Cells | None:
        """Return every row as it matters, where the order follows from the compared columns alone."""
        is_known = set(self.order_by) == {self.previous, self.current} and self._rule is not None
        part = Ordered if self.step else Comparable
        return Cells(tuple(map(part, self.order_by)), self.columns) if is_known else None

    @property
    def _rule(self) -> Follows | None:
        """Return when a row breaks; None where that takes more than the compared columns."""
        if self.alone is None:
            return Follows(self.operator, self.step, self.is_running)
        if isinstance(self.alone, ColumnsDisagree) and self.alone.columns == (self.current, self.previous):
            return Follows(self.operator, self.step, self.is_running, self.alone.operator)
        return None

    def summary_of(self, parts: Sequence[State]) -> OrderBreaksState:
        kinds = cast("CellsState", parts[0]).kinds
        if TEXT in kinds and len(set(kinds)) > 1:
            raise StateError.unmergeable("order_breaks", "texts are compared with what is none")
        places = [self.order_by.index(name) for name in (self.previous, self.current)]
        (own, rows), (current, _) = (CellsState.values(parts, place) for place in places)
        cells = list(zip(own, current, rows, strict=True))
        n, rule = sum(rows), cast("Follows", self._rule)
        steps = n if self.alone is not None else max(0, n - 1)
        return OrderBreaksState(steps, breaks_in_order(cells, rule))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        sliced = [exp.alias_(slice_sql(schema.column(name)), f"s{i}") for i, name in enumerate(by)]
        rows = exp.select(*sliced, exp.alias_(self.is_break(schema, by), "is_break")).from_(source)
        rows = rows.where(NotNull(self.columns).sql(schema))
        flag = exp.column("is_break")
        outer = [exp.column(f"s{i}") for i in range(len(by))]
        query = exp.select(*outer, exp.Count(this=flag), exp.CountIf(this=flag)).from_(rows.subquery("w"))
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def is_break(self, schema: Schema, by: tuple[str, ...], ties: tuple[str, ...] = ()) -> exp.Expr:
        """Return the SQL flag of one row: whether it breaks; null for a first row, unless one may break alone.

        `ties` order rows that the order leaves at one place, so that it is always the same row that breaks.

        Raises
        ------
        ColumnNotFoundError, DataError
            If a column is missing, or a step is asked of what is no number.
        """
        column = schema.numeric(self.previous) if self.step else schema.column(self.previous)
        before = self._before(column_sql(column), schema, by, ties)
        current = schema.column(self.current)
        moved = exp.Add(this=before.copy(), expression=exp.convert(self.step)) if self.step else before.copy()
        follows = _OPERATORS[self.operator](this=moved, expression=column_sql(current))
        breaks = exp.or_(exp.not_(exp.paren(follows)), *self._odd(current, before))
        if self.alone is None:
            is_first = exp.Is(this=before, expression=exp.Null())
            return exp.Case().when(is_first, exp.Null()).else_(breaks)
        return exp.or_(self.alone.sql(schema), exp.func("COALESCE", exp.paren(breaks), exp.false()))

    def _before(
        self, value: exp.Expr, schema: Schema, by: tuple[str, ...], ties: tuple[str, ...]
    ) -> exp.Window:
        """Return the value of the row before, or the greatest of all rows before."""
        places = [exp.Ordered(this=column_sql(schema.column(name))) for name in (*self.order_by, *ties)]
        earlier = exp.WindowSpec(
            kind="ROWS",
            start="UNBOUNDED",
            start_side="PRECEDING",
            end=exp.Literal.number(1),
            end_side="PRECEDING",
        )
        return exp.Window(
            this=exp.Max(this=value) if self.is_running else exp.Lag(this=value),
            partition_by=[slice_sql(schema.column(name)) for name in by],
            order=exp.Order(expressions=places),
            spec=earlier if self.is_running else None,
        )

    def _odd(self, current: Column, before: exp.Expr) -> list[exp.Expr]:
        """Return what is true for values that follow on nothing, whatever an engine says."""
        if not current.holds_nan:
            return []
        odd: list[exp.Expr] = [exp.IsNan(this=column_sql(current)), exp.IsNan(this=before.copy())]
        return [*odd, exp.IsInf(this=column_sql(current))] if self.step else odd

    def state(self, values: Sequence[object], schema: Schema) -> OrderBreaksState:  # noqa: ARG002 - counts only
        steps, breaks = (plain_count(value) for value in values)
        return OrderBreaksState(steps, breaks)


@dataclass(frozen=True, slots=True)
class NeighbourRows:
    """The rows that do not follow on the one before."""

    neighbours: Neighbours

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that show it."""
        return self.neighbours.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return ``select *`` of these rows."""
        ordered = exp.select("*").from_(source).where(NotNull(self.columns).sql(schema))
        others = (column for column in schema.columns if column.name not in self.neighbours.order_by)
        ties = tuple(column.name for column in others if column.has_order)
        return ordered.qualify(self.neighbours.is_break(schema, by, ties))
