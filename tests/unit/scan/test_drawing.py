from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.scan.drawing import drawing, drawing_whole, drawn
from lockgate.scan.engine import Source
from lockgate.scan.predicates import column_sql

ROWS = 50


def table(order: range) -> pa.Table:
    """Return rows of which every third is like the one before, with a column that has no hash."""
    numbers = [at - at % 3 // 2 for at in order]
    return pa.table({"x": numbers, "parts": [[at] for at in numbers]})


def draw(
    rows: pa.Table, most: int, *, seed: int | None = None, hashed: tuple[str, ...] = ("x", "parts")
) -> list[int]:
    session = DuckDBEngine(threads=1).open({"t": Source("t", frame=rows)})
    try:
        columns = session.schema("t").columns
        asked = [column for column in columns if column.name in hashed]
        query = drawing("t", {"x": column_sql(columns[0])}, asked, most, seed=seed)
        return [int(value) for value in session.arrays(query)["x"]]
    finally:
        session.close()


def test_the_order_of_the_table_decides_neither_which_rows_are_drawn_nor_in_which_order() -> None:
    forth, back = table(range(ROWS)), table(range(ROWS - 1, -1, -1))

    assert draw(forth, 10, seed=3) == draw(back, 10, seed=3)
    assert sorted(draw(forth, ROWS)) == sorted(forth["x"].to_pylist())


def test_another_seed_draws_other_rows() -> None:
    rows = table(range(ROWS))

    assert len({tuple(draw(rows, 10, seed=seed)) for seed in (None, 1, 2)}) == 3


def test_equal_rows_are_drawn_one_by_one() -> None:
    same = pa.table({"x": [7] * 30 + [8]})

    assert sorted(draw(same, 31)) == [7] * 30 + [8]


@pytest.mark.parametrize("hashed", [(), ("parts",)])
def test_without_a_column_that_has_a_hash_rows_are_drawn_all_the_same(hashed: tuple[str, ...]) -> None:
    assert len(draw(table(range(ROWS)), 5, hashed=hashed)) == 5


def test_each_slice_has_a_draw_of_its_own() -> None:
    rows = {"s": ["a"] * 300 + ["b"] * 300, "x": [*range(300), *range(300)]}
    with opened(t=rows) as session:
        found = session.rows(drawn(exp.table_("t"), [exp.column("x")], [exp.column("s")], 40))

    a, b = ({row[1] for row in found if row[0] == name} for name in "ab")
    assert (len(a), len(b)) == (40, 40)
    assert len(a & b) < 20  # 5 of 300 by chance
    assert abs(np.mean([float(str(x)) for x in a]) - 150) < 60


def whole(rows: pa.Table, most: int, seed: int = 1) -> list[int]:
    session = DuckDBEngine(threads=1).open({"t": Source("t", frame=rows)})
    try:
        (unit, value) = session.schema("t").columns
        shown = {"c0": column_sql(unit), "c1": column_sql(value)}
        query = drawing_whole("t", shown, [unit, value], unit, most, seed=seed)
        return [int(one) for one in session.arrays(query)["c0"]]
    finally:
        session.close()


def test_units_are_drawn_whole_whatever_the_order_of_the_table() -> None:
    units = [at // 5 for at in range(50)]
    forth, back = (
        pa.table({"u": order, "x": list(range(50))[::step]}) for order, step in ((units, 1), (units[::-1], -1))
    )

    drawn = whole(forth, 23)

    assert drawn == whole(back, 23)
    assert len(drawn) == 20
    assert {drawn.count(one) for one in drawn} == {5}
    assert set(whole(forth, 23, seed=2)) != set(drawn)
    assert whole(forth, 4) == []
