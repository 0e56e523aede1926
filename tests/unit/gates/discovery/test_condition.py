"""A slice that was found, picked again by its condition on a real engine."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.weak_slices import classified, search_spec

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery.condition import condition_of, name_of_slice
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.slicing import Dimension
from lockgate.scan.engine import Source
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import table_sql

ROWS = 300


def odd_columns() -> dict[str, object]:
    """Return predictions with columns of every type, with what is missing in them and names that need quotes."""
    at = np.arange(ROWS)
    nothing = at % 7 == 0
    floats = np.where(at % 11 == 0, np.nan, at / 3 - 40)
    return {
        **classified(ROWS, seed=1),
        "text": pa.array(np.where(at % 2, "it's", "O'Hare \\ x"), mask=nothing),
        "whole": pa.array(at % 3 - 1, mask=nothing),
        "real": pa.array(floats, mask=nothing),
        "endless": pa.array(np.where(at % 5 == 0, np.nan, np.inf), mask=nothing),
        "same": pa.array(np.full(ROWS, 2.5), mask=nothing),
        "flag": pa.array(at % 2 == 1, mask=nothing),
        "The Day": pa.array([date(2013, 1, 1) + timedelta(days=int(one % 4)) for one in at], mask=nothing),
        "select": pa.array(at % 3),
    }


DIMENSIONS = (
    Dimension("text"),
    Dimension(name="each whole", expression="whole"),
    Dimension("whole", bins=2, name="binned whole"),
    Dimension("real", bins=4),
    Dimension("real", edges=(-10.5, 0.0), name="cut real"),
    Dimension("same", bins=2),
    Dimension("endless", bins=2),
    Dimension("flag"),
    Dimension("The Day"),
    Dimension("select", bins=3),
    Dimension(name="late", where="whole > 0"),
    Dimension(name="sum", expression="whole + 1"),
    Dimension(name="ratio", expression="real / 2", edges=(3.0,)),
)


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda one: one.called)
def test_the_condition_of_a_value_picks_the_rows_of_the_value(dimension: Dimension) -> None:
    asked = Discovery(columns=(dimension,), margin=0.0, identity=("id",))
    table = pa.table({name: pa.array(values) for name, values in odd_columns().items()})
    session = DuckDBEngine(threads=1).open({"scored": Source("memory", frame=table)})
    try:
        cells = collect_base_cells(session, search_spec(asked), asked, seed=0)
        schema = session.schema("scored")
        for code, value in enumerate(cells.values[0]):
            picked = Expression(condition_of(cells.plan, [(0, value)])).sql(schema)
            query = exp.select(exp.Count(this=exp.Star())).from_(table_sql("scored")).where(picked)
            counted = session.rows(query)[0][0]
            wanted = sum(int(half.n[half.codes[:, 0] == code].sum()) for half in (cells.searched, cells.held))
            assert (value, counted) == (value, wanted)
    finally:
        session.close()


def test_names_are_words() -> None:
    assert name_of_slice((("Größe", "below -1.5"), ("O'Hare", "x  y"))) == "größe-below-minus-1-5-o-hare-x-y"
    assert name_of_slice((("age", "18-25"), ("day", "2013-01-06"))) == "age-18-25-day-2013-01-06"
