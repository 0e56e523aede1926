"""The default engine: read-only, fenced in, and never broken by a value or a name."""

from __future__ import annotations

import datetime as dt
import decimal
import hashlib
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import dataset
from sqlglot import exp, parse_one
from tests.fakes.tables import NOW, opened

from lockgate.adapters.engines.duckdb import DuckDBEngine, DuckDBSession
from lockgate.adapters.engines.duckdb.session import _watched
from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.errors import DataError, OutputError
from lockgate.domain.requirement import Requirement
from lockgate.scan.engine import Source
from lockgate.scan.predicates import table_sql
from lockgate.scan.run import run_suites
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name

UTC = dt.UTC
TYPES: dict[str, tuple[pa.Array, LogicalType]] = {
    "tiny": (pa.array([1, None], pa.int8()), LogicalType.INTEGER),
    "unsigned": (pa.array([2**64 - 1, None], pa.uint64()), LogicalType.INTEGER),
    "float": (pa.array([1.5, None], pa.float32()), LogicalType.NUMBER),
    "decimal": (pa.array([decimal.Decimal("1.50"), None], pa.decimal128(38, 2)), LogicalType.NUMBER),
    "text": (pa.array(["é", None]), LogicalType.STRING),
    "large text": (pa.array(["é", None], pa.large_string()), LogicalType.STRING),
    "category": (pa.array(["a", None]).dictionary_encode(), LogicalType.STRING),
    "flag": (pa.array([True, None]), LogicalType.BOOLEAN),
    "day": (pa.array([dt.date(2013, 1, 1), None], pa.date32()), LogicalType.DATE),
    "day64": (pa.array([dt.date(2013, 1, 1), None], pa.date64()), LogicalType.DATE),
    "at": (pa.array([0, None], pa.timestamp("us", "America/New_York")), LogicalType.TIMESTAMP),
    "at ns": (pa.array([1_356_998_400_000_000_001, None], pa.timestamp("ns")), LogicalType.TIMESTAMP),
    "at s": (pa.array([0, None], pa.timestamp("s")), LogicalType.TIMESTAMP),
    "clock": (pa.array([dt.time(10, 30), None]), LogicalType.TIME),
    "span": (pa.array([dt.timedelta(days=1), None]), LogicalType.OTHER),
    "bytes": (pa.array([b"\x00\xff", None]), LogicalType.OTHER),
    "list": (pa.array([[1, 2], None]), LogicalType.ARRAY),
    "record": (pa.array([{"a": [{"b": 1}]}, None]), LogicalType.OBJECT),
    "map": (pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int64())), LogicalType.OBJECT),
    "nothing": (pa.nulls(2), LogicalType.OTHER),
}  # fmt: skip


@contextmanager
def session_of(source: Source, **settings: Any) -> Iterator[DuckDBSession]:  # noqa: ANN401 - fields of the engine
    session = DuckDBEngine(**{"threads": 2, **settings}).open({"t": source})
    try:
        yield session
    finally:
        session.close()


def ask(session: DuckDBSession, sql: str) -> list[tuple[object, ...]]:
    return session.rows(parse_one(sql, read="duckdb"))


def suite_of(*items: SuiteItem) -> Suite:
    return Suite(table="t", items=items, key=("row",))


# --- types


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_logical_type(name: str) -> None:
    values, logical = TYPES[name]

    with opened(t=pa.table({name: values})) as session:
        assert session.schema("t").column(name).logical is logical


def test_types_that_only_the_engine_has_are_known(tmp_path: Path) -> None:
    made = duckdb.connect()
    made.execute(f"copy (select uuid() as u, 1::hugeint as h, '1'::bit as b) to '{tmp_path}/t.parquet'")

    with session_of(Source(f"{tmp_path}/t.parquet")) as session:
        logical = {column.name: column.logical for column in session.schema("t").columns}

    assert logical == {"u": LogicalType.STRING, "h": LogicalType.NUMBER, "b": LogicalType.STRING}


def test_a_type_that_the_engine_cannot_read_is_one_clear_error() -> None:
    table = pa.table({"half": pa.array([np.float16(1.5)], pa.float16())})

    with opened(t=table) as session, pytest.raises(DataError, match="Unsupported Internal Arrow Type"):
        session.schema("t")


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("where", ["file", "frame"])
def test_a_column_of_any_type_is_counted_sampled_and_sliced(name: str, where: str, tmp_path: Path) -> None:
    table = pa.table({"row": [1, 2], "value": TYPES[name][0]})
    source = Source("frame", frame=table)
    if where == "file":
        pq.write_table(table, tmp_path / "t.parquet")
        source = Source(str(tmp_path / "t.parquet"))
    suite = suite_of(
        SuiteItem(check=CHECKS["completeness"]("value")),
        SuiteItem(check=CHECKS["uniqueness"](("value",))),
        SuiteItem(check=CHECKS["distinct_count"](Requirement.between(1, 1), ("value",))),
        SuiteItem(check=CHECKS["range"]("row", max=0), group_by=("value",)),
    )

    with session_of(source) as session:
        filled, unique, distinct, *slices = run_suites([suite], session, now=NOW).findings[0]

    has_value = name != "nothing"
    assert (filled.n_failed, filled.verdict.name) == (1 if has_value else 2, "FAIL")
    assert filled.sample is not None
    assert (filled.sample.rows[-1]) == (2, None)
    assert unique.verdict.name == ("PASS" if has_value else "INCONCLUSIVE")
    assert distinct.verdict.name != "ERROR"
    assert [len(f.sample.rows) if f.sample else 0 for f in slices] == ([1, 1] if has_value else [2])


