"""A predicate on texts, asked of the texts that stand for values of another type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from lockgate.scan.predicates import Predicate, column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["AsText", "of_texts", "text_of"]


@dataclass(frozen=True, slots=True)
class AsText:
    r"""True where the predicate is true of the text that the engine writes for a value.

    Booleans are written ``True`` and ``False``, as Python does.

    Examples
    --------
    >>> from lockgate.scan.predicates import Matches
    >>> table = Schema("t", (Column("n", LogicalType.INTEGER, "BIGINT"),))
    >>> AsText(Matches("n", "^1")).sql(table).sql("duckdb")
    'REGEXP_MATCHES(CAST("n" AS TEXT), \'^1\')'
    """

    predicate: Predicate

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the predicate."""
        return self.predicate.columns

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL; texts are left as they are."""
        others = {
            column.name: column
            for column in map(schema.column, self.columns)
            if column.logical is not LogicalType.STRING
        }
        columns = tuple(
            replace(column, logical=LogicalType.STRING, physical="VARCHAR") if column.name in others else column
            for column in schema.columns
        )
        tree = self.predicate.sql(replace(schema, columns=columns))
        for node in list(tree.find_all(exp.Column)):
            if node.name in others:
                node.replace(text_of(others[node.name]))
        return tree


def of_texts(predicate: Predicate, column: Column) -> Predicate:
    """Return the predicate itself where the column holds texts anyway."""
    if isinstance(predicate, AsText) and column.logical is LogicalType.STRING:
        return predicate.predicate
    return predicate


def text_of(column: Column) -> exp.Expr:
    """Return the text of a value as SQL: what the engine writes, but of truth values what Python does."""
    value = column_sql(column)
    if column.logical is not LogicalType.BOOLEAN:
        return exp.cast(value, "text")
    written = exp.Case().when(value, exp.Literal.string("True"))
    return written.when(exp.not_(value.copy()), exp.Literal.string("False"))
