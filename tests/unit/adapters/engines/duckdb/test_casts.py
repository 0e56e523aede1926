"""Columns that are read as another type, from every kind of source."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from tests.fakes.tables import NOW

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.engines.duckdb.casts import casting_sql, without_raw
from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.errors import ColumnNotFoundError
from lockgate.scan.conversions import raw_name
from lockgate.scan.engine import Source
from lockgate.scan.run import run_suites
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name

ORDERS = pa.table(
    {"Day": ["2013-01-01", "soon", None, "2013-01-03"], "n": ["1", "2", "x", "4"], "id": [1, 2, 3, 4]}
)
TYPES = {"day": "date", "n": "integer"}


def source_of(kind: str, place: Path) -> Source:
    options: dict[str, object] = {"types": TYPES}
    if kind == "frame":
        return Source("t", frame=ORDERS, options=options)
    path = place / f"orders.{kind}"
    if kind == "parquet":
        pq.write_table(ORDERS, path)
    else:
        pa_csv.write_csv(ORDERS, path)
    return Source(str(path), options=options)


def judged(text: str, types: dict[str, str], checks: list[Any], place: Path) -> list[tuple[str, int | None]]:
    """Return verdict and offending rows of checks on a text file that is read with types."""
    path = place / "t.csv"
    path.write_text(text)
    with closing(DuckDBEngine(threads=2).open({"t": Source(str(path), options={"types": types})})) as session:
        suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in checks))
        found = run_suites([suite], session, now=NOW).findings[0]
    return [(finding.verdict.value, finding.n_failed) for finding in found]


def test_what_is_wanted_as_text_is_read_as_it_is_written(tmp_path: Path) -> None:
    asked = [CHECKS["allowed_values"]("version", ("1.10", "1.9")), CHECKS["convertible"]("version", "varchar")]

    found = judged("id,version\n1,1.10\n2,1.9\n", {"version": "varchar"}, asked, tmp_path)

    assert found == [("pass", 0), ("pass", 0)]


def test_dates_of_two_forms_are_counted_where_the_reader_holds_to_one(tmp_path: Path) -> None:
    text = "id,day\n1,2026-01-02\n2,2026-01-03\n3,31.01.2026\n"

    assert judged(text, {"day": "date"}, [CHECKS["convertible"]("day", "date")], tmp_path) == [("fail", 1)]


def test_dates_of_another_form_are_read_by_the_reader(tmp_path: Path) -> None:
    text = "id,day\n1,30.01.2026\n2,31.01.2026\n"

    assert judged(text, {"day": "date"}, [CHECKS["convertible"]("day", "date")], tmp_path) == [("pass", 0)]


def test_a_column_of_few_values_is_asked_about_its_values_in_the_source(tmp_path: Path) -> None:
    text = "id,n\n" + "1,one\n2,2\n" * 50
    asked = [CHECKS["allowed_values"]("n", (2,)), CHECKS["convertible"]("n", "integer")]

    assert judged(text, {"n": "integer"}, asked, tmp_path) == [("pass", 0), ("fail", 50)]


@pytest.mark.parametrize("kind", ["frame", "parquet", "csv"])
def test_a_column_has_the_type_and_what_does_not_convert_is_counted(kind: str, tmp_path: Path) -> None:
    asked = [
        CHECKS["convertible"]("Day", "date"),
        CHECKS["convertible"]("n", "integer"),
        CHECKS["range"]("day", min="2013-01-02"),
        CHECKS["columns_exact"](("Day", "n", "id")),
        CHECKS["completeness"]("n"),
    ]
    with closing(DuckDBEngine(threads=2).open({"t": source_of(kind, tmp_path)})) as session:
        columns = session.schema("t").columns
        suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in asked), key=("id",))
        found = run_suites([suite], session, now=NOW).findings[0]

    assert [(column.name, column.logical.value, column.is_cast) for column in columns] == [
        ("Day", "date", True),
        ("n", "integer", True),
        ("id", "integer", False),
    ]
    assert [(f.verdict.value, f.n_failed, f.n) for f in found] == [
        ("fail", 1, 3),
        ("fail", 1, 4),
        ("fail", 1, 2),
        ("pass", None, None),
        ("fail", 1, 4),
    ]
    assert [one.sample.rows for one in found[:2] if one.sample] == [((2, "soon"),), ((3, "x"),)]


def test_a_column_that_is_not_there_is_an_error_of_the_table() -> None:
    source = Source("t", frame=ORDERS, options={"types": {"dya": "date"}})

    with (
        closing(DuckDBEngine(threads=2).open({"t": source})) as session,
        pytest.raises(
            ColumnNotFoundError, match=r"(?s)has no column `dya`, which `types` names.*known: `Day`, `id`, `n`"
        ),
    ):
        session.schema("t")


def test_columns_that_only_keep_how_others_were_are_not_shown() -> None:
    columns = [Column(name, LogicalType.STRING, "VARCHAR") for name in ("a", raw_name("a"), raw_name("b"))]

    assert [(column.name, column.is_cast) for column in without_raw(columns)] == [
        ("a", True),
        (raw_name("b"), False),
    ]


def test_the_query_casts_and_keeps_the_columns_as_they_were() -> None:
    assert casting_sql("t", "before", ["A", "b"], {"a": "date"}) == (
        'SELECT * REPLACE (TRY_CAST("A" AS DATE) AS "A"), "A" AS "lockgate raw A" FROM "before"'
    )