@pytest.mark.parametrize(
    ("unit", "zone", "value"),
    [
        ("s", None, 2**40),
        ("us", None, 2**62),
        ("s", None, -(2**40)),
        ("us", None, -(2**62)),
        ("us", "UTC", 2**62),
        ("ms", "America/New_York", -(2**50)),
    ],
)
def test_an_instant_that_python_cannot_hold_harms_no_other_check(
    unit: str, zone: str | None, value: int
) -> None:
    days = pa.array([2**30], pa.int32()).cast(pa.date32())
    table = pa.table({"row": [1], "x": [1], "at": pa.array([value], pa.timestamp(unit, zone)), "day": days})
    suite = suite_of(
        SuiteItem(check=CHECKS["range"]("x", max=3)),
        SuiteItem(check=CHECKS["range"]("at", min="2013-01-01", max="2014-01-01")),
        SuiteItem(check=CHECKS["range"]("day", min="2013-01-01", max="2014-01-01")),
        SuiteItem(check=CHECKS["max"](Requirement.at_most("2014-01-01"), "at")),
        SuiteItem(check=CHECKS["freshness"]("at", max_age=dt.timedelta(days=1))),
        SuiteItem(check=CHECKS["range"]("x", max=0), group_by=("at",)),
        SuiteItem(check=CHECKS["range"]("x", max=0), group_by=("day",)),
    )

    with opened(t=table) as session:
        findings = run_suites([suite], session, now=NOW).findings[0]

    assert findings[0].verdict.name == "PASS"
    assert "PASS" not in {finding.verdict.name for finding in findings[1:]}


