"""Rows that are drawn for a probe, on every engine: no unit is cut, whatever the engine's hash."""

from __future__ import annotations

from contextlib import closing

import pyarrow as pa
from tests.conformance.engines import Bench

from lockgate.scan.drawing import drawing, drawing_whole
from lockgate.scan.predicates import column_sql

ROWS = pa.table({"user": [f"u{at // 5}" for at in range(60)], "film": list(range(60))})


def test_units_are_drawn_whole_and_rows_one_by_one(bench: Bench) -> None:
    with closing(bench.engine.open(bench.sources({"ranked": ROWS}))) as session:
        user, film = session.schema("ranked").columns
        shown = {"c0": column_sql(user), "c1": column_sql(film)}
        whole = session.arrays(drawing_whole("ranked", shown, [user, film], user, 23, seed=3))
        single = session.arrays(drawing("ranked", shown, [user, film], 23, seed=3))

    users = [str(one) for one in whole["c0"]]
    assert len(users) == 20
    assert {users.count(one) for one in users} == {5}
    assert len(set(single["c1"].tolist())) == 23
