"""Every form of SQL that is in the golden files, carried out: each aggregate and predicate answers as on DuckDB."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.conftest import expected_gap
from tests.conformance.engines import bench_of
from tests.golden.test_sql import AGGREGATES, PREDICATES, SCHEMA

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.aggregates.key_counts import Keys, KeysState
from lockgate.scan.aggregates.listed_counts import ListedCountsState
from lockgate.scan.aggregates.row_sample import RowSampleState
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.execute import Answer, Answers, answer_plan
from lockgate.scan.expression import Expression
from lockgate.scan.plan import plan_table

NOW = datetime(2013, 7, 2, 6, tzinfo=UTC)
START = datetime(2013, 1, 1, 22, 30, tzinfo=UTC)
ROWS = 40
FLIGHTS = pa.table({
    "id": pa.array([None if i % 11 == 10 else i for i in range(ROWS)], pa.int64()),
    "x": pa.array([(None, math.nan, math.inf, -0.0, 1.5 * i)[min(4, i % 9)] for i in range(ROWS)], pa.float64()),
    "price": pa.array([None if i % 13 == 12 else Decimal(i) / 4 for i in range(ROWS)], pa.decimal128(10, 2)),
    'car"rier': pa.array([("UA", "aa", None, "AA ", "żółć!")[i % 5] for i in range(ROWS)]),
    "day": pa.array([None if i == 7 else date(2013, 1, 1) + timedelta(days=i // 3) for i in range(ROWS)]),
    "at": pa.array([START + timedelta(hours=7 * i) for i in range(ROWS)], pa.timestamp("us", "UTC")),
    "ok": pa.array([(True, False, None)[i % 3] for i in range(ROWS)]),
})  # fmt: skip
TABLES: Mapping[str, pa.Table] = {
    SCHEMA.table: FLIGHTS,
    "air lines": pa.table({"Code": ["UA", "AA "]}),
    "other": FLIGHTS.slice(5, 20).rename_columns(["Id", *FLIGHTS.column_names[1:]]),
}
FILTERED = Expression("ok or price > 5")

REQUESTS: list[Request] = [
    request
    for aggregate in (*AGGREGATES, *map(CountIf, PREDICATES))
    if not isinstance(aggregate, TableSchema)  # types are the engine's own
    for request in (Request(SCHEMA.table, aggregate), Request(SCHEMA.table, aggregate, FILTERED, ("ok",)))
]


@cache
def answers_on(engine: str) -> Mapping[Request, Answer]:
    """Return the answers to all requests at once, as one plan gives them."""
    bench = bench_of(engine)
    session = bench.engine.open(bench.sources(TABLES))
    try:
        answers = Answers()
        answer_plan(
            plan_table(session.schema(SCHEMA.table), dict.fromkeys(REQUESTS, (0,))), session, NOW, answers
        )
        return answers.known
    finally:
        session.close()


@pytest.mark.parametrize("number", range(len(REQUESTS)))
def test_a_form_is_answered_as_on_duckdb(engine: str, number: int) -> None:
    request = REQUESTS[number]
    expected, found = answers_on("duckdb").get(request), answers_on(engine).get(request)

    if isinstance(found, LockgateError) and not isinstance(expected, LockgateError):
        expected_gap(engine, found)
    is_of_rows = isinstance(request.aggregate, Keys) and not request.aggregate.columns
    plain = _counted if is_of_rows else _plain
    assert near(plain(found), plain(expected)), f"{request}\n{found}\n{expected}"


def _counted(answer: Answer | None) -> object:
    """Return how many keys there are: whole rows are hashed as each engine writes its floats and instants."""
    if isinstance(answer, dict):
        return {key: _counted(state) for key, state in answer.items()}
    return answer.summary if isinstance(answer, KeysState) else answer


def _plain(answer: Answer | None) -> object:
    """Return an answer without the groups of entities and the rows of a sample: a hash tells them, the engine's own."""
    if isinstance(answer, dict):
        return {key: _plain(state) for key, state in answer.items()}
    if isinstance(answer, RowSampleState):
        return len(answer.places), len(answer.values)
    return replace(answer, blocks=()) if isinstance(answer, ListedCountsState) else answer


def near(found: object, expected: object) -> bool:
    """Tell whether two answers are the same but for the last digits of their floats, and the words of an error."""
    if isinstance(expected, LockgateError):
        return isinstance(found, LockgateError) and found.code == expected.code
    if isinstance(expected, float) and isinstance(found, int | float):
        both_nan = math.isnan(expected) and math.isnan(found)
        return both_nan or expected == found or math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
    if is_dataclass(expected):
        names = [field.name for field in fields(expected)]
        return type(found) is type(expected) and all(
            near(getattr(found, n), getattr(expected, n)) for n in names
        )
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and _by_text(found).keys() == _by_text(expected).keys()
            and all(near(_by_text(found)[key], value) for key, value in _by_text(expected).items())
        )
    if isinstance(expected, tuple):
        return isinstance(found, tuple) and len(found) == len(expected) and all(map(near, found, expected))
    return found == expected


def _by_text(states: Mapping[Any, object]) -> dict[str, object]:
    return {repr(key): state for key, state in states.items()}
