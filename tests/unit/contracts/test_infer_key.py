from __future__ import annotations

import duckdb
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.contracts.infer_key import find_key
from lockgate.contracts.profile import profile_table
from lockgate.scan.engine import Source


def key_of(query: str) -> tuple[str, ...]:
    with duckdb.connect() as connection:
        table = connection.sql(query).to_arrow_table()
    session = DuckDBEngine(threads=1).open({"t": Source("a table", frame=table)})
    try:
        return find_key(session, profile_table(session, "t"))
    finally:
        session.close()


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("select i as id, i % 7 as x from range(300) as t(i)", ("id",)),
        ("select i % 30 as a, 'w' || i // 30 as b, 1 as c from range(300) as t(i)", ("a", "b")),
        ("select i % 30 as a from range(300) as t(i)", ()),
        ("select if(i = 3, 2, i) as id from range(300) as t(i)", ()),
        ("select if(i = 3, null, i) as id from range(300) as t(i)", ()),
        ("select i::double as id from range(300) as t(i)", ()),
        ("select 1 as id", ()),
        ("select 1 as id where false", ()),
    ],
)
def test_the_fewest_columns_that_are_unique_are_the_key(query: str, key: tuple[str, ...]) -> None:
    assert key_of(query) == key
