"""Comparing tables without a project."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.fakes.references import reference_of
from tests.fakes.tables import NOW

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.app.check_drift import _called, check_drift
from lockgate.domain.verdict import Verdict
from lockgate.drift.spec import DriftSpec
from lockgate.scan.engine import Source

BEFORE = pa.table({"x": [1, 2, 3, 4] * 500})
NOW_MOVED = pa.table({"x": [3, 4, 5, 6] * 500})
SPEC = DriftSpec(data="trips")


def _source(table: pa.Table) -> Source:
    return Source("a table", frame=table)


def test_a_table_is_frozen_first_and_handed_back() -> None:
    done = check_drift(SPEC, _source(BEFORE), _source(NOW_MOVED), DuckDBEngine(), now=NOW)

    assert done.run.result.verdict is Verdict.FAIL
    assert (done.reference.table, done.reference.rows) == ("reference", 2_000)
    assert [str(one.subject) for one in done.run.result.findings] == ["trips", "trips.x"]


def test_an_accepted_reference_needs_no_rows_and_the_evidence_names_it() -> None:
    reference = reference_of(BEFORE)

    done = check_drift(SPEC, reference, _source(BEFORE), DuckDBEngine(), now=NOW)

    assert done.run.result.verdict is Verdict.PASS
    document = json.loads(done.run.documents["drift/trips.json"])
    assert document["reference"]["digest"] == reference.digest
    assert len(document["states"]["states"]) == 1


def test_a_reference_that_is_a_file_is_called_by_its_own_name(tmp_path: Path) -> None:
    pq.write_table(BEFORE, tmp_path / "january.parquet")

    done = check_drift(
        SPEC, Source(str(tmp_path / "january.parquet")), _source(BEFORE), DuckDBEngine(), now=NOW
    )

    assert done.reference.called == "january"
    assert done.run.result.findings[0].summary.startswith("against january (2,000 rows)")


def test_a_table_that_the_engine_knows_is_called_by_the_last_part_of_its_name() -> None:
    assert (
        _called(Source("sales.orders", "table")) == _called(Source("lake/sales.orders", "iceberg")) == "orders"
    )


def test_columns_that_are_compared_by_missing_rows_only_are_among_the_facts() -> None:
    keyed = BEFORE.append_column("id", pa.array([f"row {i}" for i in range(2_000)]))

    result = check_drift(SPEC, _source(keyed), _source(keyed), DuckDBEngine(), now=NOW).run.result

    (fact,) = result.stages[0].entries[0].facts
    assert fact.missing_only == ("id",)
