"""Verdicts on measured costs; the bounds are those of `stats.order_statistics`, which has its own oracle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.resources.judge import judge_costs
from lockgate.gates.resources.measures import ModelCosts
from lockgate.gates.resources.spec import CostMargin, ResourceGate, ResourceSpec

SPEC = ResourceSpec(data="trips", candidate="new", baseline="old")
EVEN = np.linspace(0.010, 0.020, 401)
NEW = ModelCosts(
    calls={1: EVEN, 1000: EVEN},
    load_s=np.linspace(1, 2, 6),
    ready_s=np.linspace(3, 4, 6),
    peak_mib=np.linspace(200, 210, 6),
    size_mib=3.0,
)
OLD = replace(NEW, calls={1: EVEN / 2, 1000: EVEN / 2}, size_mib=2.0)


def judged(metric: str, requirement: Requirement | CostMargin, **more: Any) -> Finding:  # noqa: ANN401 - fields of the gate
    gate = ResourceGate(metric=metric, requirement=requirement, **more)
    (finding,) = judge_costs(SPEC, (gate,), NEW, OLD)
    return finding


@pytest.mark.parametrize(
    ("metric", "requirement", "verdict"),
    [
        ("latency_p50_ms", Requirement.at_most(16), Verdict.PASS),
        ("latency_p50_ms", Requirement(Operator.MUST_BE_LESS_THAN, (14,)), Verdict.FAIL),
        ("latency_p50_ms", Requirement.at_most(15), Verdict.INCONCLUSIVE),
        ("latency_p50_ms", Requirement.between(14, 16), Verdict.PASS),
        ("latency_p50_ms", Requirement.between(1, 2), Verdict.FAIL),
        ("latency_p95_ms", Requirement.at_most(20), Verdict.PASS),
        ("throughput_rows_per_s", Requirement.at_least(60_000), Verdict.PASS),
        ("throughput_rows_per_s", Requirement(Operator.MUST_BE_GREATER_THAN, (80_000,)), Verdict.FAIL),
        ("load_time_s", Requirement.at_most(2), Verdict.PASS),
        ("cold_start_s", Requirement.at_most(2.9), Verdict.FAIL),
        ("peak_memory_mib", Requirement.at_most(205), Verdict.INCONCLUSIVE),
        ("file_size_mib", Requirement.at_most(3), Verdict.PASS),
        ("file_size_mib", Requirement.at_most(2.9), Verdict.FAIL),
        ("latency_p50_ms", CostMargin(9.0), Verdict.PASS),
        ("latency_p50_ms", CostMargin(5.0), Verdict.FAIL),
        ("latency_p50_ms", CostMargin(7.5), Verdict.INCONCLUSIVE),
        ("latency_p50_ms", CostMargin(1.2, is_share=True), Verdict.PASS),
        ("latency_p50_ms", CostMargin(0.5, is_share=True), Verdict.FAIL),
        ("throughput_rows_per_s", CostMargin(0.6, is_share=True), Verdict.PASS),
        ("throughput_rows_per_s", CostMargin(0.1, is_share=True), Verdict.FAIL),
        ("throughput_rows_per_s", CostMargin(10_000.0), Verdict.FAIL),
        ("peak_memory_mib", CostMargin(0.1, is_share=True), Verdict.PASS),
        ("file_size_mib", CostMargin(0.5, is_share=True), Verdict.PASS),
        ("file_size_mib", CostMargin(0.4, is_share=True), Verdict.FAIL),
        ("file_size_mib", CostMargin(1.0), Verdict.PASS),
    ],
)
def test_a_bound_decides(metric: str, requirement: Requirement | CostMargin, verdict: Verdict) -> None:
    assert judged(metric, requirement).verdict is verdict


def test_a_finding_says_what_was_seen_and_how_sure() -> None:
    finding = judged("latency_p50_ms", Requirement.at_most(16), why="users wait", severity=Severity.WARNING)

    assert finding.summary == "15 ms, 90 % interval 14.6 to 15.4 ms; 401 calls of 1 row"
    assert (finding.required, finding.n, finding.observed) == ("≤ 16 ms", 401, 15.0)
    assert str(finding.subject) == "new where batch = 1"
    assert finding.interval is not None
    assert (finding.interval.alpha, finding.interval.method) == (0.1, "order statistics")
    assert (finding.why, finding.severity, finding.reason) == (
        "users wait",
        Severity.WARNING,
        Reason.BAR_CLEARED,
    )
    assert dict(finding.details) == {"least": 10.0, "greatest": 20.0, "baseline": 7.5}


@pytest.mark.parametrize(
    ("metric", "margin", "summary"),
    [
        (
            "latency_p50_ms",
            CostMargin(9.0),
            "15 ms against 7.5 ms: +7.5 ms, 90 % interval +6.75 to +8.25 ms; 401 calls of 1 row each",
        ),
        (
            "throughput_rows_per_s",
            CostMargin(0.6, is_share=True),
            "66,667 rows/s against 133,333 rows/s: −50 %, 90 % interval −53.2 to −46.6 %; 401 calls of 1,000 rows each",
        ),
        ("load_time_s", CostMargin(1.0), "1.4 s against 1.4 s: 0 s, 90 % interval −1 to +1 s; 6 starts each"),
        ("file_size_mib", CostMargin(0.5, is_share=True), "3 MiB against 2 MiB: +50 %; its size on disk"),
    ],
)
def test_a_comparison_says_both_numbers_and_the_gap(metric: str, margin: CostMargin, summary: str) -> None:
    assert judged(metric, margin).summary == summary


def test_one_call_says_nothing_of_the_median() -> None:
    gate = ResourceGate(metric="latency_p50_ms", requirement=Requirement.at_most(50))

    (finding,) = judge_costs(SPEC, (gate,), replace(NEW, calls={1: EVEN[:1]}), None)

    assert finding.summary == "10 ms, 90 % interval without ends; 1 call of 1 row"
    assert finding.n_more == 4


@pytest.mark.parametrize("calls", [100, 1])
def test_too_few_calls_leave_an_end_open_and_say_how_many_are_missing(calls: int) -> None:
    few = replace(NEW, calls={1: EVEN[:calls]})
    gate = ResourceGate(metric="latency_p99_ms", requirement=Requirement.at_most(50))

    (finding,) = judge_costs(SPEC, (gate,), few, None)

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.TOO_FEW_ROWS)
    assert finding.interval is not None
    assert finding.interval.upper is None
    assert (finding.n_more, finding.hint) == (299 - calls, "raise `rounds`")
    assert "ms or more" in finding.summary


def test_one_end_is_enough_to_pass() -> None:
    few = replace(OLD, calls={1: EVEN[:100]})
    gate = ResourceGate(metric="latency_p99_ms", requirement=CostMargin(50.0))

    (finding,) = judge_costs(SPEC, (gate,), NEW, few)

    assert finding.verdict is Verdict.PASS
    assert finding.interval is not None
    assert finding.interval.lower is None
    assert "ms or less" in finding.summary


def test_an_open_lower_end_is_said() -> None:
    few = replace(NEW, calls={1: EVEN[:1]}, ready_s=np.linspace(3, 4, 4))
    gates = tuple(
        ResourceGate(metric=name, requirement=CostMargin(0.5, is_share=True)) for name in ("cold_start_s",)
    )

    (finding,) = judge_costs(SPEC, gates, few, few)

    assert finding.verdict is Verdict.INCONCLUSIVE
    assert finding.n_more == 2
    assert "interval −100 % or more" in finding.summary


@pytest.mark.parametrize(
    ("metric", "why"), [("peak_memory_mib", "not told by this machine"), ("file_size_mib", "it is no file")]
)
def test_what_is_not_told_is_undecided(metric: str, why: str) -> None:
    untold = ModelCosts(calls={})
    bar, margin = (
        ResourceGate(metric=metric, requirement=one) for one in (Requirement.at_most(1000), CostMargin(1000.0))
    )

    (first, second, third) = judge_costs(SPEC, (bar, margin), untold, OLD) + judge_costs(
        SPEC, (margin,), NEW, untold
    )

    assert {one.verdict for one in (first, second, third)} == {Verdict.INCONCLUSIVE}
    assert (first.summary, third.summary) == (f"unknown of `new`: {why}", f"unknown of `old`: {why}")
    assert first.reason == Reason.STATISTIC_UNDEFINED
    assert judge_costs(SPEC, (bar,), NEW, untold)[0].verdict is Verdict.PASS
