"""Verdicts of gates, stages and runs."""

from __future__ import annotations

from datetime import UTC, datetime

from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult, gate_verdict
from lockgate.domain.verdict import Severity, Verdict


def finding(verdict: Verdict, severity: Severity = Severity.BLOCKING) -> Finding:
    return Finding(
        check="range", subject=Subject("t"), verdict=verdict, reason="LG400", summary="", severity=severity
    )


def stage(name: str, *verdicts: Verdict, blocked_by: str = "") -> StageResult:
    entries = tuple(
        EntryResult(name=f"{name}{i}", kind="contract", findings=(finding(verdict),))
        for i, verdict in enumerate(verdicts)
    )
    return StageResult(name=name, entries=entries, blocked_by=blocked_by)


def run(*stages: StageResult) -> RunResult:
    return RunResult(project="p", run_id="1", seed=0, now=datetime(2013, 1, 1, tzinfo=UTC), stages=stages)


def test_a_gate_without_findings_is_an_error() -> None:
    assert gate_verdict(()) is Verdict.ERROR


def test_findings_that_do_not_block_leave_the_gate_open() -> None:
    findings = (finding(Verdict.FAIL, Severity.WARNING), finding(Verdict.ERROR, Severity.INFO))

    assert gate_verdict(findings) is Verdict.PASS


def test_a_blocking_finding_shuts_the_gate_whatever_else_there_is() -> None:
    findings = (finding(Verdict.PASS), finding(Verdict.INCONCLUSIVE), finding(Verdict.FAIL, Severity.WARNING))

    assert gate_verdict(findings) is Verdict.INCONCLUSIVE


def test_a_stage_is_as_good_as_its_worst_entry() -> None:
    done = stage("ingest", Verdict.PASS, Verdict.FAIL)

    assert done.verdict is Verdict.FAIL
    assert [found.verdict for found in done.findings] == [Verdict.PASS, Verdict.FAIL]


def test_a_stage_that_was_kept_from_running_has_no_verdict() -> None:
    assert stage("train", blocked_by="ingest").verdict is None


def test_a_stage_that_did_not_run_does_not_soften_the_run() -> None:
    done = run(stage("ingest", Verdict.FAIL), stage("train", blocked_by="ingest"))

    assert done.verdict is Verdict.FAIL
    assert len(done.findings) == 1


def test_a_run_without_any_stage_is_an_error() -> None:
    assert run().verdict is Verdict.ERROR


def test_a_stage_of_warnings_alone_is_not_proved() -> None:
    missing = EntryResult(name="t", kind="contract", findings=(finding(Verdict.ERROR, Severity.WARNING),))
    sound = EntryResult(name="u", kind="contract", findings=(finding(Verdict.PASS),))

    assert missing.verdict is Verdict.PASS
    assert StageResult(name="ingest", entries=(missing,)).verdict is Verdict.INCONCLUSIVE
    assert StageResult(name="ingest", entries=(missing, sound)).verdict is Verdict.PASS
