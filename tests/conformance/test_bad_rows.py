"""Every offending row, and good and bad rows apart: on a server they are those that DuckDB finds in the same table."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from psycopg.conninfo import make_conninfo
from tests.conformance.conftest import NOW
from tests.conformance.engines import DSN_VARIABLE, Bench, bench_of
from tests.fakes.projects import trips_contract

import lockgate
from lockgate.adapters.resumable_directory import ResumableDirectory
from lockgate.app.check_table import check_tables
from lockgate.app.quarantine_table import Engines, quarantine_table
from lockgate.checks import CHECKS as REGISTRY
from lockgate.cli.main import app
from lockgate.domain.errors import DataError, LockgateError, OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan import judged
from lockgate.scan.expression import Expression
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)
SERVERS = [
    pytest.param("postgres", marks=[pytest.mark.postgres]),
    pytest.param("spark", marks=[pytest.mark.spark]),
]

TRIPS = pa.table({
    "id": pa.array([1, 2, 2, 4, 5, 6, 7, 7], pa.int64()),
    "minutes": [20.0, -5.0, 30.0, float("nan"), None, float("inf"), 901.5, 901.5],
    "short": pa.array([1.5, None, 0.1, 2.0, 3.0, float("-inf"), 9.0, 9.0], pa.float32()),
    "stops": pa.array([0, 1, 2, 3, None, 1, 0, 0], pa.int16()),
    "fare": pa.array([Decimal("1.25"), None, *[Decimal("99.90")] * 6], pa.decimal128(10, 2)),
    "origin": ["JFK", "JFK", "LGA", "LGA", "LGA", None, 'E"R, Ω', 'E"R, Ω'],
    "mail": ["a@x", "b@x", None, "d@x", "e@x", "f@x", "g@x", "g@x"],
    "carrier": ["AA", "UA", "XX", "AA", None, "UA", "AA", "AA"],
    "at": pa.array([datetime(2013, 3, 31 - i, 1, 30, 0, 250, UTC) for i in range(8)], pa.timestamp("us", "UTC")),
    "local": pa.array([datetime(2013, 3, 31, 2 + i, 30) for i in range(8)], pa.timestamp("us")),  # noqa: DTZ001 - it has none
    "day": [date(1582, 10, 14), None, date(1, 1, 1), date(9999, 12, 31), *[date(2013, 7, 1)] * 4],
    "late": [True, None, False, True, True, False, False, False],
})  # fmt: skip
CARRIERS = pa.table({"code": ["AA", "UA"]})


def item(name: str, *arguments: Any, where: str = "", **more: Any) -> SuiteItem:  # noqa: ANN401 - of any check
    named = {key: more.pop(key) for key in ("group_by", "owner", "severity") if key in more}
    filtered = Expression(where) if where else None
    return SuiteItem(check=CHECKS[name](*arguments, **more), where=filtered, **named)


ALONE = (
    item("range", "minutes", min=0, max=900, owner="o'ps"),
    item("finite", "short", severity=Severity.WARNING),
    item("completeness", "mail", group_by=("origin",)),
    item("range", "minutes", max=25, where="origin = 'LGA' OR stops > 0"),
    item("semantic_format", "origin", "ip"),
    item("columns_equal", ("id", "stops")),
    item("length", "origin", exact=3),
)
RELATED = (
    item("uniqueness", ("id",)),
    item("uniqueness", ("mail",), group_by=("origin",)),
    item("monotone", "id", order_by="at"),
    item("outlier_rows", "minutes", "mad", 3.0),
    item("referential_integrity", ("carrier",), "carriers", ("code",)),
)
WHOLE = (item("mean", Requirement.at_most(0.0), "stops"),)


def suite_of(*items: SuiteItem, masked: tuple[str, ...] = ("mail",)) -> Suite:
    return Suite(table="t", items=items, masked=frozenset(masked))


def failures(bench: Bench, suite: Suite, file: Path, table: pa.Table = TRIPS) -> None:
    sources = bench.sources({"t": table, "carriers": CARRIERS})
    check_tables([suite], sources, bench.engine, now=NOW, failures=str(file))


def lines(table: pa.Table) -> list[str]:
    """Return the rows of a table without their numbers, in an order of their own."""
    return sorted(map(repr, table.drop_columns(["lockgate_row"]).to_pylist()))


@pytest.mark.parametrize("engine", SERVERS)
@pytest.mark.parametrize(
    "items", [(*ALONE, *RELATED, *WHOLE), RELATED[:1], (item("range", "id", min=0),)],
    ids=["of all kinds", "because of others alone", "of nothing"],
)  # fmt: skip
def test_offending_rows_of_a_server_are_those_of_duckdb(
    engine: str, items: tuple[SuiteItem, ...], tmp_path: Path
) -> None:
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    failures(bench_of("duckdb"), suite_of(*items), here)

    failures(bench_of(engine), suite_of(*items), there)

    found, expected = pq.read_table(there), pq.read_table(here)
    assert (found.schema.names, found.schema.types) == (expected.schema.names, expected.schema.types)
    assert lines(found) == lines(expected)
    assert found["lockgate_row"].null_count == found.num_rows
    assert {one for one in found["mail"].to_pylist() if one is not None} <= {"(masked)"}
    assert set(tmp_path.iterdir()) == {here, there}


@pytest.mark.parametrize("engine", SERVERS)
def test_a_text_file_is_as_duckdb_writes_it(engine: str, tmp_path: Path) -> None:
    suite = suite_of(ALONE[0], masked=())
    failures(bench_of("duckdb"), suite, tmp_path / "here.csv")

    failures(bench_of(engine), suite, tmp_path / "there.csv")

    here, there = ((tmp_path / f"{name}.csv").read_text().splitlines() for name in ("here", "there"))
    assert sorted(line.partition(",")[2] for line in there) == sorted(line.partition(",")[2] for line in here)
    assert there[0] == here[0]


def split(bench: Bench, suite: Suite, home: Path, table: pa.Table = TRIPS) -> Quarantine:
    sources = bench.sources({"t": table, "carriers": CARRIERS})
    if bench is bench_of("duckdb"):  # a split takes files
        for name, content in (("t", table), ("carriers", CARRIERS)):
            pq.write_table(content, home.parent / f"{name}.parquet")
            sources[name] = type(sources[name])(str(home.parent / f"{name}.parquet"))
    return quarantine_table(
        suite,
        sources,
        Engines(bench.engine, bench_of("duckdb").engine),
        lambda _: ResumableDirectory(home, "of a test"),
        now=NOW,
    )


def told(done: Quarantine) -> tuple[object, ...]:
    apart = [one.check for one in done.apart]
    left = sorted((one.check, one.verdict, one.n_failed) for one in done.left)
    return done.rows, done.good, done.bad, done.rows_of, done.verdict, apart, left


@pytest.mark.parametrize("engine", SERVERS)
@pytest.mark.parametrize(
    "items", [(*ALONE[:4], *RELATED, *WHOLE), ALONE[:2], (ALONE[0], *RELATED[3:]), (item("range", "id", min=0),)],
    ids=["of all kinds", "each by itself", "and because of others", "of nothing"],
)  # fmt: skip
def test_a_table_of_a_server_is_split_as_duckdb_splits_it(
    engine: str, items: tuple[SuiteItem, ...], tmp_path: Path
) -> None:
    suite = suite_of(*items)
    expected = split(bench_of("duckdb"), suite, tmp_path / "here")

    done = split(bench_of(engine), suite, tmp_path / "there")

    assert told(done) == told(expected)
    assert done.rows == TRIPS.num_rows == done.good + done.bad
    for part in ("good", "bad"):
        found, wanted = (pq.read_table(tmp_path / home / part) for home in ("there", "here"))
        found, wanted = (
            table if part == "bad" else table.append_column("lockgate_row", pa.nulls(table.num_rows))
            for table in (found, wanted)
        )
        assert found.schema.names == wanted.schema.names
        assert lines(found) == lines(wanted)
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == ["bad", "good", "quarantine.json"]
    assert not (tmp_path / ".there.partial").exists()


@pytest.mark.parametrize("engine", SERVERS)
def test_more_checks_than_a_number_has_bits_are_told_apart(engine: str, tmp_path: Path) -> None:
    items = [item("range", "id", max=limit % 7) for limit in range(65)]

    done = split(bench_of(engine), suite_of(*items, RELATED[0]), tmp_path / "out")

    assert (done.good, done.bad, len(done.rows_of)) == (0, 8, 66)
    assert done.rows_of[-1] == 4
    assert done.rows_of[64] == 7  # of `max=1`


@pytest.mark.parametrize("engine", SERVERS)
def test_nothing_is_written_where_a_check_could_not_be_asked(engine: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="rows cannot be told apart"):
        split(bench_of(engine), suite_of(item("range", "nothing", min=0)), tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


MAILS = TRIPS.rename_columns(["v" if name == "mail" else name for name in TRIPS.column_names])
JUDGED = (
    item("semantic_format", "v", "ip"),
    item("semantic_format", "origin", "ip", where="id > 2"),
    item("semantic_format", "v", "email", group_by=("late",)),
)


@pytest.fixture
def one_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "MOST_REJECTED", 1)
    monkeypatch.setattr(judged, "MOST_REJECTED_IN_SLICE", 1)


@pytest.mark.usefixtures("one_remembered")
@pytest.mark.parametrize("engine", [SERVERS[0], pytest.param("connect", marks=[pytest.mark.spark])])
def test_rows_of_more_refused_values_than_are_remembered_are_written(engine: str, tmp_path: Path) -> None:
    suite = suite_of(*ALONE[:2], *JUDGED, masked=())
    failures(bench_of("duckdb"), suite, tmp_path / "here.parquet", MAILS)

    failures(bench_of(engine), suite, tmp_path / "there.parquet", MAILS)

    found, expected = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("there", "here"))
    assert lines(found) == lines(expected)
    assert {*found["lockgate_columns"].to_pylist()} == {"minutes", "short", "v", "origin"}


@pytest.mark.usefixtures("one_remembered")
@pytest.mark.parametrize("engine", SERVERS)
def test_a_table_is_split_by_more_refused_values_than_are_remembered(engine: str, tmp_path: Path) -> None:
    suite, here, there = suite_of(JUDGED[1], RELATED[0], masked=()), tmp_path / "here", tmp_path / "there"
    expected = split(bench_of("duckdb"), suite, here, MAILS)

    done = split(bench_of(engine), suite, there, MAILS)

    assert told(done) == told(expected)
    assert (done.good, done.bad) == (2, 6)
    assert lines(pq.read_table(there / "bad")) == lines(pq.read_table(here / "bad"))


@pytest.mark.postgres
def test_all_rows_of_more_than_ten_thousand_refused_values_are_written(tmp_path: Path) -> None:
    n = judged.MOST_REJECTED + 50
    mails = pa.table({"mail": [*(f"no 'mail' {number}" for number in range(n)), "a@b.org", None]})

    failures(
        bench_of("postgres"),
        suite_of(item("semantic_format", "mail", "email"), masked=()),
        tmp_path / "f.parquet",
        mails,
    )

    assert sorted(pq.read_table(tmp_path / "f.parquet")["mail"].to_pylist()) == sorted(
        mails["mail"].to_pylist()[:n]
    )


@pytest.mark.postgres
@pytest.mark.usefixtures("one_remembered")
def test_values_too_many_for_a_query_are_refused_where_no_temporary_table_may_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = bench_of("postgres")
    bench._run("DROP ROLE IF EXISTS reader")  # type: ignore[attr-defined]  # the bench is of PostgreSQL
    bench._run("CREATE ROLE reader LOGIN")  # type: ignore[attr-defined]  # as above
    bench._run("GRANT pg_read_all_data TO reader; REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC")  # type: ignore[attr-defined]  # as above
    monkeypatch.setenv(DSN_VARIABLE, make_conninfo(os.environ[DSN_VARIABLE], user="reader"))

    with pytest.raises(DataError, match=r"LG240.*may make no temporary table of them: permission denied"):
        failures(bench, suite_of(item("semantic_format", "mail", "ip")), tmp_path / "f.parquet")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", SERVERS)
def test_a_table_that_has_a_column_of_ours_is_not_split(engine: str, tmp_path: Path) -> None:
    table = TRIPS.append_column("lockgate_bits_0", pa.array(range(8)))

    with pytest.raises(LockgateError, match="a table without a column `lockgate_bits_0`"):
        split(bench_of(engine), suite_of(ALONE[0]), tmp_path / "out", table)


@pytest.mark.spark
def test_spark_connect_hands_out_the_same_rows(tmp_path: Path) -> None:
    suite = suite_of(ALONE[0], *RELATED[3:])
    expected = split(bench_of("duckdb"), suite, tmp_path / "here")

    done = split(bench_of("connect"), suite, tmp_path / "there")

    assert told(done) == told(expected)
    assert lines(pq.read_table(tmp_path / "there" / "bad")) == lines(pq.read_table(tmp_path / "here" / "bad"))


PROJECT = """
lockgate: 1
project: trips
owner: ops
seed: 7
engine: {engine}
data:
  trips: {{source: {source}, contract: trips.odcs.yaml}}
