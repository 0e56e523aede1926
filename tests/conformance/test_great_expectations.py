"""Imported suites give the verdicts of Great Expectations itself, as `benchmarks/great_expectations` asked it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
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
from lockgate.interchange.importers.great_expectations.types import types_of_databases, types_of_pandas
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
    "null": pa.null(),
    "decimal": pa.decimal128(9, 2),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
}
READ: dict[str, Callable[[Any], Any]] = {
    "timestamp": datetime.fromisoformat,
    "decimal": Decimal,
    "date": date.fromisoformat,
}
WORST = (Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)
Case = tuple[str, str, dict[str, Any], str]


def by_expectation(part: str) -> dict[str, list[Case]]:
    cases: dict[str, list[Case]] = defaultdict(list)
    for table, name, kwargs, answer in ANSWERS[part]:
        cases[name].append((table, name, kwargs, answer))
    return cases


ON_PANDAS = by_expectation("cases")
ON_SQLITE = by_expectation("sql")


def is_of_dates(name: str, kwargs: dict[str, Any]) -> bool:
    bounds = [str(kwargs[key]) for key in ("min_value", "max_value") if isinstance(kwargs.get(key), str)]
    is_value = name in tuple(f"expect_column_{word}_to_be_between" for word in ("values", "max", "min"))
    return is_value and kwargs["column"] == "t" and any("T" not in bound for bound in bounds)


def names_databases(kwargs: dict[str, Any]) -> bool:
    names = [*filter(None, [kwargs.get("type_")]), *(kwargs.get("type_list") or ())]
    is_known = any(types_of_pandas(name, "values") is not None for name in names)
    return not is_known and any(map(types_of_databases, names))


DIFFERS: dict[str, Callable[[str, dict[str, Any]], bool]] = {
    "a type that pandas gives no column of a table as it is read stays open": lambda name, kwargs: (
        (kwargs.get("type_") or (*kwargs.get("type_list", ()), "")[0])
        in ("Int64", "Float64", "boolean", "datetime", "Timestamp")
        or (name == "expect_column_values_to_be_in_type_list" and kwargs["type_list"][0] == "object")
    ),
    "names of SQL and Spark, as the documentation has them, count where pandas knows none": (
        lambda _, kwargs: names_databases(kwargs)
    ),
    "a column of nulls alone has no whole numbers of numpy": lambda _, kwargs: kwargs.get("column") == "void",
    "a name in another letter case is a failure beside the answer; there it is an error": lambda _, kwargs: (
        kwargs.get("column") == "I" or "I > 0" in str(kwargs.get("row_condition"))
    ),
    "a date is no bound of instants, as on pandas; SQL converts it": is_of_dates,
    "where a column is compared with itself, equal values fail; there they are an error": (
        lambda name, kwargs: (
            name == "expect_column_kl_divergence_to_be_less_than"
            and kwargs.get("partition_object") is None
            and kwargs["column"] in ("same", "void")
        )
    ),
    "a column does not differ from itself; there rounding makes about one in thirty do so": (
        lambda name, kwargs: (
            name == "expect_column_kl_divergence_to_be_less_than"
            and kwargs.get("partition_object") is None
            and kwargs["column"] == "m"
        )
    ),
    "a text that is no instant equals none; there it is an error where it is forbidden": lambda name, kwargs: (
        name == "expect_column_values_to_not_be_in_set"
        and kwargs["column"] == "t"
        and "a" in kwargs["value_set"]
    ),
    "a condition about other rows or row labels stays open": lambda _, kwargs: (
        kwargs.get("row_condition") in ("i == i.max()", "index > 4")
    ),
    "a null does not start with anything; there it is an error": lambda _, kwargs: (
        kwargs.get("row_condition") == "s.str.startswith('a')"
    ),
    "LIKE knows letter case, as in PostgreSQL; in SQLite it does not": lambda _, kwargs: (
        kwargs.get("like_pattern") in ("A%", "AB-_", "ab%")
    ),
    "to the parser `great_expectations` a null is unequal, as on pandas; SQL leaves it out": lambda _, kwargs: (
        str(kwargs.get("condition_parser")).startswith("great_expectations")
        and "!=" in str(kwargs.get("row_condition"))
    ),
    "a batch may have another name; there SQLite cannot parse it": lambda _, kwargs: (
        "AS b" in kwargs.get("unexpected_rows_query", "")
    ),
}
"""Where a verdict may be another one, and why; `docs/how-to/move-from-great-expectations.md` tells users."""


def table_of(name: str) -> pa.Table:
    columns = {}
    for column, (kind, values) in ANSWERS["tables"][name].items():
        told = [READ.get(kind, lambda same: same)(value) if value else value for value in values]
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


def differing(cases: Sequence[Case], session: Session) -> list[tuple[Case, str]]:
    """Return the cases of which another verdict is given, with that."""
    suites = [suite_of(table, name, kwargs) for table, name, kwargs, _ in cases]
    found = run_suites(suites, session, now=NOW, sample_rows=0).findings
    given = [worst(findings) for findings in found]
    return [(case, ours) for case, ours in zip(cases, given, strict=True) if ours != case[3]]


def explanation(case: Case) -> str:
    _, name, kwargs, _ = case
    return next((why for why, applies in DIFFERS.items() if applies(name, kwargs)), "")


@pytest.mark.parametrize("name", sorted(ON_PANDAS))
def test_an_imported_expectation_gives_the_verdict_that_it_has_on_pandas(session: Session, name: str) -> None:
    unexplained = [(case, ours) for case, ours in differing(ON_PANDAS[name], session) if not explanation(case)]

    assert not unexplained, f"{len(unexplained)} of {len(ON_PANDAS[name])}"


@pytest.mark.parametrize("name", sorted(ON_SQLITE))
def test_an_imported_expectation_gives_the_verdict_that_it_has_on_sqlite(session: Session, name: str) -> None:
    unexplained = [(case, ours) for case, ours in differing(ON_SQLITE[name], session) if not explanation(case)]

    assert not unexplained, f"{len(unexplained)} of {len(ON_SQLITE[name])}"


def test_each_difference_occurs_and_those_that_open_a_gate_are_listed(session: Session) -> None:
    explained = [
        case for cases in (*ON_PANDAS.values(), *ON_SQLITE.values()) for case in cases if explanation(case)
    ]

    found = differing(explained, session)

    assert {explanation(case) for case, _ in found} == set(DIFFERS)
    opened = {explanation(case) for case, ours in found if ours == "pass"}
    assert opened == {
        "names of SQL and Spark, as the documentation has them, count where pandas knows none",
        "a column does not differ from itself; there rounding makes about one in thirty do so",
        "a text that is no instant equals none; there it is an error where it is forbidden",
        "LIKE knows letter case, as in PostgreSQL; in SQLite it does not",
        "a batch may have another name; there SQLite cannot parse it",
    }


def test_every_expectation_that_can_be_asked_has_answers() -> None:
    elsewhere = {
        "expect_multicolumn_values_to_be_unique",  # an alias that Great Expectations itself no longer makes
        "expect_query_results_to_match_comparison",  # of two data sources
    }

    assert EXPECTATIONS.keys() - ON_PANDAS.keys() - ON_SQLITE.keys() == elsewhere
