"""Columns of a frame whose values are of several types are texts to DuckDB, and are not compared as such."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from tests.fakes.tables import NOW

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check
from lockgate.scan.engine import Source
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite, SuiteItem

MIXED = pd.DataFrame(
    {
        "a": pd.Series([1, "1", None, 2.5, True], dtype=object),
        "s": pd.Series(["1", "x", None, "y", "z"], dtype=object),
        "n": pd.Series([1, 2, None, 4, 5], dtype=object),
        "items": pd.Series([[1], [2], None, [4], [5]], dtype=object),
    }
)


def type_of(frame: object, column: str) -> str:
    session = DuckDBEngine(threads=1).open({"t": Source("t", frame=frame)})
    physical = session.schema("t").column(column).physical
    session.close()
    return str(physical)


@pytest.mark.parametrize(
    ("column", "physical"), [("a", "VARIANT"), ("s", "VARCHAR"), ("n", "INTEGER"), ("items", "INTEGER[]")]
)
def test_a_column_of_one_type_has_it(column: str, physical: str) -> None:
    assert type_of(MIXED, column) == physical


def test_a_table_of_arrow_has_one_type_per_column() -> None:
    assert type_of(pa.table({"a": ["1"]}), "a") == "VARCHAR"


@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        (ask("null_fraction", column="a", requirement=Requirement.at_most(0.2)), "pass"),
        (ask("forbidden_values", column="a", values=(1,), other_types="strict"), "error"),
        (ask("allowed_values", column="a", values=("1", "2.5", "True")), "error"),
        (ask("allowed_tuples", columns=("a", "s"), tuples=(("1", "x"),)), "error"),
        (ask("column_comparison", left="a", operator="=", right="a2"), "error"),
        (ask("unique_within_record", columns=("a", "n"), kinds_may_differ=True), "error"),
        (ask("pattern", column="a", regex=".", as_text=True), "pass"),
        (ask("physical_type", column="a", any_of=("variant",)), "pass"),
        (ask("physical_type", column="a", any_of=("varchar",)), "fail"),
    ],
)
def test_values_of_several_types_are_counted_and_not_compared(check: Check, verdict: str) -> None:
    source = Source("t", frame=MIXED.assign(a2=MIXED["a"]))
    suite = Suite(table="t", items=(SuiteItem(check=check),))

    session = DuckDBEngine(threads=1).open({"t": source})
    (findings,) = run_suites([suite], session, now=NOW, sample_rows=0).findings
    session.close()

    assert [finding.verdict.value for finding in findings] == [verdict]