stages:
  ingest:
    - contract: trips
"""
FEW = pa.table({"id": range(8), "minutes": [20, 45, 901, 300] * 2})


@pytest.mark.parametrize("engine", SERVERS)
def test_a_table_of_a_project_is_asked_where_it_is(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "")
    bench = bench_of(engine)
    pq.write_table(FEW, "trips.parquet")
    place = (
        f"table://{bench.sources({'t': FEW})['t'].location}"
        if engine == "postgres"
        else tmp_path / "trips.parquet"
    )
    spec = f"{{kind: postgres, dsn_variable: {DSN_VARIABLE}}}" if engine == "postgres" else "{kind: spark}"
    Path("lockgate.yaml").write_text(PROJECT.format(engine=spec, source=place))
    Path("trips.odcs.yaml").write_text(trips_contract(classification="restricted"))

    checked = shell("check", "trips", "--failures", "red.csv")
    parted = shell("quarantine", "trips", "-o", "out")
    shown = shell("quarantine", "trips", "-o", "out", "--force", "--show-values")

    assert [one.exception for one in (checked, parted, shown)] == [None] * 3
    assert (checked.return_value, parted.return_value, shown.return_value) == (1, 0, 0)
    red = duckdb.read_csv("red.csv").select("lockgate_row, lockgate_severity, id, minutes").fetchall()
    assert sorted(red) == [(None, "blocking", 2, "(masked)"), (None, "blocking", 6, "(masked)")]
    assert parted.stdout.startswith("trips   8 rows → 6 good + 2 set aside\n")
    assert pq.read_table("out/good")["minutes"].to_pylist() == [20, 45, 300] * 2
    assert pq.read_table("out/bad")["minutes"].to_pylist() == [901, 901]


def shell(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="lockgate", standalone_mode=False)


@pytest.mark.postgres
def test_python_names_a_table_of_postgresql(tmp_path: Path) -> None:
    bench = bench_of("postgres")
    sources = bench.sources({"t": TRIPS, "carriers": CARRIERS})
    variable = bench.engine.variable  # type: ignore[attr-defined]  # of PostgreSQL
    named = {name: lockgate.PostgresTable(source.location, variable) for name, source in sources.items()}

    result = lockgate.write_failures(
        named["t"], suite_of(*ALONE, RELATED[4]), tmp_path / "f.csv", others={"carriers": named["carriers"]}
    )

    assert result.verdict is Verdict.FAIL
    red = duckdb.read_csv(str(tmp_path / "f.csv")).filter("lockgate_check = 'referential_integrity'")
    assert len(red) == 1
