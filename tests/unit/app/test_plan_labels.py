from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.applicants import applicants
from tests.fakes.projects import Home

from lockgate.app.plan_labels import labels_of_run, plan_run_labels
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.gates.slicing import SliceKey

UA: SliceKey = (("carrier", "UA"),)


def finding(slice_: SliceKey = (), **other: Any) -> Finding:  # noqa: ANN401 - fields of a finding
    asked: dict[str, Any] = {
        "check": "recall",
        "verdict": Verdict.INCONCLUSIVE,
        "reason": "LG422",
        "summary": "",
    }
    return Finding(**asked | {"subject": Subject("scored", (), slice_), "required": "≥ 0.7", "n": 100} | other)


def run(*findings: Finding, kind: str = "model") -> RunResult:
    entry = EntryResult(name="e", kind=kind, findings=findings)
    stages = (StageResult(name="evaluate", entries=(entry,)),)
    return RunResult(project="p", run_id="r", seed=0, now=datetime(2013, 1, 1, tzinfo=UTC), stages=stages)


def test_open_gates_are_joined_by_table() -> None:
    other = finding(n_more=7)
    found = plan_run_labels(
        run(
            finding(n_more=50),
            finding(UA, n_more=20),
            finding(UA, n_more=30, verdict=Verdict.PASS),
            Finding(
                **{name: getattr(other, name) for name in ("check", "verdict", "reason", "summary", "n_more")},
                subject=Subject("a"),
            ),
        )
    )

    assert [(one.table, one.plan.rows) for one in found] == [("a", 7), ("scored", 50)]
    assert found[1].plan.decided == ("recall ≥ 0.7", "recall ≥ 0.7 · carrier=UA")


def test_series_and_queries_are_not_told_as_rows() -> None:
    series = (("units", "series"),)
    found = plan_run_labels(
        run(finding(n_more=180, details=series), finding(UA), finding(n_more=50, required="≥ 0.8"))
    )

    assert [(one.units, one.plan.rows, one.hopeless) for one in found] == [
        ("rows", 50, ("recall ≥ 0.7 · carrier=UA",)),
        ("series", 180, ()),
    ]


def test_a_gap_needs_rows_of_each_group_that_is_short() -> None:
    details = (
        ("group", "F × B"), ("group_rows", 40), ("group_more_rows", 60),
        ("against", "M × B"), ("against_rows", 90), ("against_more_rows", 0),
    )  # fmt: skip
    pair: SliceKey = (("school", "none"), ("sex", "F − M"), ("race", "B"))

    (found,) = plan_run_labels(run(finding(pair, n_more=60, details=details)))

    assert [(one.slice, one.rows) for one in found.plan.purchases] == [
        ((("school", "none"), ("sex", "F"), ("race", "B")), 60)
    ]


def test_a_value_may_hold_the_sign_that_joins_crossed_values() -> None:
    details = (
        ("group", "A × B"), ("group_rows", 40), ("group_more_rows", 60),
        ("against", "C"), ("against_rows", 90), ("against_more_rows", 0),
    )  # fmt: skip

    (found,) = plan_run_labels(run(finding((("kind", "A × B − C"),), n_more=60, details=details)))

    assert [one.slice for one in found.plan.purchases] == [(("kind", "A × B"),)]


@pytest.mark.parametrize("more", [None, 0])
def test_what_no_rows_decide_is_said(more: int | None) -> None:
    (found,) = plan_run_labels(run(finding(n_more=more)))

    assert found.plan.purchases == ()
    assert found.hopeless == ("recall ≥ 0.7",)


def test_other_entries_need_no_labels() -> None:
    assert plan_run_labels(run(finding(n_more=5), kind="drift")) == ()


def test_a_kept_run_is_planned(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.table("scored", applicants(300, seed=2, shift=0.0))
    project = home.project(
        "  scored: data/scored.parquet\n",
        "  evaluate:\n"
        "    - model: {data: scored, label: late, candidate: p_new}\n"
        "      fairness: [{metric: selection_rate, groups: sex, compare: ratio, mustBeGreaterOrEqualTo: 0.8}]\n",
    )
    run_id = home.saved(project)
    evidence = home.ports(project).evidence

    (found,) = labels_of_run(evidence, run_id)

    assert {dict(one.slice)["sex"] for one in found.plan.purchases} <= {"Female", "Male"}
    assert found.plan.rows > 0
    assert labels_of_run(evidence, run_id, budget=0)[0].plan.open == found.plan.decided


def test_what_is_said_of_all_candidates_asks_for_no_labels() -> None:
    together = finding(check="candidates", reason="LG442")

    (found,) = plan_run_labels(run(together, finding(n_more=50)))

    assert (found.plan.rows, found.hopeless) == (50, ())
