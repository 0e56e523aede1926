"""Check tables against suites without a project file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

from lockgate.app.evidence import ProjectRun, document_name, evidence_of_run
from lockgate.domain.errors import LockgateError, OutputError, ParameterError
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.scan.distributions import distributions
from lockgate.scan.engine import Engine, Session, Source
from lockgate.scan.failures import blame, failing_rows, hold_refused
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.state_set import dump_states
from lockgate.scan.suite import Suite

__all__ = ["check_tables"]


def check_tables(
    suites: Sequence[Suite],
    sources: Mapping[str, Source],
    engine: Engine,
    *,
    now: datetime,
    sample_rows: int = 10,
    failures: str = "",
) -> ProjectRun:
    """Judge some tables together; each is scanned once.

    Parameters
    ----------
    suites : sequence of Suite
        At least one; each names a table of `sources`.
    sources : mapping of str to Source
        The tables, and those that checks refer to.
    engine : Engine
        Reads them.
    now : datetime
        The instant of the run, timezone-aware.
    sample_rows : int, default=10
        Offending rows to fetch for each red check.
    failures : str, default=nowhere
        A ``.parquet`` or ``.csv`` file that gets every offending row of every red check, with the check and the
        reason; one of no lines where nothing is red.

    Raises
    ------
    OutputError
        If `failures` cannot be written.
    ParameterError
        If there is no suite, or several and `failures`, since their tables have different columns.
    """
    if failures:
        _refuse_failures(suites, failures)
    if not suites:
        raise ParameterError.of("check", "suites", "at least one suite", list(suites))
    session = engine.open(sources, output=str(PurePath(failures).parent) if failures else "")
    try:
        run = run_suites(suites, session, now=now, sample_rows=sample_rows)
        if failures:
            _save_failures(suites[0], run, session, failures)
        figures = distributions(suites, run, session)
    finally:
        session.close()
    entries = tuple(
        EntryResult(
            name=suite.table,
            kind="contract",
            findings=run.findings[number],
            facts=tuple(facts for facts in run.facts if facts.table == suite.table),
            figures=figures[number],
        )
        for number, suite in enumerate(suites)
    )
    documents: dict[str, object] = {
        document_name("states", table): _states(table, suites, run)
        for table in dict.fromkeys(suite.table for suite in suites)
    }
    stages = (StageResult(name="check", entries=entries),)
    unnamed = RunResult(project=suites[0].table, run_id="", seed=0, now=now, stages=stages)
    return evidence_of_run(unnamed, documents)


def _refuse_failures(suites: Sequence[Suite], failures: str) -> None:
    if len(suites) > 1:
        tables = [suite.table for suite in suites]
        raise ParameterError.of(
            "check", "failures", "asked of one suite: tables differ in their columns", tables
        )
    if not failures.endswith((".parquet", ".csv")):
        raise OutputError.unknown_ending(failures)


def _save_failures(suite: Suite, run: SuiteRun, session: Session, failures: str) -> None:
    """Write the offending rows; of a table that cannot be read there are none, and its findings say so."""
    plan = run.plans[suite.table]
    if isinstance(plan, LockgateError):
        return
    found = blame(suite, run, 0, plan.schema)
    hold_refused(found.failing, plan.schema, session)
    rows = failing_rows(found.failing, plan.schema, suite.masked, is_ordered=session.is_ordered)
    session.save(rows, failures)


def _states(table: str, suites: Sequence[Suite], run: SuiteRun) -> object:
    """Return the states that all suites of a table were judged from, as one document."""
    own = [suite for suite in suites if suite.table == table]
    answers = {request: answer for suite in own for request, answer in run.asked_by(suite).items()}
    return dump_states(table, answers, frozenset[str]().union(*(suite.masked for suite in own)))
