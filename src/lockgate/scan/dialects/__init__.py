"""SQL is written once, as a tree in the flavour of DuckDB; a dialect rewrites it for its engine and renders it.

A rewrite is a pure function of the tree. Columns of a table carry their physical type (`column_sql`), so that a rule
can tell a text from a number. What an engine cannot be asked is refused there, with the reason, before anything runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError

__all__ = ["DIALECTS", "Dialect", "gap_of", "render"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine says what DuckDB says.

    Parameters
    ----------
    name : str
        As sqlglot and `Session.dialect` call it.
    engine : str
        The engine's name for people.
    rewrite : callable
        Returns a new tree; raises `DataError` with LG240 where the engine cannot be asked.
    looks : bool, default=True
        Whether a look at some rows before a scan is cheap there. Where it is not, nothing is asked but the plan: each
        count is counted row by row, and spreads are the engine's own ``var_pop``, ``skewness``, ``kurtosis`` and
        ``regr_…``, which must keep their digits far from zero; ``grouping sets`` give those of groups and of the whole.
    """

    name: str
    engine: str
    rewrite: Callable[[exp.Expr], exp.Expr]
    looks: bool = True


def _as_it_is(tree: exp.Expr) -> exp.Expr:
    return tree


def _for_postgres(tree: exp.Expr) -> exp.Expr:
    from lockgate.scan.dialects.postgres import postgres_tree  # noqa: PLC0415 - DuckDB is asked without it

    return postgres_tree(tree)


def _for_spark(tree: exp.Expr) -> exp.Expr:
    from lockgate.scan.dialects.spark import spark_tree  # noqa: PLC0415 - as above

    return spark_tree(tree)


DIALECTS: Mapping[str, Dialect] = {
    "duckdb": Dialect("duckdb", "DuckDB", _as_it_is),
    "postgres": Dialect("postgres", "PostgreSQL", _for_postgres),
    "spark": Dialect("spark", "Apache Spark", _for_spark, looks=False),
}
"""Every dialect by its name; the first is the one that trees are written in."""


def render(
    tree: exp.Expr, dialect: str, *, relations: Mapping[str, exp.Table] | None = None, pretty: bool = False
) -> str:
    """Return a tree as SQL of a dialect; the tree is left as it is.

    Parameters
    ----------
    tree : sqlglot.exp.Expr
        What is asked.
    dialect : str
        One of `DIALECTS`.
    relations : mapping of str to sqlglot.exp.Table, optional
        What the engine reads where the tree names a table; aliases keep their names.
    pretty : bool, default=False
        Whether people will read it.

    Raises
    ------
    ParameterError
        If there is no such dialect.
    DataError
        If the engine cannot be asked that.

    Examples
    --------
    >>> from sqlglot import parse_one
    >>> render(parse_one("isinf(x)", read="duckdb"), "spark")
    "ABS(x) = CAST('infinity' AS DOUBLE)"
    >>> render(parse_one("select a from orders"), "spark", relations={"orders": exp.table_("orders_2", db="sales")})
    'SELECT a FROM sales.orders_2 AS orders'
    """
    if dialect not in DIALECTS:
        raise ParameterError.of("render", "dialect", f"one of {', '.join(DIALECTS)}", dialect)
    stands = DIALECTS[dialect].rewrite(tree)
    own = stands.copy() if stands is tree else stands
    return _renamed(own, relations or {}).sql(dialect, pretty=pretty, copy=False)


def _renamed(tree: exp.Expr, relations: Mapping[str, exp.Table]) -> exp.Expr:
    """Let a tree read relations of the engine where it names tables."""
    for table in list(tree.find_all(exp.Table)) if relations else ():
        relation = relations.get(table.name)
        if relation is None:
            continue
        alias = table.args.get("alias") or exp.TableAlias(
            this=exp.to_identifier(table.name, quoted=table.this.quoted)
        )
        moved = relation.copy()
        moved.set("alias", alias.copy())
        if table is tree:
            return moved
        table.replace(moved)
    return tree


def gap_of(tree: exp.Expr, dialect: str) -> DataError | None:
    """Return why an engine cannot be asked that, None where it can.

    Examples
    --------
    >>> from sqlglot import parse_one
    >>> print(gap_of(parse_one("lag(x) over ()", read="duckdb"), "spark"))
    [LG240] engine `Apache Spark`: rows of a table have no order of their own; name a column to order by.
      hint: ask it of DuckDB, or ask another question
    >>> gap_of(parse_one("lag(x) over ()", read="duckdb"), "duckdb")
    """
    try:
        DIALECTS[dialect].rewrite(tree)
    except DataError as error:
        return error
    return None
