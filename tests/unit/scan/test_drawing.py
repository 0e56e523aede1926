from __future__ import annotations

import pyarrow as pa
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.scan.drawing import drawing
from lockgate.scan.engine import Source
from lockgate.scan.predicates import column_sql

ROWS = 50


def table(order: range) -> pa.Table:
    """Return rows of which every third is like the one before, with a column that has no hash."""
    numbers = [at - at % 3 // 2 for at in order]
    return pa.table({"x": numbers, "parts": [[at] for at in numbers]})


def drawn(
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

    assert drawn(forth, 10, seed=3) == drawn(back, 10, seed=3)
    assert sorted(drawn(forth, ROWS)) == sorted(forth["x"].to_pylist())


def test_another_seed_draws_other_rows() -> None:
    rows = table(range(ROWS))

    assert len({tuple(drawn(rows, 10, seed=seed)) for seed in (None, 1, 2)}) == 3


def test_equal_rows_are_drawn_one_by_one() -> None:
    same = pa.table({"x": [7] * 30 + [8]})

    assert sorted(drawn(same, 31)) == [7] * 30 + [8]


@pytest.mark.parametrize("hashed", [(), ("parts",)])
def test_without_a_column_that_has_a_hash_rows_are_drawn_all_the_same(hashed: tuple[str, ...]) -> None:
    assert len(drawn(table(range(ROWS)), 5, hashed=hashed)) == 5
