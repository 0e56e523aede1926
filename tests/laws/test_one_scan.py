"""The flagship: N checks together run one scan and agree with N separate runs."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pyarrow as pa
from tests.fakes.tables import NOW, CountingSession, opened

from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.finding import Cost, Finding
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check
from lockgate.scan.engine import Session
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name


def table(rows: int = 500) -> pa.Table:
    draw = random.Random(7)  # noqa: S311 - test data
    numbers = [draw.choice([None, draw.gauss(100, 20)]) for _ in range(rows)]
    return pa.table(
        {
            "id": list(range(rows)),
            "x": pa.array(numbers, pa.float64()),
            "n": [draw.randrange(-5, 50) for _ in range(rows)],
            "carrier": [draw.choice(["UA", "AA", "B6", None]) for _ in range(rows)],
            "day": [dt.date(2013, 1, 1) + dt.timedelta(days=draw.randrange(100)) for _ in range(rows)],
        }
    )


def shared_checks() -> list[Check]:
    """Return checks that the fused scan answers, red and green, cheap and dear."""
    between = Requirement.between
    return [
        CHECKS["row_count"](between(1, 1_000)),
        CHECKS["completeness"]("x"),
        CHECKS["null_fraction"](Requirement.at_most(0.9), "x"),
        CHECKS["range"]("x", min=0, max=200),
        CHECKS["range"]("x", min=90, max=110),
        CHECKS["range"]("n", min=-5, max=49),
        CHECKS["range"]("day", min="2013-01-01", max="2013-04-10"),
        CHECKS["mean"](between(90, 110), "x"),
        CHECKS["standard_deviation"](between(1, 5), "x"),
        CHECKS["sum"](Requirement.at_least(0), "n"),
        CHECKS["min"](Requirement.at_least(0), "n"),
        CHECKS["zero_fraction"](Requirement.at_most(0.5), "n"),
        CHECKS["column_comparison"]("n", "<=", "id"),
    ]


def test_many_checks_run_one_scan_of_the_table() -> None:
    suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in shared_checks()))

    with opened(t=table()) as session:
        counting = CountingSession(session)
        run = run_suites([suite], cast("Session", counting), now=NOW, sample_rows=0)

    is_open = any(finding.check == "range" and finding.verdict.name == "FAIL" for finding in run.findings[0])
    look = sum("LIMIT" in query for query in counting.queries)
    assert is_open
    assert counting.base_scans - look == 1 + 1  # the fused scan, and the further scan for what it left open
    assert run.facts[0].scans == 1 + 1
    assert run.facts[0].passes == 0


def test_a_healthy_table_is_scanned_once() -> None:
    green = [check for check in shared_checks() if check != CHECKS["range"]("x", min=90, max=110)]
    green = [check for check in green if check.name not in ("completeness", "standard_deviation", "min")]
    suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in green[:-1]))

    with opened(t=table()) as session:
        counting = CountingSession(session)
        run = run_suites([suite], cast("Session", counting), now=NOW)

    assert {finding.verdict.name for finding in run.findings[0]} == {"PASS"}
    assert counting.base_scans - sum("LIMIT" in query for query in counting.queries) == 1


def test_checks_together_agree_with_each_alone() -> None:
    items = [SuiteItem(check=check) for check in shared_checks()]
    items += [
        SuiteItem(check=CHECKS["uniqueness"](("n",))),
        SuiteItem(check=CHECKS["allowed_values"]("carrier", ("UA", "AA"))),
        SuiteItem(check=CHECKS["pattern"]("carrier", "^[A-Z]+$")),
        SuiteItem(check=CHECKS["median"](Requirement.between(90, 110), "x")),
        SuiteItem(check=CHECKS["range"]("x", min=90), group_by=("carrier",)),
    ]

    with opened(t=table()) as session:
        together = run_suites([Suite(table="t", items=tuple(items))], session, now=NOW).findings[0]
        alone = [
            finding
            for item in items
            for finding in run_suites([Suite(table="t", items=(item,))], session, now=NOW).findings[0]
        ]

    def without_cost(findings: Sequence[Finding]) -> list[Finding]:
        return [replace(finding, cost=Cost()) for finding in findings]

    assert without_cost(together) == without_cost(alone)


def test_a_thousand_checks_on_the_same_columns_compute_few_aggregates() -> None:
    items = tuple(SuiteItem(check=CHECKS["range"]("x", min=-i, max=1_000 + i)) for i in range(1_000))

    with opened(t=table()) as session:
        counting = CountingSession(session)
        run = run_suites([Suite(table="t", items=items)], cast("Session", counting), now=NOW)

    plan = run.plans["t"]
    assert plan.aggregates <= 3  # type: ignore[union-attr]  # rows, values of x, extremes of x
    assert {finding.verdict.name for finding in run.findings[0]} == {"PASS"}
