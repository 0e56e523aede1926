"""Laws of states: merge is associative and commutative, any partition is the whole, files give them back."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.tables import NOW, opened

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import Aggregate, Request, State
from lockgate.scan.aggregates import STATES
from lockgate.scan.aggregates.binned_counts import BinnedCounts, Grid
from lockgate.scan.aggregates.cells import Cells
from lockgate.scan.aggregates.co_moments import CoMoments, PairMoments
from lockgate.scan.aggregates.column_pairs import ColumnPairs
from lockgate.scan.aggregates.column_values import ColumnValues
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.aggregates.extremes import Extremes, LengthExtremes
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.higher_moments import HigherMoments
from lockgate.scan.aggregates.judged_values import JudgedValues
from lockgate.scan.aggregates.key_counts import KeyCounts, Keys
from lockgate.scan.aggregates.keyed_counts import Histogram, QuantileSketch, ValueCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts
from lockgate.scan.aggregates.moments import Moments, Total
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.order_breaks import OrderBreaks
from lockgate.scan.aggregates.periods import Periods
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.blocks import Block
from lockgate.scan.cell_parts import Hashed, Ordered
from lockgate.scan.execute import Answers, answer_plan
from lockgate.scan.expression import Expression
from lockgate.scan.plan import plan_table
from lockgate.scan.predicates import Fails, IsNull
from lockgate.scan.rules.formats import FormatRule
from lockgate.scan.state_set import dump_states, load_states

MERGEABLE: tuple[Aggregate, ...] = (
    RowCount(),
    CountIf(IsNull("x")),
    CountIf(Fails(Expression("x >= 0 and x <= 10"))),
    Extremes("x"),
    Extremes("s"),
    LengthExtremes("s"),
    Total("x"),
    Moments("x"),
    ValueCounts("s"),
    Histogram("x", 0.0, 100.0, 8),
    BinnedCounts("x", (0.0, 25.0, 100.0), Grid(0.0, 25.0, 4)),
    BinnedCounts("x", (0.0, 3.0, 100.0), block=Block("s")),
    BinnedCounts("x", (0.0, 25.0, 100.0), Grid(0.0, 25.0, 4), is_summed=True),
    BinnedCounts("x", (0.0, 3.0, 100.0), block=Block("s"), is_summed=True),
    FilledCounts("s"),
    FilledCounts("s", Block("s")),
    ListedCounts("s", ("AA", "UA")),
    ListedCounts("s", ("AA", "UA"), Block("s")),
    QuantileSketch("x"),
    Keys(("s",)),
    Cells((Ordered("x"), Hashed(("s",)))),
    ColumnValues(("s",)),
    JudgedValues("s", FormatRule("base64")),
    TableSchema(),
    Now(),
    HigherMoments("x"),
    CoMoments(("x", "y")),
    ColumnPairs(("x", "y")),
    Periods("d", "day", "x"),
)

ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(-1_000, 1_000).map(float)),
        st.one_of(st.none(), st.sampled_from(["UA", "AA", "B6", "", "é"])),
    ),
    max_size=30,
)


Row = tuple[float | None, str | None]


def states_of_each(parts: Sequence[Sequence[Row]], aggregates: Sequence[Aggregate]) -> list[list[State]]:
    """Return the states of some tables, which one session opens together."""
    tables = {
        f"t{i}": pa.table(
            {
                "x": pa.array([r[0] for r in rows], pa.float64()),
                "s": pa.array([r[1] for r in rows], pa.string()),
                "y": pa.array([None if r[0] is None else r[0] % 7 for r in rows], pa.float64()),
                "d": pa.array([date(2013, 1, 1 + len(r[1] or "")) for r in rows], pa.date32()),
            }
        )
        for i, rows in enumerate(parts)
    }
    found = []
    with opened(**tables) as session:
        for name in tables:
            requests = [Request(name, aggregate) for aggregate in aggregates]
            answers = Answers()
            answer_plan(plan_table(session.schema(name), dict.fromkeys(requests, (0,))), session, NOW, answers)
            found.append([answers.known[request] for request in requests])
    return found  # type: ignore[return-value]  # states, since nothing is sliced


def states_of(rows: Sequence[Row], aggregates: Sequence[Aggregate]) -> list[State]:
    return states_of_each([rows], aggregates)[0]


def is_same(left: State, right: State) -> bool:
    """Compare states; floats may differ in the digits that evidence does not keep."""
    ours, theirs = vars_of(left), vars_of(right)
    return ours.keys() == theirs.keys() and all(_same(ours[key], theirs[key]) for key in ours)


def vars_of(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__slots__}  # type: ignore[attr-defined]  # dataclasses


def _same(left: object, right: object) -> bool:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(_same(*pair) for pair in zip(left, right, strict=True))
    if isinstance(left, PairMoments) and isinstance(right, PairMoments):
        return is_same(left, right)  # type: ignore[arg-type]  # a part of a state, compared like one
    if isinstance(left, float) and isinstance(right, float | int):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-6) or (math.isnan(left) and math.isnan(right))
    return left == right


@settings(max_examples=25)
@given(rows=ROWS, cut=st.integers(0, 30), other=st.integers(0, 30))
def test_any_partition_of_the_rows_merges_to_the_whole(
    rows: list[tuple[float | None, str | None]], cut: int, other: int
) -> None:
    first, second = sorted((cut, other))

    *parts, whole = states_of_each([rows[:first], rows[first:second], rows[second:], rows], MERGEABLE)

    for number, aggregate in enumerate(MERGEABLE):
        a, b, c = (part[number] for part in parts)
        assert is_same(a.merge(b).merge(c), whole[number]), aggregate
        assert is_same(a.merge(b.merge(c)), whole[number]), aggregate
        assert is_same(c.merge(a).merge(b), whole[number]), aggregate


def test_every_kind_of_state_is_proved_or_says_why_it_cannot_be_merged() -> None:
    proved = {type(state).kind for state in states_of([(1.0, "UA")], MERGEABLE)}

    assert set(STATES) - proved == {
        "changes",
        "column_fill",
        "contingency",
        "frequencies",
        "grouped_moments",
        "key_counts",
        "order_breaks",
        "order_runs",
        "order_statistics",
        "order_values",
        "orphans",
        "outliers",
        "overlay",
        "rank_moments",
        "row_sample",  # the sample of a whole numbers equal rows, those of its parts do not: tested beside it
        "shared_keys",
        "variants",
    }


def test_a_summary_of_keys_refuses_to_guess() -> None:
    first, second = (states_of([(1.0, "UA")], (KeyCounts(("s",)),))[0] for _ in range(2))

    with pytest.raises(StateError, match="LG211"):
        first.merge(second)


def test_an_unseen_step_between_parts_is_not_guessed() -> None:
    first, second = (states_of([(1.0, "a"), (2.0, "b")], (OrderBreaks("x"),))[0] for _ in range(2))

    with pytest.raises(StateError, match="LG211"):
        first.merge(second)


@settings(max_examples=15)
@given(rows=ROWS)
def test_states_survive_a_file(rows: list[tuple[float | None, str | None]]) -> None:
    requests = [Request("t", aggregate) for aggregate in MERGEABLE]
    answers = dict(zip(requests, states_of(rows, MERGEABLE), strict=True))

    document = json.loads(json.dumps(dump_states("t", answers)))

    assert load_states(document, requests) == answers


def test_a_tampered_file_is_refused() -> None:
    request = Request("t", RowCount())
    document = dump_states("t", {request: states_of([(1.0, "a")], (RowCount(),))[0]})
    document["states"][request.key]["state"]["n"] = 1_000_000

    with pytest.raises(StateError, match="digest"):
        load_states(document, [request])


def test_a_file_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(StateError, match="lockgate-states/1"):
        load_states({"format": "lockgate-states/2", "table": "t", "states": {}}, [])


def test_equal_content_has_an_equal_name() -> None:
    request = Request("t", RowCount())
    one, two = (dump_states("t", {request: states_of([(1.0, "a")], (RowCount(),))[0]}) for _ in range(2))

    assert one["digest"] == two["digest"]
