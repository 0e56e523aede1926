"""Running suites on real tables: isolation of errors, offending rows, and answers that never depend on chance."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp
from tests.fakes.tables import NOW, opened, run_on

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Check
from lockgate.scan.engine import Source
from lockgate.scan.expression import Expression
from lockgate.scan.run import plan_suites, run_suites
from lockgate.scan.schema import Schema
from lockgate.scan.state_set import dump_states
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name
NAN = math.nan


def suite_of(*items: SuiteItem | Check, table: str = "t", key: tuple[str, ...] = ()) -> Suite:
    return Suite(
        table=table, key=key, items=tuple(i if isinstance(i, SuiteItem) else SuiteItem(check=i) for i in items)
    )


def verdicts(findings: Sequence[Finding]) -> list[str]:
    return [finding.verdict.name for finding in findings]


# --- one bad question harms no other


def test_only_the_checks_that_need_what_is_broken_are_errors() -> None:
    table = {"id": [1, 2, 3], "s": ["1", "two", "3"], "x": [1.0, 2.0, 3.0]}
    suite = suite_of(
        CHECKS["row_count"](Requirement.at_least(1)),
        CHECKS["range"]("x", min=0, max=9),
        CHECKS["row_predicate"](Expression("s::int > 0")),
        CHECKS["range"]("y", min=0),
        CHECKS["mean"](Requirement.between(1, 3), "x"),
        CHECKS["mean"](Requirement.between(1, 3), "s"),
        SuiteItem(check=CHECKS["completeness"]("x"), where=Expression("s::int > 0")),
        SuiteItem(check=CHECKS["completeness"]("x"), where=Expression("nosuch > 0")),
        SuiteItem(check=CHECKS["completeness"]("x"), group_by=("nosuch",)),
        CHECKS["uniqueness"](("id", "nosuch")),
        CHECKS["uniqueness"](("id",)),
        CHECKS["pattern"]("s", "("),
        CHECKS["pattern"]("s", "^[a-z0-9]+$"),
    )

    findings = run_on(suite, t=table).findings[0]

    assert verdicts(findings) == [
        "PASS", "PASS", "ERROR", "ERROR", "PASS", "ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "PASS", "ERROR", "PASS",
    ]  # fmt: skip
    assert {finding.reason for finding in findings if finding.verdict is Verdict.ERROR} == {Reason.NOT_ASKABLE}
    assert "Could not convert string 'two'" in findings[2].summary
    assert findings[3].summary == "has no column `y`"


def test_a_table_that_cannot_be_read_harms_no_other_table() -> None:
    suites = [
        suite_of(CHECKS["range"]("x", min=0)),
        suite_of(CHECKS["range"]("x", min=0), CHECKS["completeness"]("x"), table="gone"),
    ]
    engine = DuckDBEngine(threads=2)
    session = engine.open({"t": Source("t", frame=pa.table({"x": [1]})), "gone": Source("no/such/file.csv")})

    run = run_suites(suites, session, now=NOW)
    session.close()

    assert [verdicts(findings) for findings in run.findings] == [["PASS"], ["ERROR", "ERROR"]]
    assert run.findings[1][0].summary == "no file matches `no/such/file.csv`"
    assert [facts.table for facts in run.facts] == ["t"]


def test_an_engine_that_refuses_every_query_gives_errors_not_passes() -> None:
    class Refusing:
        dialect = "duckdb"

        def __init__(self, schema: Schema) -> None:
            self._schema = schema

        def schema(self, table: str) -> Schema:  # noqa: ARG002 - one table
            return self._schema

        def gap(self, tree: exp.Expr) -> None:
            """Anything can be asked."""

        def version(self, table: str) -> str:  # noqa: ARG002 - one table
            return ""

        def rows(self, query: exp.Expr, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
            raise DataError.engine("t", f"out of memory, {len(str(query)) + len(parameters) > 0}")

    suite = suite_of(
        CHECKS["range"]("x", min=0), CHECKS["uniqueness"](("x",)), CHECKS["allowed_values"]("s", ("a",))
    )
    with opened(t={"x": [1], "s": ["a"]}) as session:
        schema = session.schema("t")

    run = run_suites([suite], Refusing(schema), now=NOW)  # type: ignore[arg-type]  # the part that a run needs

    assert verdicts(run.findings[0]) == ["ERROR"] * 3
    assert run.facts[0].rows is None


# --- NaN, which file statistics leave out


@pytest.fixture
def with_nan(tmp_path: Path) -> Source:
    """Return a Parquet file of pyarrow whose statistics say 0 to 9, with NaN in row 3."""
    file = tmp_path / "nan.parquet"
    values = [NAN if i == 3 else float(i) for i in range(10)]
    pq.write_table(pa.table({"id": list(range(10)), "x": values}), file, row_group_size=5)
    statistics = pq.read_metadata(file).row_group(0).column(1).statistics
    assert (statistics.min, statistics.max) == (0.0, 4.0)
    return Source(str(file))


def run_file(source: Source, *items: SuiteItem | Check) -> tuple[Finding, ...]:
    session = DuckDBEngine(threads=2).open({"t": source})
    try:
        return run_suites([suite_of(*items, key=("id",))], session, now=NOW).findings[0]
    finally:
        session.close()


def test_a_range_check_finds_a_nan_that_the_file_statistics_hide(with_nan: Source) -> None:
    (finding,) = run_file(with_nan, CHECKS["range"]("x", min=0, max=9))

    assert (finding.verdict, finding.n_failed) == (Verdict.FAIL, 1)
    assert finding.sample is not None
    assert finding.sample.rows[0][0] == 3


@pytest.mark.parametrize(
    ("where", "judged"),
    [("isnan(x)", 1), ("not isnan(x)", 9), ("x > 100", 1), ("x <= 9", 9), ("coalesce(x, 0) > 100", 1)],
)
def test_a_filter_on_a_column_with_nan_keeps_the_rows_it_says(
    with_nan: Source, where: str, judged: int
) -> None:
    item = SuiteItem(check=CHECKS["completeness"]("id"), where=Expression(where))
    keys = SuiteItem(check=CHECKS["uniqueness"](("id",)), where=Expression(where))

    findings = run_file(with_nan, item, keys)

    assert [finding.n for finding in findings] == [judged, judged]


def test_statistics_of_a_column_with_nan_are_undefined(with_nan: Source) -> None:
    checks = [CHECKS[name](Requirement.between(0, 9), "x") for name in ("mean", "min", "max", "sum", "median")]

    findings = run_file(with_nan, *checks, CHECKS["finite"]("x"))

    assert verdicts(findings) == ["INCONCLUSIVE"] * 5 + ["FAIL"]


# --- offending rows


def shuffled(rows: int, seed: int) -> pa.Table:
    order = list(range(rows))
    random.Random(seed).shuffle(order)  # noqa: S311 - test data
    return pa.table({"id": order, "x": [i % 50 for i in order], "g": [f"g{i % 3}" for i in order]})


def test_offending_rows_do_not_depend_on_the_order_of_the_rows_or_the_threads() -> None:
    suite = suite_of(
        CHECKS["range"]("x", max=9),
        CHECKS["uniqueness"](("x",)),
        SuiteItem(check=CHECKS["range"]("x", max=9), group_by=("g",)),
        SuiteItem(check=CHECKS["range"]("x", max=9), where=Expression("g = 'g1'")),
        key=("id",),
    )

    found = []
    for seed, threads in ((1, 1), (2, 1), (3, 4)):
        session = DuckDBEngine(threads=threads).open({"t": Source("t", frame=shuffled(5_000, seed))})
        found.append(run_suites([suite], session, now=NOW).findings)
        session.close()

    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("limit", [0, 1, 3, 10])
def test_at_most_as_many_offending_rows_as_asked_are_shown(limit: int) -> None:
    suite = suite_of(CHECKS["range"]("x", max=9), CHECKS["uniqueness"](("x",)), key=("id",))

    findings = run_on(suite, sample_rows=limit, t=shuffled(500, 1)).findings[0]

    assert [len(f.sample.rows) if f.sample else 0 for f in findings] == [limit, limit]


def test_offending_rows_are_of_the_filter_and_the_slice() -> None:
    item = SuiteItem(check=CHECKS["range"]("x", max=9), where=Expression("id >= 100"), group_by=("g",))

    findings = run_on(suite_of(item, key=("id",)), t=shuffled(300, 1)).findings[0]

    for finding in findings:
        assert finding.sample is not None
        assert finding.sample.columns == ("id", "x", "g")
        assert {row[2] for row in finding.sample.rows} == {finding.subject.slice[0][1]}
        assert all(isinstance(row[0], int) and row[0] >= 100 for row in finding.sample.rows)
        assert all(isinstance(row[1], int) and row[1] > 9 for row in finding.sample.rows)


def test_fewer_offending_rows_than_asked_are_all_shown() -> None:
    suite = suite_of(CHECKS["range"]("x", max=47), key=("id",))

    (finding,) = run_on(suite, t=shuffled(100, 1)).findings[0]

    assert finding.sample is not None
    assert [row[0] for row in finding.sample.rows] == [48, 49, 98, 99]


def test_a_key_that_the_table_lacks_is_left_out_of_the_sample() -> None:
    suite = suite_of(CHECKS["range"]("x", max=9), key=("nosuch",))

    (finding,) = run_on(suite, t=shuffled(100, 1)).findings[0]

    assert (finding.verdict, finding.n_failed) == (Verdict.FAIL, 80)
    assert finding.sample is not None
    assert finding.sample.columns == ("x",)


# --- the same bytes


@pytest.mark.parametrize("rows", [0, 1, 20_000])
def test_states_are_the_same_bytes_with_one_thread_and_with_four(rows: int) -> None:
    draw = random.Random(5)  # noqa: S311 - test data
    table = pa.table(
        {
            "x": pa.array([draw.gauss(1e6, 3) for _ in range(rows)], pa.float64()),
            "s": pa.array([draw.choice("abc") for _ in range(rows)], pa.string()),
        }
    )
    names = ("mean", "standard_deviation", "sum", "median", "min", "max")
    suite = suite_of(
        *(CHECKS[name](Requirement.between(1, 2), "x") for name in names),
        SuiteItem(check=CHECKS["mean"](Requirement.between(1, 2), "x"), group_by=("s",)),
        CHECKS["allowed_values"]("s", ("a",)),
        CHECKS["distinct_set"]("s", "equal", ("a", "b")),
        CHECKS["uniqueness"](("s", "x")),
    )

    found = set()
    for threads in (1, 4):
        session = DuckDBEngine(threads=threads).open({"t": Source("t", frame=table)})
        run = run_suites([suite], session, now=NOW)
        session.close()
        found.add(canonical_bytes(dump_states("t", run.asked_by(suite))))

    assert len(found) == 1


# --- what is planned


def test_the_plan_says_who_asked_for_what() -> None:
    suites = [
        suite_of(CHECKS["range"]("x", min=0), CHECKS["range"]("x", min=0, max=9)),
        suite_of(CHECKS["range"]("x", max=5)),
    ]

    with opened(t={"x": [1, 2]}) as session:
        plan = plan_suites(suites, session)["t"]

    assert not isinstance(plan, DataError)
    judged = next(request for request in plan.askers if "NotNull" in repr(request))  # type: ignore[union-attr]  # a plan
    assert plan.askers[judged] == (0, 1, 2)  # type: ignore[union-attr]  # a plan


def test_findings_say_what_they_cost() -> None:
    suite = suite_of(CHECKS["range"]("x", min=0), CHECKS["range"]("x", max=9))

    findings = run_on(suite, t={"x": [1, 2]}).findings[0]

    assert [(finding.cost.aggregates, finding.cost.shared) for finding in findings] == [(3, 2), (3, 2)]


def test_the_facts_say_what_was_read() -> None:
    (facts,) = run_on(suite_of(CHECKS["range"]("x", min=0)), t={"x": [1, 2], "y": [1, 2]}).facts

    assert (facts.rows, facts.columns_read, facts.columns, facts.scans, facts.passes) == (2, 1, 2, 1, 0)


@pytest.mark.parametrize(
    "name",
    [
        "n",
        "k",
        "k0",
        "s0",
        "g",
        "t",
        "v",
        "w",
        "o",
        "p",
        "is_break",
        "c0",
        "lockgate n",
        "x y",
        'q"',
        "a.b",
        "select",
    ],
)
def test_a_column_may_have_any_name(name: str) -> None:
    table = {name: [1, 2, 2, 3], "z": ["a", "a", "b", "b"]}
    checks: list[Check] = [
        CHECKS["range"](name, max=2),
        CHECKS["uniqueness"]((name,)),
        CHECKS["uniqueness"]((name, "z")),
        CHECKS["monotone"](name),
        CHECKS["median"](Requirement.at_least(0), name),
        CHECKS["distinct_set"](name, "superset", (1, 2)),
        CHECKS["referential_integrity"]((name,), "t", (name,)),
    ]
    items = [SuiteItem(check=check) for check in checks]
    items += [replace(item, group_by=("z",)) for item in items[:3]]
    items += [replace(items[1], group_by=(name,)), SuiteItem(check=checks[6], where=Expression("z = 'b'"))]

    findings = run_on(suite_of(*items, key=("z",)), t=table).findings[0]

    assert [f.summary for f in findings if f.verdict is Verdict.ERROR] == []
    assert verdicts(findings[:7]) == ["FAIL", "FAIL", "PASS", "PASS", "PASS", "PASS", "PASS"]
