"""Readers of one table that go in step, so that what they ask at the same time is one query."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Session
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Schema

if TYPE_CHECKING:
    import numpy as np

__all__ = ["fused", "read_in_step"]

_READER = "lockgate reader"
"""Name of the column that says whose a row of an answer is."""

_ROWS = "lockgate rows"
"""Name under which queries that are asked together read the table."""

T = TypeVar("T")


def read_in_step(
    session: Session, table: str, readers: Sequence[Callable[[Session], T]]
) -> list[T | LockgateError]:
    """Run readers of one table side by side, and ask what they ask at the same time as one query.

    Each reader gets the answers that it would have got alone. Queries of the same columns are fused, see `fused`;
    those that are the same are asked once. A reader that fails leaves the others as they are, but a fused query that
    the engine refuses fails each reader that asked it.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    readers : sequence of callable
        What is done with a session; may be empty. They may ask for schemas, rows and arrays.

    Returns
    -------
    list of object or LockgateError
        What each reader returned, or why it failed, in order.

    Notes
    -----
    The last reader to ask asks for all: so nothing depends on how threads are scheduled.
    """
    if len(readers) <= 1:
        return [_alone(session, reader) for reader in readers]
    step = _Step(session, table, len(readers))

    def run(at: int) -> T | LockgateError:
        try:
            return _alone(cast("Session", _InStep(session, step, at)), readers[at])
        finally:
            step.leave()

    with ThreadPoolExecutor(len(readers)) as pool:
        return list(pool.map(run, range(len(readers))))


def _alone(session: Session, reader: Callable[[Session], T]) -> T | LockgateError:
    try:
        return reader(session)
    except LockgateError as error:
        return error


def fused(queries: Sequence[exp.Select], schema: Schema) -> exp.Select:
    """Return one query for several of the same output columns on one table, which is read once.

    The columns that any of them needs are read into a common table, from which each query is answered. Where the
    queries group their rows alike, these are grouped together, by whose they are as well. The first output column is
    the position of the query; the others are those of the queries.

    Examples
    --------
    >>> from sqlglot import parse_one
    >>> from lockgate.scan.schema import Column, LogicalType
    >>> schema = Schema("t", tuple(Column(name, "BIGINT", LogicalType.INTEGER) for name in "abc"))
    >>> queries = [parse_one(f"SELECT sum({name}) AS s FROM t") for name in "ab"]
    >>> print(fused(queries, schema).sql("duckdb", pretty=True))
    WITH "lockgate rows" AS MATERIALIZED (
      SELECT
        "a",
        "b"
      FROM "t"
    )
    SELECT
      *
    FROM (
      SELECT
        0 AS "lockgate reader",
        *
      FROM (
        SELECT
          SUM(a) AS s
        FROM "lockgate rows" AS "t"
      ) AS "q0"
      UNION ALL
      SELECT
        1 AS "lockgate reader",
        *
      FROM (
        SELECT
          SUM(b) AS s
        FROM "lockgate rows" AS "t"
      ) AS "q1"
    ) AS "q"
    """
    written = {name.name.lower() for query in queries for name in query.find_all(exp.Identifier)}
    needed = [column.name for column in schema.columns if column.name.lower() in written]
    names = needed or [schema.columns[0].name]  # rows can be counted by any
    rows = exp.select(*(_quoted(name) for name in names)).from_(table_sql(schema.table))
    own = [_from_common(query, schema.table) for query in queries]
    if _groups_alike(own):
        whole, alias = own[0], _source(own[0]).alias
        _source(whole).replace(_joined([_source(query).this for query in own], alias))
        for keys in _keys(whole):
            keys.insert(0, _quoted(_READER))
        whole.set("expressions", [_quoted(_READER), *whole.expressions])
    else:
        whole = exp.select(exp.Star()).from_(_joined(own, "q"), copy=False)
    return whole.with_(exp.to_identifier(_ROWS, quoted=True), as_=rows, materialized=True, copy=False)


def _joined(queries: Sequence[exp.Select], alias: str) -> exp.Subquery:
    """Return the rows of all queries, each with the position of its query."""
    numbered = []
    for at, query in enumerate(queries):
        rows = query.subquery(exp.to_identifier(f"{alias}{at}", quoted=True), copy=False)
        position = exp.alias_(exp.Literal.number(at), _READER, quoted=True)
        numbered.append(exp.select(position, exp.Star()).from_(rows, copy=False))
    joined = exp.union(*numbered, distinct=False, copy=False)
    return joined.subquery(exp.to_identifier(alias, quoted=True), copy=False)


def _groups_alike(queries: Sequence[exp.Select]) -> bool:
    """Tell whether queries do the same with rows of their own: only group them, and never make a group of no rows."""
    return all(_only_groups(query) for query in queries) and len({_shell(query) for query in queries}) == 1


def _only_groups(query: exp.Select) -> bool:
    keys = _keys(query)
    given = {name for name, value in query.args.items() if value}
    has_windows = any(one.find(exp.Window) for one in query.expressions)
    is_plain = given <= {"expressions", "from_", "group", "having"} and not has_windows
    by_columns = bool(keys) and all(one and all(isinstance(key, exp.Column) for key in one) for one in keys)
    return is_plain and by_columns and isinstance(_source(query), exp.Subquery)


def _shell(query: exp.Select) -> str:
    """Return what a query does with the rows that it reads."""
    source = _source(query)
    place = table_sql(source.alias)
    source.replace(place)
    text = query.sql(copy=False)
    place.replace(source)
    return text


def _source(query: exp.Select) -> exp.Expr:
    found: exp.Expr = query.args["from_"].this
    return found


def _keys(query: exp.Select) -> list[list[exp.Expr]]:
    """Return the lists of keys by which a query groups, to be added to."""
    group = query.args.get("group")
    if group is None:
        return []
    sets = group.args.get("grouping_sets") or []
    return [one.expressions for given in sets for one in given.expressions] if sets else [group.expressions]


def _quoted(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))


def _from_common(query: exp.Select, table: str) -> exp.Select:
    """Return the query with the common rows where it names the table."""
    query = query.copy()
    for node in list(query.find_all(exp.Table)):
        if node.name == table and not node.db:
            moved = table_sql(_ROWS)
            moved.set("alias", exp.TableAlias(this=exp.to_identifier(node.alias or table, quoted=True)))
            node.replace(moved)
    return query


class _InStep:
    """The session of one reader: what it asks waits until all ask."""

    def __init__(self, session: Session, step: _Step, at: int) -> None:
        self.dialect = session.dialect
        self._session, self._step, self._at = session, step, at

    def schema(self, table: str) -> Schema:
        """Return the columns of a table."""
        with self._step.alone:
            return self._session.schema(table)

    def rows(self, query: exp.Select) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        found: list[tuple[object, ...]] = self._step.ask(self._at, "rows", query)
        return found

    def arrays(self, query: exp.Select) -> dict[str, np.ndarray]:
        """Return the columns of a query as arrays."""
        found: dict[str, np.ndarray] = self._step.ask(self._at, "arrays", query)
        return found


class _Step:
    """Gathers what readers ask, and asks for all of them when the last is waiting."""

    def __init__(self, session: Session, table: str, readers: int) -> None:
        self.alone = threading.Condition()
        self._session, self._table, self._at_work = session, table, readers
        self._asked: dict[int, tuple[str, exp.Select]] = {}
        self._answers: dict[int, Any] = {}

    def ask(self, at: int, kind: str, query: exp.Select) -> Any:  # noqa: ANN401 - rows or arrays
        """Return the answer for one reader, when all have asked.

        Raises
        ------
        LockgateError
            If the engine refuses.
        """
        with self.alone:
            self._asked[at] = kind, query
            self._answer_if_all_wait()
            self.alone.wait_for(lambda: at in self._answers)
            answer = self._answers.pop(at)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def leave(self) -> None:
        """Count a reader that asks no more."""
        with self.alone:
            self._at_work -= 1
            self._answer_if_all_wait()

    def _answer_if_all_wait(self) -> None:
        if len(self._asked) < self._at_work:
            return
        alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for at, (kind, query) in sorted(self._asked.items()):
            alike.setdefault((kind, tuple(query.named_selects)), []).append(at)
        asked, self._asked = self._asked, {}
        for (kind, _), readers in alike.items():
            try:
                self._answers.update(self._together(kind, {at: asked[at][1] for at in readers}))
            except BaseException as error:  # noqa: BLE001 - told to whoever asked, or they would wait for ever
                self._answers.update(dict.fromkeys(readers, error))
        self.alone.notify_all()

    def _together(self, kind: str, queries: dict[int, exp.Select]) -> dict[int, Any]:
        """Return the answer of each reader."""
        texts = {at: query.sql() for at, query in queries.items()}
        different = {texts[at]: query for at, query in queries.items()}
        ask = getattr(self._session, kind)
        if len(different) == 1:
            return dict.fromkeys(queries, ask(next(iter(different.values()))))
        whole = ask(fused(tuple(different.values()), self._session.schema(self._table)))
        split = _rows_of if kind == "rows" else _arrays_of
        parts = {text: split(whole, position) for position, text in enumerate(different)}
        return {at: parts[texts[at]] for at in queries}


def _rows_of(whole: Sequence[tuple[object, ...]], position: int) -> list[tuple[object, ...]]:
    return [row[1:] for row in whole if row[0] == position]


def _arrays_of(whole: dict[str, np.ndarray], position: int) -> dict[str, np.ndarray]:
    is_own = whole[_READER] == position
    return {name: column[is_own] for name, column in whole.items() if name != _READER}
