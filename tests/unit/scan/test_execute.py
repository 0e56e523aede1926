"""Plans carried out: one query, halves of it when it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.states import answers_of
from tests.fakes.tables import CountingSession, opened

from lockgate.domain.errors import DataError, LockgateError
from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues
from lockgate.scan.aggregates.key_counts import KeyCounts
from lockgate.scan.aggregates.moments import Total
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answers, answer_judged, fused_rows, slices_of
from lockgate.scan.expression import Expression
from lockgate.scan.judged import JudgedPass, Judgement
from lockgate.scan.predicates import Holds


def breaking(at: set[int]) -> CountIf:
    return CountIf(Holds(Expression(f"s::int + {min(at, default=0)} > 0")))


@pytest.mark.parametrize("bad", [set(), {0}, {3, 4}, {0, 7}, set(range(8))])
def test_each_part_that_breaks_is_found_and_the_others_answer(bad: set[int]) -> None:
    parts = [(i, (exp.Literal.number(i) if i not in bad else exp.column("nosuch"),)) for i in range(8)]

    def query(some: Sequence[tuple[int, tuple[exp.Expr, ...]]]) -> exp.Select:
        return exp.select(*(value for _, values in some for value in values)).from_("t")

    with opened(t={"x": [1]}) as session:
        found = fused_rows(parts, query, session)

    assert {i for i, rows in found.items() if isinstance(rows, LockgateError)} == bad
    assert {i: rows for i, rows in found.items() if i not in bad} == {
        i: [(i,)] for i in range(8) if i not in bad
    }


def test_nothing_asked_is_no_query() -> None:
    with opened(t={"x": [1]}) as session:
        counting = CountingSession(session)

        assert fused_rows([], lambda _: exp.select("1"), counting) == {}  # type: ignore[arg-type]  # acts as one
    assert counting.queries == []


def test_a_bad_cast_in_one_aggregate_leaves_the_others_their_answers() -> None:
    table = {"s": ["1", "two"], "x": [1, 2], "g": ["a", "b"]}
    aggregates: list[Aggregate] = [Total("x"), breaking(set()), RowCount(), KeyCounts(("x",))]

    total, broken, rows, keys = answers_of(table, aggregates)
    sliced = answers_of(table, aggregates, by=("g",))
    filtered = answers_of(table, aggregates, "s::int > 0")

    assert (total.total, rows, keys.rows) == (3, Count(2), 2)
    assert isinstance(broken, DataError)
    assert [isinstance(answer, DataError) for answer in sliced] == [False, True, False, False]
    assert all(isinstance(answer, DataError) for answer in filtered)


def test_slices_keep_all_digits_so_that_two_never_become_one() -> None:
    table = pa.table(
        {
            "f": pa.array([0.1, 0.1 + 1e-16 * 2, float("nan"), float("nan"), float("inf")]),
            "d": pa.array([Decimal("0.10"), Decimal("0.11"), None, None, None]),
            "ns": pa.array([1, 2, 3, 3, 3], pa.timestamp("ns")),
        }
    )

    by_float, by_decimal, by_instant = (
        answers_of(table, [RowCount()], by=(name,))[0] for name in ("f", "d", "ns")
    )

    assert by_float == {(0.1,): Count(1), (0.1 + 2e-16,): Count(1), ("nan",): Count(2), ("inf",): Count(1)}
    assert by_decimal == {("0.10",): Count(1), ("0.11",): Count(1), (None,): Count(3)}
    assert sorted(state.n for state in by_instant.values()) == [1, 1, 3]


def test_slices_are_told_in_one_order_nulls_first() -> None:
    request = Request("t", RowCount(), by=("g",))
    known = {request: {("b",): Count(1), (None,): Count(1), (2,): Count(1), ("a",): Count(1)}}

    keys = slices_of(known, [request, Request("t", RowCount())])  # type: ignore[arg-type]  # states by slice

    assert keys == [(None,), (2,), ("a",), ("b",)]


def test_what_is_open_is_not_known() -> None:
    answers = Answers()

    assert answers.of(Request("t", RowCount())) is None


def test_two_slices_of_one_name_are_an_error_of_values_that_python_judges_too() -> None:
    request = Request("t", JudgedValues("s", Anything()), by=("x",))
    answers = Answers()

    answer_judged(cast("JudgedPass", _Twins(request)), cast("Session", None), answers)

    assert isinstance(answers.known[request], DataError)
    assert request not in answers.rejected


class Anything:
    """Accepts every text."""

    words = "a text"

    def accepts(self, value: str) -> bool:
        return bool(value)


@dataclass(frozen=True, slots=True)
class _Twins:
    """A grouping with two slices that Python calls the same."""

    request: Request

    def judge(self, _: Session) -> dict[Request, dict[tuple[object, ...], Judgement]]:
        return {self.request: {(float("nan"),): Judgement(), ("nan",): Judgement()}}
