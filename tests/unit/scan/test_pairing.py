from __future__ import annotations

import pytest
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import ParameterError
from lockgate.scan.pairing import Closeness, Pairing, RowsBeside
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType

HERE = {"id": [1, 2, 3, 4, 5], "k": [1, 2, 3, None, 9], "x": [1.0, 2.0, 3.0, 4.0, 9.0]}
THERE = {"K": [1, 2, 3, None], "X": [1.0, 2.5, 3.05, 4.0]}
PAIRING = Pairing(("k",), "other", ("K",), ("x",), ("X",), Closeness(absolute=0.1))


def ids(question: RowsBeside) -> list[object]:
    with opened(t=HERE, other=THERE) as session:
        rows = session.rows(question.query(table_sql("t"), session.schema("t"), ()))
    return sorted(row[0] for row in rows)  # type: ignore[type-var]  # whole numbers


def test_rows_that_lack_a_partner_or_differ_from_it_are_found() -> None:
    assert ids(RowsBeside(PAIRING)) == [2, 5]
    assert ids(RowsBeside(PAIRING, needs_partner=True)) == [2]
    assert ids(RowsBeside(PAIRING, are_shared=True)) == [1, 2, 3]


def test_a_null_has_a_partner_if_nulls_are_paired() -> None:
    paired = Pairing(("k",), "other", ("K",), pairs_nulls=True)

    assert ids(RowsBeside(paired)) == [5]
    assert ids(RowsBeside(paired, are_shared=True)) == [1, 2, 3, 4]


def test_the_offence_is_shown_by_the_columns_that_are_compared() -> None:
    assert RowsBeside(PAIRING).columns == ("k", "x")


@pytest.mark.parametrize(
    ("closeness", "words"),
    [
        (Closeness(), "equal"),
        (Closeness(0.5), "equal within 0.5"),
        (Closeness(0.5, 0.01), "equal within 0.5 or 0.01 of the value"),
    ],
)
def test_closeness_is_said_in_words(closeness: Closeness, words: str) -> None:
    assert str(closeness) == words
    assert closeness.is_exact == (words == "equal")


@pytest.mark.parametrize("wrong", [{"absolute": -1.0}, {"relative": float("nan")}, {"absolute": float("inf")}])
def test_a_closeness_that_is_no_distance_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match="0 or more"):
        Closeness(**wrong)


def test_texts_are_the_same_or_not_whatever_the_closeness() -> None:
    text = Column("s", LogicalType.STRING, "VARCHAR")

    differs = Closeness(absolute=9).differ(exp.column("a"), exp.column("b"), text)

    assert differs.sql("duckdb") == "a IS DISTINCT FROM b"
