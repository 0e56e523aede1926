"""Apache Spark: how many jobs a plan takes, Spark Connect, and DataFrames that users hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conformance.engines import bench_of, spark_session
from tests.conformance.test_checks import FLOATS, ON_FLOATS, ON_TEXTS, OTHER, TEXTS, check

import lockgate
from lockgate.adapters.resumable_directory import ResumableDirectory
from lockgate.app.quarantine_table import Engines, quarantine_table
from lockgate.domain.errors import DataError, ParameterError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Check
from lockgate.scan.engine import Source
from lockgate.scan.failures import blame, failing_rows
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite, SuiteItem

pytestmark = [pytest.mark.spark]

NOW = datetime(2013, 7, 2, 6, tzinfo=UTC)
SESSIONS = ["spark", "connect"]
HEALTHY = pa.table({
    "id": list(range(200)),
    "x": [float(i % 7) for i in range(200)],
    "s": ["UA", "AA", "B6", "DL"] * 50,
})  # fmt: skip


def jobs_so_far() -> int:
    """Return the jobs of this Spark since it began, whoever asked for them."""
    return int(spark_session().sparkContext._jsc.sc().statusStore().jobsList(None).size())


@contextmanager
def counted() -> Iterator[Callable[[], int]]:
    """Count the jobs of a block; what the listener has not yet been told is waited for."""
    bus = spark_session().sparkContext._jsc.sc().listenerBus()
    bus.waitUntilEmpty()
    before = jobs_so_far()

    def count() -> int:
        bus.waitUntilEmpty()
        return jobs_so_far() - before

    yield count


def run_on(engine: str, checks: list[Check], **tables: Any) -> SuiteRun:  # noqa: ANN401 - tables of Arrow
    bench = bench_of(engine)
    session = bench.engine.open(bench.sources(tables))
    try:
        suite = Suite(table="t", items=tuple(SuiteItem(check=one) for one in checks))
        return run_suites([suite], session, now=NOW)
    finally:
        session.close()


FUSED: list[Check] = [
    check("row_count", Requirement.at_least(1)),
    check("completeness", "x"),
    check("range", "x", min=0, max=6),
    check("range", "id", min=0, max=199),
    check("finite", "x"),
    check("length", "s", exact=2),
    check("sum", Requirement.at_least(0), "x"),
]
"""Checks that one scan answers."""


SPREADS: list[Check] = [
    check("standard_deviation", Requirement.between(1, 3), "x"),
    check("skewness", Requirement.between(-1, 1), "x"),
    check("kurtosis", Requirement.between(-2, 0), "x"),
    check("correlation", Requirement.at_most(1), "id", "x"),
]
VALUES: list[Check] = [
    check("allowed_values", "s", ("UA", "AA", "B6", "DL")),
    check("pattern", "s", "^[A-Z0-9]{2}$"),
]
"""Other engines look at some rows before they are asked these."""


@pytest.mark.parametrize("engine", SESSIONS)
def test_a_fused_plan_is_one_job(engine: str) -> None:
    with counted() as jobs:
        run = run_on(engine, [*FUSED, *SPREADS, *VALUES], t=HEALTHY)

    assert [f.summary for f in run.findings[0] if f.verdict is not Verdict.PASS] == []
    assert (run.facts[0].scans, run.facts[0].passes) == (1, 0)
    assert jobs() == 1


@pytest.mark.parametrize("engine", SESSIONS)
def test_each_grouping_is_one_job_more(engine: str) -> None:
    grouped = [
        check("uniqueness", ("id",)),
        check("distinct_set", "s", "subset", ("UA", "AA", "B6", "DL")),
        check("association", Requirement.between(0, 1), "s", "x", "correlation_ratio"),
    ]

    with counted() as jobs:
        run = run_on(engine, [*FUSED, *SPREADS, *VALUES, *grouped], t=HEALTHY)

    assert {f.verdict for f in run.findings[0]} == {Verdict.PASS}
    assert (run.facts[0].scans, run.facts[0].passes) == (1, 3)
    assert jobs() == 4


@pytest.fixture
def shuffling() -> Iterator[None]:
    """Let Spark shuffle among more than one partition, as it does unless it is told not to."""
    with conf("spark.sql.shuffle.partitions", "4"):
        yield


@pytest.fixture
def adaptive(shuffling: None) -> Iterator[None]:  # noqa: ARG001 - on top of it
    """Let Spark plan anew while it runs, as it does unless it is told not to."""
    with conf("spark.sql.adaptive.enabled", "true"):
        yield


@pytest.fixture
def compiling(engine: str) -> Iterator[None]:
    """Let Spark compile what it runs, as it does unless it is told not to; for a few rows that takes much longer."""
    with (
        conf("spark.sql.codegen.wholeStage", "true", engine),
        conf("spark.sql.codegen.factoryMode", "FALLBACK", engine),
    ):
        yield


@contextmanager
def conf(name: str, value: str, engine: str = "spark") -> Iterator[None]:
    settings = session_of(engine).conf
    before = settings.get(name)
    settings.set(name, value)
    try:
        yield
    finally:
        settings.set(name, before)


def queries_of(checks: list[Check]) -> list[int]:
    """Return how many stages each query of a run takes, on a table of eight partitions."""
    spark = spark_session()
    store = spark._jsparkSession.sharedState().statusStore()
    frame = spark.range(0, 20_000, 1, 8).selectExpr(
        "id", "cast(id % 7 as double) x", "element_at(array('UA', 'AA', 'B6', 'DL'), cast(id % 4 as int) + 1) s"
    )
    session = bench_of("spark").engine.open({"t": Source("t", frame=frame)})
    with counted() as jobs:
        before = store.executionsCount()
        suite = Suite(table="t", items=tuple(SuiteItem(check=one) for one in checks))
        run = run_suites([suite], session, now=NOW)
        assert jobs() > 0
        asked = store.executionsList().drop(before)
    session.close()
    assert {finding.verdict for finding in run.findings[0]} == {Verdict.PASS}
    return [sum(map(stages_of, job_ids(asked.apply(i)))) for i in range(asked.size())]


def job_ids(execution: Any) -> list[int]:  # noqa: ANN401 - Spark's own account of a query
    ids = execution.jobs().keys().toSeq()
    return [int(ids.apply(i)) for i in range(ids.size())]


def stages_of(job: int) -> int:
    """Return the stages of a job that ran; what an earlier job of the query has done is not done again."""
    return int(spark_session().sparkContext._jsc.sc().statusStore().job(job).numCompletedStages())


PLAIN = [one for one in FUSED if one.name != "range"]
GROUPED = [check("uniqueness", ("id",)), check("distinct_set", "s", "subset", ("UA", "AA", "B6", "DL"))]
SCAN = 2  # stages: of the partitions, and of what they found together


@pytest.mark.usefixtures("adaptive")
@pytest.mark.parametrize(
    ("checks", "stages"),
    [([*PLAIN, *SPREADS, *VALUES], [SCAN]), ([*PLAIN, *GROUPED], [SCAN, 2, 3])],
    ids=["fused", "and two groupings"],
)
def test_an_adaptive_spark_is_asked_one_query_and_one_for_each_grouping(
    checks: list[Check], stages: list[int]
) -> None:
    assert queries_of(checks) == stages


@pytest.mark.usefixtures("shuffling")
def test_planning_anew_splits_a_query_into_jobs_and_adds_no_work() -> None:
    assert queries_of([*PLAIN, *GROUPED]) == [SCAN, 2, 3]


@pytest.mark.parametrize("engine", SESSIONS)
def test_offending_rows_of_all_red_checks_are_one_job_more(engine: str) -> None:
    red = [check("range", "x", max=5), check("range", "id", max=150), check("length", "s", exact=3)]

    with counted() as jobs:
        run = run_on(engine, red, t=HEALTHY)

    assert [f.n_failed for f in run.findings[0]] == [28, 49, 200]
    assert all(f.sample is not None and len(f.sample.rows) == 10 for f in run.findings[0])
    assert jobs() == 2


def told(finding: Finding) -> tuple[object, ...]:
    rows = None if finding.sample is None else finding.sample.rows
    return (finding.verdict, finding.reason, finding.summary, repr(finding.observed), finding.n, repr(rows))


# the server is the same; what can differ is how values and nulls travel
@pytest.mark.parametrize("data", ["nan", "inf", "all null", "empty"])
def test_connect_finds_in_floats_what_classic_spark_finds(data: str) -> None:
    checks = [asked for asked, _ in ON_FLOATS.values()]
    table, other = pa.table({"x": pa.array(FLOATS[data], pa.float64())}), pa.table(OTHER)

    classic, remote = (run_on(engine, checks, t=table, other=other).findings[0] for engine in SESSIONS)

    assert list(map(told, remote)) == list(map(told, classic))


@pytest.mark.parametrize("data", ["null", "unicode", "empty"])
def test_connect_finds_in_texts_what_classic_spark_finds(data: str) -> None:
    checks = [asked for asked, _ in ON_TEXTS.values()]
    table = pa.table({"x": pa.array(TEXTS[data], pa.string())})

    classic, remote = (run_on(engine, checks, t=table).findings[0] for engine in SESSIONS)

    assert list(map(told, remote)) == list(map(told, classic))


def test_a_spark_that_compiles_what_it_runs_finds_what_these_tests_find_without() -> None:
    """As it does unless it is told not to; for a few rows that takes much longer."""
    checks, table = (
        [asked for asked, _ in ON_FLOATS.values()],
        pa.table({"x": pa.array(FLOATS["plain"], pa.float64())}),
    )
    found = run_on("spark", checks, t=table, other=pa.table(OTHER)).findings[0]

    with conf("spark.sql.codegen.wholeStage", "true"), conf("spark.sql.codegen.factoryMode", "FALLBACK"):
        compiled = run_on("spark", checks, t=table, other=pa.table(OTHER)).findings[0]

    assert list(map(told, compiled)) == list(map(told, found))


def session_of(engine: str) -> Any:  # noqa: ANN401 - classic or Connect
    return bench_of(engine).engine._made() if engine == "connect" else spark_session()  # type: ignore[attr-defined]  # the bench is of Spark


SUITE = Suite(table="trips", items=(SuiteItem(check=check("range", "minutes", min=15, max=900)),))


@pytest.mark.usefixtures("compiling")
@pytest.mark.parametrize("engine", SESSIONS)
def test_a_dataframe_is_asked_on_its_own_session_which_stays_as_it_was(engine: str) -> None:
    session = session_of(engine)
    session.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        frame = session.createDataFrame([(20,), (3000,)], "minutes int")
        frame.createOrReplaceTempView("trips")

        result = lockgate.check(frame, SUITE, now=NOW)

        assert (result.verdict, result.findings[0].n_failed) == (Verdict.FAIL, 1)
        assert session.conf.get("spark.sql.session.timeZone") == "America/New_York"
        assert [one.name for one in session.catalog.listTables()] == ["trips"]
        assert session.table("trips").count() == 2
    finally:
        session.conf.unset("spark.sql.session.timeZone")
        session.catalog.dropTempView("trips")


@pytest.mark.parametrize("engine", SESSIONS)
def test_dataframes_are_compared_on_their_own_session_and_not_pulled_out_of_it(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session_of(engine).range(2_000).selectExpr("id % 60 as minutes")
    late = session_of(engine).range(2_000).selectExpr("id % 60 + 40 as minutes")
    monkeypatch.setattr(type(before), "__arrow_c_stream__", None)  # nothing may pull it

    same = lockgate.compare(before, before, name="trips", now=NOW)
    drifted = lockgate.compare(before, late, name="trips", now=NOW)

    assert (same.verdict, drifted.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert [one.name for one in session_of(engine).catalog.listTables()] == []


@pytest.mark.parametrize("engine", SESSIONS)
def test_a_table_with_two_columns_of_one_name_is_refused(engine: str) -> None:
    frame = session_of(engine).sql("select 1 as minutes, 2 as Minutes")

    result = lockgate.check(frame, SUITE, now=NOW)

    assert result.verdict is Verdict.ERROR
    assert "its columns `minutes` and `Minutes` differ at most in letter case" in result.findings[0].summary


@pytest.mark.parametrize("engine", SESSIONS)
def test_what_breaks_in_spark_is_told_in_one_line_and_harms_no_other_check(
    engine: str, capfd: pytest.CaptureFixture[str]
) -> None:
    word = "cast(if(id = 1, 'secret', '20') as int) as minutes"
    frame = session_of(engine).range(2).selectExpr(word, "1 as ok")
    both = Suite(table="trips", items=(*SUITE.items, SuiteItem(check=check("range", "ok", max=1))))

    broken, sound = lockgate.check(frame, both, now=NOW).findings

    assert (broken.verdict, sound.verdict) == (Verdict.ERROR, Verdict.PASS)
    assert broken.summary.startswith("the engine could not answer: [CAST_INVALID_INPUT]")
    assert "\n" not in broken.summary
    assert "secret" not in capfd.readouterr().err


@pytest.mark.parametrize("engine", SESSIONS)
def test_offending_rows_of_a_dataframe_are_written_here(engine: str, tmp_path: Path) -> None:
    frame = session_of(engine).createDataFrame([(20,), (3000,), (5,)], "minutes int")

    result = lockgate.write_failures(frame, SUITE, tmp_path / "rows.parquet")

    rows = pq.read_table(tmp_path / "rows.parquet")
    assert result.verdict is Verdict.FAIL
    assert rows["minutes"].to_pylist() == [3000, 5]
    assert rows["lockgate_reason"].to_pylist() == ["minutes violates range: 15 to 900 (LG401)"] * 2


@pytest.mark.parametrize("engine", SESSIONS)
def test_offending_rows_of_all_checks_are_one_query(engine: str, tmp_path: Path) -> None:
    red = [check("range", "x", max=5), check("range", "id", max=150), check("uniqueness", ("s",))]
    bench = bench_of(engine)
    session = bench.engine.open(bench.sources({"t": HEALTHY}))
    suite = Suite(table="t", items=tuple(SuiteItem(check=one) for one in red))
    failing = blame(suite, run_suites([suite], session, now=NOW), 0, session.schema("t")).failing
    before = session.selects

    written = session.save(
        failing_rows(failing, session.schema("t"), frozenset(), is_ordered=False), str(tmp_path / "f.parquet")
    )

    session.close()
    assert (written, session.selects - before) == (28 + 49 + 200, 1)


@pytest.mark.usefixtures("adaptive")
def test_a_row_keeps_what_it_offends_when_spark_shuffles_and_plans_anew(tmp_path: Path) -> None:
    frame = spark_session().range(0, 20_000, 1, 8)
    frame = frame.selectExpr("id", "if(id % 1000 = 0, 0, id) as k", "id % 50 as x")
    items = (SuiteItem(check=check("uniqueness", ("k",))), SuiteItem(check=check("range", "x", max=48)))
    files = bench_of("duckdb").engine

    done = quarantine_table(
        Suite(table="t", items=items),
        {"t": Source("t", frame=frame)},
        Engines(bench_of("spark").engine, files),
        lambda _: ResumableDirectory(tmp_path / "out", "of a test"),
        now=NOW,
    )

    bad = pq.read_table(tmp_path / "out" / "bad")
    assert (done.good, done.bad, done.rows_of, done.verdict) == (19_580, 420, (20, 400), Verdict.PASS)
    assert {
        (row["id"] % 1000 == 0, row["id"] % 50 == 49, tuple(row["lockgate_checks"])) for row in bad.to_pylist()
    } == {(True, False, ("uniqueness",)), (False, True, ("range",))}


def test_files_are_read_by_their_endings_and_one_that_is_not_there_says_so(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    (tmp_path / "t.csv").write_text("minutes;s\n20;x\n3000;NA\n", encoding="utf-8")
    options = {"delimiter": ";", "null_values": ["NA"], "hive_partitions": False}
    sources = {
        "trips": Source(str(tmp_path / "t.csv"), options=options),
        "gone": Source(str(tmp_path / "gone.parquet")),
        "odd": Source(str(tmp_path / "t.xyz")),
        "more": Source(str(tmp_path / "t.csv"), options={"null_values": ["NA", "-"]}),
        "sum": Source("no_such_table", "table"),
    }
    session = bench_of("spark").engine.open(sources)

    assert [(c.name, c.physical) for c in session.schema("trips").columns] == [
        ("minutes", "INTEGER"),
        ("s", "VARCHAR"),
    ]
    assert refusal(session, "gone").startswith("[LG202] table `gone`: no file matches")
    assert refusal(session, "odd").startswith("[LG204]")
    assert refusal(session, "more").startswith("[LG101] table `more`: `null_values` must be one text on Spark")
    assert refusal(session, "sum").startswith(
        "[LG203] table `sum`: `no_such_table` cannot be read: [TABLE_OR_VIEW_NOT_FOUND]"
    )
    assert (
        refusal(session, "trip") == "[LG206] project: no table is named `trip`.\n  hint: did you mean `trips`?"
    )
    session.close()


def refusal(session: Any, table: str) -> str:  # noqa: ANN401 - a session
    with pytest.raises((DataError, ParameterError)) as caught:
        session.schema(table)
    return str(caught.value)


@pytest.mark.usefixtures("compiling")
@pytest.mark.parametrize("engine", SESSIONS)
def test_progress_is_told_while_a_query_runs(engine: str) -> None:
    seen: list[float] = []
    session = bench_of(engine).engine.open({"t": Source("", frame=slow_frame(engine))}, progress=seen.append)

    rows = run_suites(
        [Suite(table="t", items=(SuiteItem(check=check("sum", Requirement.at_least(0), "x")),))],
        session,
        now=NOW,
    )

    session.close()
    assert rows.findings[0][0].verdict is Verdict.PASS
    assert all(0 <= fraction <= 1 for fraction in seen)
    assert seen


def slow_frame(engine: str) -> Any:  # noqa: ANN401 - classic or Connect
    """Return a frame of many tasks, so that some are done while others are not."""
    return session_of(engine).range(0, 4_000_000, 1, 64).selectExpr("sin(id) * sin(id) as x")
