"""Which questions a column gives."""

from __future__ import annotations

import pyarrow as pa
from tests.fakes.references import reference_of
from tests.fakes.tables import opened

from lockgate.domain.errors import DataError
from lockgate.drift.collect import collect
from lockgate.drift.question import CHECK, MISSING, Question, questions_of
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec

SPEC = DriftSpec(data="t")
REFERENCE = reference_of({"x": [1, 2, 3] * 20, "s": ["a", "b", "b"] * 20})


def _questions(name: str, current: object, reference: Reference = REFERENCE) -> list[Question]:
    column = reference.require(name)
    request = column.request("t")
    with opened(t=current) as session:
        answer = collect(session, session.schema("t"), [request])[request]
    return list(questions_of(SPEC, column, answer))


def test_values_are_asked_about_and_missing_rows_only_where_there_are_some() -> None:
    whole = _questions("x", {"x": [1, 2]})
    holed = _questions("x", {"x": pa.array([1, None], pa.int64())})

    assert [one.check for one in whole] == [CHECK]
    assert [(one.check, one.distance.name) for one in holed] == [
        (CHECK, "kolmogorov_smirnov"),
        (MISSING, "total_variation"),
    ]


def test_new_values_and_those_that_are_gone_are_told() -> None:
    (one,) = _questions("s", {"s": ["a", "c", "c"]})

    assert (one.new, one.gone) == ((("c", 2),), ("b",))


def test_nothing_is_asked_of_what_could_not_be_read_or_is_sliced() -> None:
    column = REFERENCE.require("x")

    assert list(questions_of(SPEC, column, DataError.unknown_table("t", []))) == []
    assert list(questions_of(SPEC, column, {})) == []
