"""Predicates on texts, asked of the texts that stand for other values."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import run_on

from lockgate.checks.length import Length
from lockgate.checks.pattern import Pattern
from lockgate.domain.verdict import Verdict
from lockgate.scan.as_text import AsText, of_texts
from lockgate.scan.predicates import LengthOutside, Matches
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import Suite, SuiteItem

TEXT = Column("s", LogicalType.STRING, "VARCHAR")
WHOLE = Column("n", LogicalType.INTEGER, "BIGINT")
FLAG = Column("b", LogicalType.BOOLEAN, "BOOLEAN")
TABLE = Schema("t", (TEXT, WHOLE, FLAG))


def test_texts_stay_as_they_are() -> None:
    plain = Matches("s", "^a")

    assert AsText(plain).sql(TABLE) == plain.sql(TABLE)
    assert of_texts(AsText(plain), TEXT) is plain
    assert of_texts(AsText(plain), WHOLE) == AsText(plain)
    assert of_texts(plain, WHOLE) is plain


def test_a_null_has_no_text() -> None:
    found = AsText(LengthOutside("b", 5)).sql(TABLE).sql("duckdb")

    assert found == "LENGTH(CASE WHEN \"b\" THEN 'True' WHEN NOT \"b\" THEN 'False' END) < 5"


@pytest.mark.parametrize(
    ("column", "regex", "n_failed"),
    [
        (pa.array([1, 10, None, -3]), "1", 1),
        (pa.array([True, False, None, True]), "^True$", 1),
        (pa.array(["a", "b", None, "ab"]), "^a", 1),
        (pa.array([1.5, 2.0, None, 0.25]), r"^\d+\.\d+$", 0),
    ],
)
def test_values_of_every_type_are_asked_as_texts(column: pa.Array, regex: str, n_failed: int) -> None:
    suite = Suite(table="t", items=(SuiteItem(check=Pattern("x", regex, as_text=True)),))

    (finding,) = run_on(suite, t={"x": column}).findings[0]

    assert (finding.n, finding.n_failed) == (3, n_failed)


@pytest.mark.parametrize(("values", "verdict"), [([1, 22, 333], Verdict.PASS), ([1, 22, 4444], Verdict.FAIL)])
def test_lengths_of_numbers_are_those_of_their_texts(values: list[Any], verdict: Verdict) -> None:
    suite = Suite(table="t", items=(SuiteItem(check=Length("x", max=3, as_text=True)),))

    for given in (values, [str(value) for value in values]):
        assert run_on(suite, t={"x": given}).findings[0][0].verdict is verdict