@pytest.mark.parametrize("frame", ["pandas", "polars", "lazy", "arrow", "dataset"])
def test_frames_are_tables(frame: str, tmp_path: Path) -> None:
    columns = {"a": [1, 2], "s": ["x", None]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    open_dataset: Any = dataset.dataset

    frames: dict[str, Any] = {
        "pandas": lambda: pd.DataFrame(columns),
        "polars": lambda: pl.DataFrame(columns),
        "lazy": lambda: pl.LazyFrame(columns),
        "arrow": lambda: pa.table(columns),
        "dataset": lambda: open_dataset(tmp_path / "a.parquet"),
    }

    with session_of(Source("frame", frame=frames[frame]())) as session:
        assert session.schema("t").names == ("a", "s")
        assert ask(session, "select count(*), sum(a), count(s) from t") == [(2, 3, 1)]


def test_what_is_no_table_is_refused_with_a_next_step() -> None:
    with session_of(Source("frame", frame={"a": [1]})) as session, pytest.raises(DataError) as caught:
        session.schema("t")

    assert (caught.value.text, caught.value.hint) == (
        "`frame` cannot be read: dict is no table",
        "give an Arrow, pandas or polars table",
    )


def test_a_variable_of_the_program_is_no_table() -> None:
    secrets = pa.table({"a": [1]})

    with opened(t={"a": [1]}) as session, pytest.raises(DataError, match="LG206"):
        ask(session, "select * from secrets")
    assert secrets.num_rows == 1


@pytest.mark.parametrize(
    "name", ["my table", "a.b", 'quo"te', "it's", "select", "é", "x\ny", "lockgate frame t"]
)
def test_a_table_may_have_any_name(name: str) -> None:
    with opened(**{name: {"a": [1, 2]}}) as session:
        assert session.schema(name).table == name
        assert session.rows(exp.select(exp.Count(this=exp.Star())).from_(table_sql(name))) == [(2,)]


def test_another_table_that_nobody_gave_or_can_read_is_named(tmp_path: Path) -> None:
    skew = SuiteItem(check=CHECKS["serving_skew"](("id",), "train", ("x",)))
    there = Source("t", frame=pa.table({"id": [1], "x": [2]}))
    found = []
    for others in ({}, {"train": Source(str(tmp_path / "none.parquet"))}):
        session = DuckDBEngine(threads=2).open({"t": there, **others})
        (finding,) = run_suites([Suite(table="t", items=(skew,))], session, now=NOW).findings[0]
        session.close()
        found.append((finding.verdict.value, finding.summary, finding.hint))

    assert found[0] == (
        "error", "no table is named `train`", "add it under `data`, or name it with `--other train=FILE`",
    )  # fmt: skip
    assert found[1][:2] == ("error", f"no file matches `{tmp_path}/none.parquet`")


def test_a_function_that_is_not_there_is_still_the_engine_s_answer() -> None:
    with opened(t={"x": [1]}) as session, pytest.raises(DataError, match=r"could not answer.*nowhere"):
        session.rows(parse_one("WITH c AS (SELECT nowhere(x) FROM t) SELECT * FROM c", dialect="duckdb"))


def test_an_unknown_table_is_named_with_the_nearest() -> None:
    with opened(flights={"a": [1]}) as session, pytest.raises(DataError, match="did you mean `flights`"):
        session.schema("fligths")


def test_ten_thousand_columns_are_checked() -> None:
    table = pa.table({f"c{i}": [i, None] for i in range(10_000)})
    items = tuple(SuiteItem(check=CHECKS["range"](f"c{i}", min=0)) for i in range(0, 10_000, 40))
    started = time.process_time()

    with opened(t=table) as session:
        findings = run_suites([Suite(table="t", items=items)], session, now=NOW).findings[0]

    assert {finding.verdict.name for finding in findings} == {"PASS"}
    assert time.process_time() - started < 30


# --- the fence


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_blob('/etc/*')",
        "select * from glob('/etc/*')",
        "select * from read_parquet('https://example.org/a.parquet')",
        "copy (select 1) to 'lockgate-must-not-write.csv'",
        "attach 'lockgate-must-not-write.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_paths = ['/etc/passwd']",
        "reset lock_configuration",
    ],
)
def test_no_other_file_is_read_or_written(sql: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n")

    with session_of(Source(str(tmp_path / "t.csv"))) as session:
        session.schema("t")
        with pytest.raises(duckdb.Error):
            session._connection.execute(sql).fetchall()

    assert not list(Path.cwd().glob("lockgate-must-not-write*"))


def test_the_files_are_left_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    pq.write_table(pa.table({"a": [1]}), file)
    before = hashlib.sha256(file.read_bytes()).hexdigest()

    with session_of(Source(str(file))) as session, pytest.raises(duckdb.Error):
        session._connection.execute(f"copy (select 2 as a) to '{tmp_path}/other.parquet'")

    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    assert [path.name for path in tmp_path.iterdir()] == ["t.parquet"]


def test_a_file_beside_the_table_is_not_readable(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a\n1\n")
    (tmp_path / "secret.csv").write_text("a\n2\n")

    with session_of(Source(str(tmp_path / "t.csv"))) as session, pytest.raises(duckdb.Error, match="ermission"):
        session._connection.execute("select * from read_csv($1)", [str(tmp_path / "secret.csv")])


# --- settings


def test_threads_and_memory_are_those_that_were_set() -> None:
    with session_of(Source("t", frame=pa.table({"a": [1]})), threads=3, memory_limit="300 MiB") as session:
        found = ask(session, "select current_setting('threads'), current_setting('memory_limit')")

    assert found == [(3, "300.0 MiB")]


def test_a_query_larger_than_the_memory_limit_spills_and_cleans_up(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    keys = np.random.default_rng(1).permutation(3_000_000)
    pq.write_table(pa.table({"id": keys, "s": [f"key number {i}" for i in keys]}), file)
    spill = tmp_path / "spill"
    spill.mkdir()
    suite = Suite(table="t", items=(SuiteItem(check=CHECKS["uniqueness"](("id", "s"))),))

    with session_of(Source(str(file)), memory_limit="200MiB", temp_directory=str(spill)) as session:
        (finding,) = run_suites([suite], session, now=NOW).findings[0]

    assert (finding.verdict.name, finding.n) == ("PASS", 3_000_000)
    assert list(spill.iterdir()) == []


def test_progress_is_told_while_a_query_runs() -> None:
    told: list[float] = []

    with _watched(_Slow(), told.append):  # type: ignore[arg-type]  # the part of a connection that is asked
        _Slow.asked.wait(10)

    assert 0.4 in told
    assert all(0 <= fraction <= 1 for fraction in told)


class _Slow:
    """A connection in the middle of a query."""

    import threading as _threading  # noqa: PLC0415 - of this class only

    asked = _threading.Event()
    calls = 0

    def query_progress(self) -> float:
        type(self).calls += 1
        if self.calls > 2:
            self.asked.set()
        return 40.0 if self.calls > 1 else -1.0


def test_batches_and_arrays_hand_out_rows() -> None:
    with opened(t={"a": list(range(10)), "u": [uuid.UUID(int=i).hex for i in range(10)]}) as session:
        query = exp.select("a").from_(table_sql("t"))

        batches = list(session.batches(query, 4))
        arrays = session.arrays(query)

    assert sum(batch.num_rows for batch in batches) == 10
    assert arrays["a"].tolist() == list(range(10))


def test_a_broken_query_is_a_data_error_in_every_form() -> None:
    query = exp.select("nosuch").from_(table_sql("t"))

    with opened(t={"a": [1]}) as session:
        for call in (session.rows, session.arrays, lambda asked: list(session.batches(asked, 1))):
            with pytest.raises(DataError, match=r"\[LG205\] table `t`"):
                call(query)


def test_the_message_about_a_json_object_does_not_repeat_its_values(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": 1}\n{"id": 2, "ssn": "SECRET", "ssn": "SECRET"}\n')
    session = DuckDBEngine(threads=1).open({"t": Source(str(tmp_path / "t.jsonl"))})

    with pytest.raises(DataError) as caught:
        session.schema("t")

    session.close()
    assert "in line 2" in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_a_categorical_is_compared_as_the_text_it_stands_for() -> None:
    frame = pd.DataFrame({"c": pd.Categorical(["b", "a", "c"], categories=["c", "b", "a"])})

    with opened(t=frame) as session:
        column = exp.column("c", quoted=True)
        rows = session.rows(exp.select(exp.Min(this=column), exp.Max(this=column.copy())).from_(table_sql("t")))

    assert rows == [("a", "c")]


def test_texts_are_held_as_a_table_while_they_come_from_a_query_of_the_same_session() -> None:
    numbers = pa.table({"n": pa.array(range(150_000))})
    session = DuckDBEngine(threads=2).open({"t": Source("t", frame=numbers)})
    query = exp.select(exp.cast(exp.column("n"), "text")).from_("t")

    for more in ("", "'"):
        texts = (f"{value}{more}" for chunk in session.chunks(query, 10_000) for (value,) in chunk)
        session.hold({"the 'texts'": texts})

    held = exp.select(exp.Count(this=exp.Star()), exp.func("MAX", exp.column("v"))).from_(
        table_sql("the 'texts'")
    )
    assert session.rows(held) == [(150_000, "99999'")]
    with pytest.raises(DataError, match="LG205"):
        session.hold({"broken": ["\ud800"]})
    session.close()


def test_rows_are_saved_in_the_output_directory_and_nowhere_else(tmp_path: Path) -> None:
    out = tmp_path / "it's out"
    out.mkdir()
    session = DuckDBEngine().open({"t": Source("t", frame=pa.table({"x": [1, 2]}))}, output=str(out))
    query = exp.select("*").from_(table_sql("t"))

    written = session.save(query, str(out / "x.parquet"))

    assert (written, pq.read_table(out / "x.parquet")["x"].to_pylist()) == (2, [1, 2])
    with pytest.raises(DataError, match="LG205"):
        session.save(query, str(tmp_path / "x.parquet"))
    with pytest.raises(
        OutputError, match=r"output `.*/none/x\.parquet`: it cannot be written: IO Error: Cannot open"
    ):
        session.save(query, str(out / "none" / "x.parquet"))
    assert sorted(path.name for path in tmp_path.rglob("*.parquet")) == ["x.parquet"]
    session.close()


def test_a_query_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    session = DuckDBEngine().open({"t": Source("t", frame=pa.table({"x": ["1", "b"]}))}, output=str(tmp_path))
    query = exp.select(exp.cast(exp.column("x"), "bigint")).from_(table_sql("t"))

    with pytest.raises(DataError, match="LG205"):
        session.save(query, str(tmp_path / "x.parquet"))
    assert list(tmp_path.iterdir()) == []
    session.close()


def test_a_name_that_is_taken_by_a_directory_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").mkdir()
    session = DuckDBEngine().open({"t": Source("t", frame=pa.table({"x": [1]}))}, output=str(tmp_path))

    with pytest.raises(OutputError, match="LG620"):
        session.save(exp.select("*").from_(table_sql("t")), str(tmp_path / "x.parquet"))
    session.close()


def test_the_parts_of_a_table_are_its_files_where_they_are_columnar(tmp_path: Path) -> None:
    for number in (2, 1):
        pq.write_table(pa.table({"x": [number]}), tmp_path / f"{number}.parquet")
        (tmp_path / f"{number}.csv").write_text(f"x\n{number}\n")
    sources = {"p": Source(str(tmp_path / "*.parquet")), "c": Source(str(tmp_path / "*.csv"))}
    session = DuckDBEngine().open(sources)

    parts = session.parts("p")

    assert [Path(part.location).name for part in parts] == ["1.parquet", "2.parquet"]
    assert session.parts("c") == (sources["c"],)
    session.close()
