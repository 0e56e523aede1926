from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from sqlglot import exp, parse_one
from tests.fakes.tables import CountingSession, opened

from lockgate.domain.errors import DataError, LockgateError, ParameterError
from lockgate.scan.engine import Session
from lockgate.scan.in_step import read_in_step

COLUMNS = {"y": [0, 1, 1, 0], "a": [1, 2, 3, 4], "b": [5, 6, 7, 8], "g": ["x", "x", "z", None]}

Reader = Callable[[Session], object]


def select(sql: str, name: str = "") -> exp.Select:
    return cast("exp.Select", parse_one(sql.format(name), read="duckdb"))


def in_step(*readers: Reader) -> tuple[list[object], CountingSession]:
    with opened(t=COLUMNS) as session:
        counting = CountingSession(session)
        return list(read_in_step(cast("Session", counting), "t", list(readers))), counting


def rows(sql: str) -> Reader:
    return lambda session: session.rows(select(sql))


OF_A, OF_B = [("x", 3), ("z", 3), (None, 4)], [("x", 11), ("z", 7), (None, 8)]
GROUPED = "SELECT g, sum(v) AS s FROM (SELECT g, {} AS v FROM t) AS r GROUP BY {}"


@pytest.mark.parametrize(
    ("sql", "answers"),
    [
        ("SELECT sum({0}) AS s, count(*) AS n FROM t", [[(10, 4)], [(26, 4)]]),
        ("SELECT sum(r.v) AS s FROM (SELECT {0} AS v FROM t WHERE t.{0} > 100) AS r", [[(None,)], [(None,)]]),
        (GROUPED.format("{0}", "g"), [OF_A, OF_B]),
        (GROUPED.format("{0}", "GROUPING SETS ((g))"), [OF_A, OF_B]),
        (GROUPED.format("{0}", "GROUPING SETS ((), (g))"), [[*OF_A, (None, 10)], [*OF_B, (None, 26)]]),
    ],
    ids=["all", "none", "group", "sets", "sets with all"],
)  # fmt: skip
def test_what_two_readers_ask_at_once_is_one_query_with_one_scan(sql: str, answers: list[object]) -> None:
    found, session = in_step(rows(sql.format("a")), rows(sql.format("b")))

    by_key = [sorted(cast("list[tuple[object, ...]]", one), key=str) for one in found]
    assert by_key == [sorted(cast("list[tuple[object, ...]]", one), key=str) for one in answers]
    assert (len(session.queries), session.base_scans) == (1, 1)


def test_columns_come_as_arrays_and_only_needed_ones_are_read() -> None:
    def arrays(name: str) -> Reader:
        return lambda session: session.arrays(select("SELECT {} AS v FROM t WHERE g IS NOT NULL", name))[
            "v"
        ].tolist()

    found, session = in_step(arrays("A"), arrays("b"))

    assert found == [[1, 2, 3], [5, 6, 7]]
    assert '"y"' not in session.queries[0]
    assert session.base_scans == 1


def test_another_table_is_left_as_it_is() -> None:
    def join(name: str) -> Reader:
        sql = "SELECT sum({}) AS s FROM t, (SELECT 2 AS v) AS o JOIN u ON u.k = t.y"
        return lambda session: session.rows(select(sql, name))

    with opened(t=COLUMNS, u={"k": [1]}) as session:
        found = read_in_step(session, "t", [join("a"), join("b")])

    assert found == [[(5,)], [(13,)]]


def test_the_same_question_is_asked_once_and_different_ones_apart() -> None:
    def asks(name: str) -> Reader:
        def read(session: Session) -> object:
            assert session.dialect == "duckdb"
            n = session.rows(select("SELECT count(*) AS n FROM t"))
            return (
                n,
                session.rows(select("SELECT 1 AS {} FROM t WHERE y = 1", name)),
                len(session.schema("t").columns),
            )

        return read

    found, session = in_step(asks("p"), asks("q"))

    assert found == [([(4,)], [(1,), (1,)], 4)] * 2
    assert len(session.queries) == 3
    assert "lockgate rows" not in session.queries[0]


def test_a_reader_that_fails_or_is_done_leaves_the_others_as_they_are() -> None:
    def fails(session: Session) -> object:
        session.rows(select("SELECT max(a) AS m FROM t"))
        raise ParameterError.of("reader", "x", "known", 1)

    def asks_twice(session: Session) -> object:
        return [session.rows(select("SELECT max({}) AS m FROM t", name)) for name in ("a", "b")]

    found, session = in_step(fails, asks_twice, lambda _: "nothing asked")

    assert isinstance(found[0], ParameterError)
    assert found[1:] == [[[(4,)], [(8,)]], "nothing asked"]
    assert len(session.queries) == 2


def test_a_query_that_the_engine_refuses_fails_who_asked_it() -> None:
    refused, other = "SELECT sum(g) AS s FROM t", "SELECT sum(y) AS n FROM t"

    found, _ = in_step(rows(refused), rows(refused), rows(other))

    assert [isinstance(one, LockgateError) for one in found] == [True, True, False]
    with pytest.raises(DataError):
        raise cast("Exception", found[0])


def test_a_fault_of_a_reader_is_raised_when_all_are_done() -> None:
    def breaks(_: Session) -> object:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_step(breaks, rows("SELECT 1 AS one FROM t"))


def test_one_reader_asks_alone() -> None:
    found, session = in_step(rows("SELECT max(a) AS m FROM t"))

    assert (found, session.queries) == ([[(4,)]], ["SELECT MAX(a) AS m FROM t"])
    assert in_step()[0] == []


def test_nobody_waits_for_ever_where_a_session_breaks() -> None:
    with opened(t=COLUMNS) as session:
        session.arrays = 1  # type: ignore[assignment,method-assign]  # what cannot be called
        readers: list[Reader] = [lambda one: one.arrays(select("SELECT max(a) AS m FROM t"))] * 2
        with pytest.raises(TypeError):
            read_in_step(session, "t", readers)
