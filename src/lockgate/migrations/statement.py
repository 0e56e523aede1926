"""The SQL of a step: parsed, confined to its own table, and rendered again before an engine sees it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.domain.errors import MigrationError
from lockgate.scan.expression import ALLOWED_FUNCTIONS

__all__ = ["FUNCTIONS", "Statement", "read_statements"]

FUNCTIONS = tuple(sorted((*ALLOWED_FUNCTIONS, *(
    "array_to_string", "avg", "case", "cast", "concat_ws", "count", "date_part", "date_trunc", "epoch",
    "initcap", "lag", "lead", "lpad", "make_date", "max", "md5", "min", "regexp_extract", "regexp_replace",
    "reverse", "row_number", "rpad", "split", "split_part", "strftime", "string_agg", "strpos", "strptime", "sum",
    "to_char", "to_date", "to_timestamp", "translate", "try_cast",
))))  # fmt: skip
"""Functions that a step may call; each gives the same answer whenever it is asked."""

_ALIASES = {
    "anonymous": "", "array_length": "length", "cast": "cast", "ceiling": "ceil", "date_from_parts": "make_date",
    "datetrunc": "date_trunc",
    "group_concat": "string_agg", "is_inf": "isinf", "is_nan": "isnan", "lower": "lower", "pad": "lpad",
    "regexp_ilike": "regexp_matches",
    "str_position": "strpos", "str_to_date": "to_date", "str_to_time": "strptime", "substring": "substring",
    "time_to_str": "strftime", "time_to_unix": "epoch", "timestamp_trunc": "date_trunc", "ts_or_ds_to_date": "to_date",
    "unix_to_time": "to_timestamp", "variance": "",
}  # fmt: skip
"""What the parser calls some of the functions, and their names here."""

_ROOTS = (exp.Alter, exp.Update, exp.Insert, exp.Delete)
_ACTIONS = (exp.ColumnDef, exp.Drop, exp.RenameColumn, exp.AlterColumn)
_NEVER = (exp.Command, exp.Parameter, exp.Placeholder, exp.Into, exp.Lock, exp.SessionParameter, exp.Returning)
_CONNECTIVES = (exp.And, exp.Or, exp.Xor)  # functions to the parser, operators to everybody else
_ALLOWED = (
    "change rows with UPDATE, INSERT, DELETE and columns with ALTER TABLE ADD, DROP, RENAME, ALTER COLUMN"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a step.

    Parameters
    ----------
    tree : Expr
        The parsed statement.
    dialect : str
        The dialect it is written in and rendered to.
    loses : str, default=""
        What is lost for certain, in words; empty where only the rows can tell.
    """

    tree: exp.Expr
    dialect: str
    loses: str = ""

    @property
    def sql(self) -> str:
        """Return the statement as the engine gets it."""
        return self.tree.sql(self.dialect, comments=False)


def read_statements(text: str, where: str, table: str, *, dialect: str) -> tuple[Statement, ...]:
    """Read the SQL of a step.

    Parameters
    ----------
    text : str
        Statements with ``;`` between them.
    where : str
        The file, for messages.
    table : str
        The only table that may be named.
    dialect : str
        ``duckdb`` or ``postgres``.

    Returns
    -------
    statements : tuple of Statement
        At least one.

    Raises
    ------
    MigrationError
        LG325 if the text is no SQL or says nothing, LG326 if a statement is not allowed.

    Examples
    --------
    >>> (one,) = read_statements("alter table t drop column km", "up.sql", "t", dialect="duckdb")
    >>> one.sql, one.loses
    ('ALTER TABLE t DROP COLUMN km', 'column `km`')
    """
    try:
        with _quiet():
            trees = [tree for tree in sqlglot.parse(text, read=dialect) if tree is not None]
    except (SqlglotError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "it is nested too deep"
        raise MigrationError.unreadable(where, reason.replace("\x1b[4m", "").replace("\x1b[0m", "")) from error
    statements = [tree for tree in trees if not isinstance(tree, exp.Semicolon)]
    if not statements:
        raise MigrationError.unreadable(
            where, "it has no statement", "write the statements that the comments ask for"
        )
    for tree in statements:
        _check(tree, where, table)
    return tuple(Statement(tree, dialect, _lost(tree)) for tree in statements)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the parser from writing to the error stream about what is refused here anyway."""
    logger = logging.getLogger("sqlglot")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _check(tree: exp.Expr, where: str, table: str) -> None:
    if not isinstance(tree, _ROOTS):
        raise MigrationError.forbidden(where, f"`{_word(tree)}`", _ALLOWED)
    for action in tree.args.get("actions") or ():
        is_other = isinstance(action, exp.Drop) and action.kind != "COLUMN"
        if isinstance(tree, exp.Alter) and (is_other or not isinstance(action, _ACTIONS)):
            raise MigrationError.forbidden(where, f"ALTER TABLE with `{action.sql()}`", _ALLOWED)
    for node in tree.walk():
        _check_node(node, where, table)


def _check_node(node: exp.Expr, where: str, table: str) -> None:
    if isinstance(node, _NEVER):
        raise MigrationError.forbidden(where, f"`{_word(node)}`", _ALLOWED)
    if isinstance(node, exp.Table):
        _check_table(node, where, table)
    if isinstance(node, exp.Func) and not isinstance(node, _CONNECTIVES) and _name(node) not in FUNCTIONS:
        hint = f"allowed functions: {', '.join(FUNCTIONS)}"
        raise MigrationError.forbidden(where, f"function `{_shown(node)}`", hint)


def _check_table(node: exp.Table, where: str, table: str) -> None:
    is_plain = (
        isinstance(node.this, exp.Identifier) and not node.args.get("db") and not node.args.get("catalog")
    )
    if not is_plain or node.name.casefold() != table.casefold():
        raise MigrationError.forbidden(
            where, f"table `{node.sql()}`", f"name `{table}` alone, without a schema"
        )


def _name(node: exp.Func) -> str:
    name = _shown(node)
    return _ALIASES.get(name, name)


def _shown(node: exp.Func) -> str:
    return (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()


def _word(node: exp.Expr) -> str:
    return (str(node.this) if isinstance(node, exp.Command) else node.key).upper()


def _lost(tree: exp.Expr) -> str:
    """Return what a statement loses whatever the rows are."""
    if isinstance(tree, exp.Delete):
        return "the deleted rows"
    dropped = [
        f"column `{next(action.find_all(exp.Identifier)).name}`"
        for action in tree.args.get("actions") or ()
        if isinstance(action, exp.Drop)
    ]
    return ", ".join(dropped)
