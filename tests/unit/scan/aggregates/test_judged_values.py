from __future__ import annotations

import pytest

from lockgate.domain.errors import DataError
from lockgate.scan.aggregates.judged_values import (
    JudgedValues,
    JudgedValuesState,
    RejectedValues,
    TextAmong,
    judged_sql,
)
from lockgate.scan.expression import Expression
from lockgate.scan.rules.formats import FormatRule
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("s", LogicalType.STRING, "VARCHAR"),
        Column("j", LogicalType.OTHER, "JSON"),
        Column("n", LogicalType.INTEGER, "BIGINT"),
    ),
)
ASKED = JudgedValues("s", FormatRule("iban"))


def test_states_of_parts_add_up() -> None:
    assert JudgedValuesState(3, 1).merge(JudgedValuesState(4, 2)) == JudgedValuesState(7, 3)


def test_texts_are_judged_as_they_are_and_json_as_its_text() -> None:
    assert judged_sql("s", SCHEMA).sql("duckdb") == '"s"'
    assert judged_sql("j", SCHEMA).sql("duckdb") == 'CAST("j" AS TEXT)'
    with pytest.raises(DataError, match="must be text"):
        judged_sql("n", SCHEMA)


def test_refused_values_become_a_predicate_when_they_are_known() -> None:
    question = RejectedValues(ASKED)

    assert question.columns == ("s",)
    assert question.among(["a", "it's"]) == TextAmong("s", ("a", "it's"))
    assert question.among(["a", "it's"]).sql(SCHEMA).sql("duckdb") == "\"s\" IN ('a', 'it''s')"


def test_what_is_asked_is_said_in_words() -> None:
    assert ASKED.words == "rows whose s is not an IBAN"
    assert TextAmong("s", ("a",)).words == "s is one of 1 texts"
    assert TextAmong("s", ("a",)).columns == ASKED.columns


def test_refused_values_that_are_many_are_in_a_table_named_after_the_question() -> None:
    held = RejectedValues(ASKED).held(Expression("n > 1"))
    others = [RejectedValues(ASKED).held(None), RejectedValues(JudgedValues("j", ASKED.rule)).held(held.where)]

    texts = f'SELECT "{held.table}"."v" FROM "{held.table}"'  # noqa: S608 - compared, not run
    assert held.sql(SCHEMA).sql("duckdb") == f'"s" IN ({texts})'
    assert held.table == RejectedValues(ASKED).held(Expression("n > 1")).table
    assert len({held.table, *(other.table for other in others)}) == 3
    assert (held.columns, held.words) == (("s",), "s is not an IBAN")
