"""Laws of summaries: what follows from the kept states of any parts is what the engine says of all rows."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pyarrow as pa
import pytest
from tests.fakes.tables import opened

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import Aggregate, Request, State, Summary, kept_for
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.changes import Changes
from lockgate.scan.aggregates.column_fill import ColumnFill
from lockgate.scan.aggregates.contingency import Contingency
from lockgate.scan.aggregates.frequencies import Frequencies
from lockgate.scan.aggregates.grouped_moments import GroupedMoments
from lockgate.scan.aggregates.key_counts import KeyCounts
from lockgate.scan.aggregates.neighbours import Neighbours
from lockgate.scan.aggregates.order_breaks import OrderBreaks
from lockgate.scan.aggregates.order_statistics import OrderStatistics
from lockgate.scan.aggregates.order_values import OrderValues
from lockgate.scan.aggregates.outliers import Outliers
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.aggregates.rank_moments import RankMoments
from lockgate.scan.aggregates.shared_keys import SharedKeys
from lockgate.scan.aggregates.variants import Variants
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.pairing import Closeness, Pairing
from lockgate.scan.profile import profile_table

NAN, INF = math.nan, math.inf
TYPES = {
    "i": pa.int64(), "x": pa.float64(), "y": pa.float64(), "price": pa.decimal128(12, 2), "s": pa.string(),
    "g": pa.string(), "day": pa.date32(), "at": pa.timestamp("us"), "zoned": pa.timestamp("us", "UTC"),
    "ok": pa.bool_(), "one": pa.string(), "zero": pa.float64(),
}  # fmt: skip


def drawn(seed: int, n: int) -> pa.Table:
    """Return rows with ties, nulls, infinities, NaN in `x` alone, and numbers that no float holds."""
    draw = random.Random(seed)  # noqa: S311 - test data

    def one() -> dict[str, Any]:
        return {
            "i": draw.choice([None, 2**60, 2**60 + 1, *range(8)]),
            "x": draw.choice([None, NAN, INF, -INF, 0.0, -0.0, 1.5, draw.gauss(0, 1)]),
            "y": draw.choice([None, 0.25, draw.gauss(0, 1), -3.0]),
            "price": draw.choice([None, Decimal("1.50"), Decimal(draw.randrange(-500, 500)) / 100]),
            "s": draw.choice([None, "JFK", "jfk", "J.F.K.", " ", "", "EWR", "ewr"]),
            "g": draw.choice(["a", "b", None, "a:b"]),
            "day": draw.choice([None, date(2013, 1, 1) + timedelta(draw.randrange(9))]),
            "at": draw.choice([None, datetime(1969, 12, 31, 23) + timedelta(microseconds=draw.randrange(10**13))]),  # noqa: DTZ001 - without a zone on purpose
            "zoned": draw.choice([None, datetime(2013, 1, 1) + timedelta(hours=draw.randrange(30))]),  # noqa: DTZ001 - as above
            "ok": draw.choice([None, True, False]),
            "one": "same",
            "zero": draw.choice([None, 0.0, -0.0]),
        }  # fmt: skip

    rows = [one() for _ in range(n)]
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in TYPES.items()})


SUMMARIES: list[Aggregate] = [
    ColumnFill(),
    ColumnFill(("g", "s")),
    KeyCounts(("i", "g")),
    SharedKeys(("i", "s")),
    SharedKeys(("s", "g"), "never"),
    Frequencies(("x",)),
    Frequencies(("s", "price"), counts_nulls=True),
    Frequencies((), counts_nulls=True),
    Contingency(("s",), ("g",)),
    Contingency(("s", "i"), ("x",), counts_nulls=True),
    Contingency(("y", "g"), ("price",), bins=4, counts_nulls=True),
    Contingency(("x",), ("i",), bins=3),
    Contingency(("day",), ("s",), bins=8),
    *(Variants("s", one) for one in (("case",), ("case", "whitespace", "punctuation"))),
    *(OrderStatistics(name, (0.1, 0.25, 0.5, 0.75, 1.0)) for name in ("i", "x", "y", "price")),
    *(OrderValues(name, q) for name in ("i", "x", "price") for q in (0.0, 0.3, 1.0)),
    *(OrderValues(name, 0.4, of_instants=True) for name in ("day", "at", "zoned")),
    OrderValues("ok", 0.5),
    *(Outliers(name, method, 1.0) for name in ("y", "x", "price") for method in ("z", "iqr", "mad")),
    Outliers("x", "iqr", 0.5, "upper"),
    Outliers("x", "mad", 0.5, "lower"),
    Outliers("i", "z", 0.5, is_exclusive=True),
    Outliers("i", "z", -0.5, "upper", is_exclusive=True),
    RankMoments("s", "g"),
    RankMoments("s", "x"),
    *(RankMoments("y", other) for other in ("i", "price", "day", "at", "zoned", "ok", "x")),
    GroupedMoments("y", ("g", "s")),
    GroupedMoments("x", ("g",)),
    *(
        OrderBreaks(value, place, falls, strict)
        for value, place in (("x", "day"), ("i", "at"), ("price", "zoned"), ("day", "i"), ("s", "i"), ("x", "s"))
        for falls in (False, True)
        for strict in (False, True)
    ),
    *(Neighbours(name, "=", name, (name,), step) for name, step in (("i", 1), ("price", 0.01), ("x", 1.5))),
    *(
        Neighbours(end, "<=", start, (start, end), alone=ColumnsDisagree(start, alone, end), is_running=True)
        for start, end in (("y", "x"), ("day", "at"), ("i", "price"), ("s", "g"))
        for alone in ("<", "<=")
    ),
    Neighbours("x", "<", "y", ("y", "x"), is_running=True),
]  # fmt: skip


def answers(table: pa.Table, asked: list[Aggregate], **others: pa.Table) -> list[State]:
    requests = [Request("t", aggregate) for aggregate in asked]
    with opened(t=table, **others) as session:
        found = profile_table(session, "t", requests)
    states = [found[request] for request in requests]
    assert all(hasattr(state, "merge") for state in states), states
    return cast("list[State]", states)


def is_close(left: object, right: object) -> bool:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(is_close, left, right))
    if isinstance(left, float) and isinstance(right, float | int):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(left) and math.isnan(right))
    return left == right


def fields(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__slots__}  # type: ignore[attr-defined]  # dataclasses


@pytest.mark.parametrize(
    ("seed", "sizes"), [(1, (40, 0, 25)), (2, (1, 1, 1)), (3, (0, 0)), (4, (200, 3)), (5, (1, 0))]
)
def test_a_summary_follows_from_what_is_kept_of_each_part(seed: int, sizes: tuple[int, ...]) -> None:
    whole = drawn(seed, sum(sizes))
    kept = [kept_for(aggregate) for aggregate in SUMMARIES]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    parts = [answers(whole.slice(start, n), kept) for start, n in zip(starts, sizes, strict=True)]

    for place, (aggregate, said) in enumerate(zip(SUMMARIES, answers(whole, SUMMARIES), strict=True)):
        found = cast("Summary", aggregate).summary_of([part[place] for part in parts])

        assert type(found) is type(said)
        assert is_close(tuple(fields(found).values()), tuple(fields(said).values())), (aggregate, found, said)


def test_what_is_kept_merges_in_any_order_and_to_the_whole() -> None:
    whole = drawn(7, 60)
    kept = [kept_for(aggregate) for aggregate in SUMMARIES]
    parts = [answers(whole.slice(start, 20), kept) for start in (0, 20, 40)]

    for place, of_all in enumerate(answers(whole, kept)):
        a, b, c = (part[place] for part in parts)
        assert a.merge(b).merge(c) == c.merge(b.merge(a)) == of_all


def test_every_aggregate_that_refuses_to_be_merged_is_tried() -> None:
    tried = {type(aggregate) for aggregate in SUMMARIES}

    assert {kind.__name__ for kind in tried} == {
        "ColumnFill", "Contingency", "Frequencies", "GroupedMoments", "KeyCounts", "Neighbours", "OrderBreaks",
        "OrderStatistics", "OrderValues", "Outliers", "RankMoments", "SharedKeys", "Variants",
    }  # fmt: skip


def test_more_combinations_than_are_kept_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lockgate.scan.aggregates.cells.MOST_CELLS", 3)
    asked = Contingency(("s",), ("g",))
    (state,) = answers(drawn(1, 40), [cast("Cells", kept_for(asked))])

    assert isinstance(state, CellsState)
    assert (state.is_complete, state.cells) == (False, b"")
    with pytest.raises(StateError, match="more than 3 distinct combinations"):
        asked.summary_of([state])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_whole", [False, True])
def test_what_two_tables_share_follows_from_the_keys_of_each_part(seed: int, *, is_whole: bool) -> None:
    here, there = drawn(seed, 50), drawn(seed + 100, 30)
    pairings = [
        Pairing(("i",), "other", ("i",), ("x", "s"), ("x", "s")),
        Pairing(
            ("day", "g"), "other", ("day", "g"), ("price",), ("price",), Closeness(absolute=1), pairs_nulls=True
        ),
        Pairing(("s",), "other", ("g",)),
        Pairing((), "other", (), pairs_nulls=True),
    ]
    asked: list[Aggregate] = [Overlay(pairing, is_whole) for pairing in pairings]
    known, parts = beside(here, there, asked)

    for place, (overlay, said) in enumerate(zip(asked, known, strict=True)):
        merged = cast("Overlay", overlay).summary_of([part[place] for part in parts])
        assert isinstance(said, OverlayState)
        rows_there = said.rows_there if is_whole else said.shared_there
        assert merged == replace(said, rows_there=rows_there, keys_there=merged.keys_there), overlay


@pytest.mark.parametrize("seed", range(4))
def test_which_value_became_which_follows_from_all_changes_of_each_part(seed: int) -> None:
    names = ("x", "s", "price", "day", "ok")
    here, there = drawn(seed, 60), drawn(seed + 100, 60)
    asked: list[Aggregate] = [
        Changes(Pairing(("at",), "other", ("at",), names, names)),
        Changes(Pairing(("number",), "other", ("number",), names, names)),
        Changes(Pairing(("number", "i"), "other", ("number", "i"), ("s",), ("g",), pairs_nulls=True)),
    ]
    numbers = pa.array([*range(50), *range(40, 50)])  # ten keys repeat, over two parts
    known, parts = beside(here.append_column("number", numbers), there.append_column("number", numbers), asked)

    assert any(getattr(said, "changes", ()) for said in known)
    for place, (changes, said) in enumerate(zip(asked, known, strict=True)):
        assert cast("Changes", changes).summary_of([part[place] for part in parts]) == said


def beside(here: pa.Table, there: pa.Table, asked: list[Aggregate]) -> tuple[list[State], list[list[State]]]:
    """Return what is said of a table beside another one, and what is kept of three parts of it for that."""
    known, *parts = (
        answers(here.slice(start, n), wanted, other=there)
        for start, n, wanted in (
            (0, len(here), asked),
            *((start, n, list(map(kept_for, asked))) for start, n in ((0, 20), (20, 0), (20, len(here) - 20))),
        )
    )
    return known, parts
