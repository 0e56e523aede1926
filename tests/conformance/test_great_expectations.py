"""Imported suites give the verdicts of Great Expectations itself, as `benchmarks/great_expectations` asked it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import NOW

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.interchange.import_contract import import_contract
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS
from lockgate.scan.engine import Session, Source
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite

ANSWERS: dict[str, Any] = json.loads(
    Path(__file__).with_name("great_expectations.json").read_text(encoding="utf-8")
)
KINDS: dict[str, pa.DataType] = {
    "int64": pa.int64(),
    "double": pa.float64(),
    "string": pa.string(),
    "bool": pa.bool_(),
    "timestamp": pa.timestamp("us"),
}
WORST = (Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)


def by_expectation() -> dict[str, list[tuple[str, dict[str, Any], str]]]:
    cases: dict[str, list[tuple[str, dict[str, Any], str]]] = defaultdict(list)
    for table, name, kwargs, answer in ANSWERS["cases"]:
        cases[name].append((table, kwargs, answer))
    return cases


CASES = by_expectation()


def table_of(name: str) -> pa.Table:
    columns = {}
    for column, (kind, values) in ANSWERS["tables"][name].items():
        told = [datetime.fromisoformat(value) if kind == "timestamp" and value else value for value in values]
        columns[column] = pa.array(told, KINDS[kind])
    return pa.table(columns)


def suite_of(table: str, name: str, kwargs: dict[str, Any]) -> Suite:
    document = {"name": table, "expectations": [{"type": name, "kwargs": kwargs}]}
    contract = import_contract(json.dumps(document), "suite.json", "great-expectations").contract
    return Suite(table=table, items=contract.tables[0].items)


def worst(findings: Iterable[Finding]) -> str:
    verdicts = {finding.verdict for finding in findings}
    return next(verdict.value for verdict in WORST if verdict in verdicts)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    sources = {name: Source(name, frame=table_of(name)) for name in ANSWERS["tables"]}
    opened = DuckDBEngine(threads=2).open(sources)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(CASES))
def test_an_imported_expectation_gives_the_verdict_of_great_expectations(session: Session, name: str) -> None:
    suites = [suite_of(table, name, kwargs) for table, kwargs, _ in CASES[name]]

    found = run_suites(suites, session, now=NOW, sample_rows=0).findings

    differing = [
        f"{table} {kwargs}: {answer} there, {worst(findings)} here"
        for (table, kwargs, answer), findings in zip(CASES[name], found, strict=True)
        if worst(findings) != answer
    ]
    assert not differing, f"{len(differing)} of {len(CASES[name])}\n" + "\n".join(differing)


def test_every_expectation_that_pandas_can_be_asked_has_answers() -> None:
    elsewhere = {
        "expect_column_type_to_be",
        "expect_column_values_to_match_like_pattern",
        "expect_column_values_to_match_like_pattern_list",
        "expect_column_values_to_not_match_like_pattern",
        "expect_column_values_to_not_match_like_pattern_list",
        "expect_multicolumn_values_to_be_unique",
        "expect_query_results_to_match_comparison",
        "expect_table_row_count_to_equal_other_table",
        "unexpected_rows_expectation",
    }

    assert EXPECTATIONS.keys() - CASES.keys() == elsewhere
