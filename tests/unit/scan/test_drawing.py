"""Rows drawn by their content."""

from __future__ import annotations

import numpy as np
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.scan.drawing import drawing, drawn


def test_another_seed_draws_other_rows_and_the_same_one_the_same() -> None:
    with opened(t={"x": list(range(1_000)), "l": [[1]] * 1_000}) as session:
        schema = session.schema("t")

        def draw(seed: int | None) -> list[int]:
            query = drawing("t", {"x": exp.column("x")}, schema.columns, 50, seed=seed)
            found: list[int] = session.arrays(query)["x"].tolist()
            return found

        assert draw(1) == draw(1)
        assert len({tuple(draw(seed)) for seed in (None, 1, 2)}) == 3


def test_rows_without_a_column_to_tell_them_by_are_numbered() -> None:
    with opened(t={"l": [[1], [2]]}) as session:
        query = drawing("t", {"l": exp.column("l")}, session.schema("t").columns, 1)

        assert len(session.rows(query)) == 1


def test_each_slice_has_a_draw_of_its_own() -> None:
    table = {"s": ["a"] * 300 + ["b"] * 300, "x": [*range(300), *range(300)]}
    with opened(t=table) as session:
        rows = session.rows(drawn(exp.table_("t"), [exp.column("x")], [exp.column("s")], 40))

    a, b = ({row[1] for row in rows if row[0] == name} for name in "ab")
    assert (len(a), len(b)) == (40, 40)
    assert len(a & b) < 20  # 5 of 300 by chance
    assert abs(np.mean([float(str(x)) for x in a]) - 150) < 60
