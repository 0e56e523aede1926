from __future__ import annotations

from tests.fakes.tables import opened

from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.plan import Scan
from lockgate.scan.predicates import IsNull, OneOf


def test_three_valued_logic_is_sqls() -> None:
    parts = (OneOf("a", (1,)), OneOf("b", (1,)))
    table = {"a": [1, 1, 1, 0, 0, None], "b": [1, 0, None, 0, None, None]}

    with opened(t=table) as session:
        schema = session.schema("t")
        counts = [CountIf(kind(parts)).expressions(schema)[0] for kind in (AnyOf, AllOf)]
        ((some, every),) = session.rows(Scan(schema, (), ()).query().select(*counts).from_("t"))

    assert (some, every) == (3, 1)


def test_a_column_of_several_parts_is_named_once() -> None:
    assert AnyOf((IsNull("a"), IsNull("b"), IsNull("a"))).columns == ("a", "b")
    assert AllOf((IsNull("b"),)).columns == ("b",)
