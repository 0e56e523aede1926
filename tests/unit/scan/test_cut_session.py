from __future__ import annotations

import pytest
from sqlglot import exp, parse_one
from tests.fakes.tables import opened

from lockgate.scan.cut_session import CutSession

CUT = parse_one('with "few" as (select * from t where k > 1) select * from "few"', read="duckdb")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("select count(*) from t", [(2,)]),
        ("select count(*) from t as a join t as b on a.k = b.k", [(2,)]),
        ("select count(*) from other", [(1,)]),
        ("select count(*) from t where k in (select max(k) from t)", [(1,)]),
    ],
)
def test_a_table_is_read_through_its_cut_wherever_it_is_named(asked: str, found: list[tuple[int]]) -> None:
    with opened(t={"k": [1, 2, 3]}, other={"k": [1]}) as session:
        assert isinstance(CUT, exp.Select)
        cut = CutSession(session, "t", CUT)

        assert cut.rows(parse_one(asked, read="duckdb")) == found
        assert (cut.is_ordered, cut.selects, cut.dialect) == (True, 1, "duckdb")
        assert cut.schema("t").names == ("k",)


def test_each_cut_has_names_of_its_own() -> None:
    with opened(t={"k": [1]}) as session:
        assert isinstance(CUT, exp.Select)
        query = CutSession(session, "t", CUT)._cut(parse_one("select * from t, t as u"))

    assert sorted(cte.alias for cte in query.find_all(exp.CTE)) == ["few 1", "few 2"]
