"""Run the checks of some tables: plan, scan, look once more at what is red, judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Cost, Finding, Sample
from lockgate.domain.result import TableFacts
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.derive import look_at
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer, Answers, answer_plan
from lockgate.scan.further import FurtherScan, Red
from lockgate.scan.judge import judge_item, outcomes_of, remarks_of
from lockgate.scan.plan import TablePlan, asked_of, plan_table
from lockgate.scan.suite import Suite

__all__ = ["Plans", "SuiteRun", "plan_suites", "run_suites"]

Plans = Mapping[str, TablePlan | LockgateError]


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """What running suites gave.

    Parameters
    ----------
    findings : tuple of tuple of Finding
        Findings of each suite, in the order of its items.
    facts : tuple of TableFacts
        What was read, table by table.
    answers : Answers
        Every state, for evidence and replay.
    plans : mapping of str to TablePlan or error
        What was planned, by table.
    """

    findings: tuple[tuple[Finding, ...], ...]
    facts: tuple[TableFacts, ...]
    answers: Answers
    plans: Plans

    def asked_by(self, suite: Suite) -> dict[Request, Answer]:
        """Return the answers that a suite's checks were judged from."""
        requests = [request for item in suite.items for request in item.requests(suite.table)]
        return {request: self.answers.known[request] for request in requests}


def plan_suites(suites: Sequence[Suite], session: Session) -> Plans:
    """Plan what suites ask, table by table; a table that cannot be read has its error instead."""
    plans: dict[str, TablePlan | LockgateError] = {}
    for table, askers in asked_of(suites).items():
        try:
            schema = session.schema(table)
        except LockgateError as error:
            plans[table] = error
            continue
        look = look_at(session, schema, askers)
        plans[table] = plan_table(look.schema, askers, look.few_valued)
    return plans


def run_suites(suites: Sequence[Suite], session: Session, *, now: datetime, sample_rows: int = 10) -> SuiteRun:
    """Run suites together: each table is scanned once for all of them.

    Parameters
    ----------
    suites : sequence of Suite
        The checks; several suites may concern one table.
    session : Session
        Where the tables are open.
    now : datetime
        The instant of the run, timezone-aware.
    sample_rows : int, default=10
        Offending rows to fetch for each red check, 0 or more.
    """
    plans = plan_suites(suites, session)
    answers = Answers()
    for table, askers in asked_of(suites).items():
        plan = plans[table]
        if isinstance(plan, LockgateError):
            answers.known.update(dict.fromkeys(askers, plan))
        else:
            answer_plan(plan, session, now, answers)
    samples: dict[Red, Sample] = {}
    for plan in plans.values():
        if not isinstance(plan, LockgateError):
            samples |= FurtherScan(plan.schema, session, answers, suites, sample_rows).look()
    findings = tuple(_findings(number, suite, answers, plans, samples) for number, suite in enumerate(suites))
    return SuiteRun(findings, _facts(plans, answers, session), answers, plans)


def _findings(
    number: int, suite: Suite, answers: Answers, plans: Plans, samples: Mapping[Red, Sample]
) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for i, item in enumerate(suite.items):
        outcomes = outcomes_of(item, suite.table, answers.known) or {}
        cost = _cost(item.requests(suite.table), plans)
        for key, outcome in outcomes.items():
            findings.append(
                judge_item(item, suite, key, outcome, cost=cost, sample=samples.get((number, i, key)))
            )
    return (*findings, *remarks_of(suite))


def _cost(requests: Sequence[Request], plans: Plans) -> Cost:
    shared = 0
    for request in requests:
        plan = plans[request.table]
        if not isinstance(plan, LockgateError) and len(plan.askers[request]) > 1:
            shared += 1
    return Cost(len(requests), shared)


def _facts(plans: Plans, answers: Answers, session: Session) -> tuple[TableFacts, ...]:
    facts = []
    for table, plan in plans.items():
        if isinstance(plan, LockgateError):
            continue
        counted = answers.of(Request(table, RowCount()))
        facts.append(
            TableFacts(
                table=table,
                rows=counted.n if isinstance(counted, Count) else None,
                columns_read=len(plan.columns_read),
                columns=len(plan.schema.columns),
                scans=answers.scans.get(table, 0),
                passes=answers.passes.get(table, 0),
                version=session.version(table),
            )
        )
    return tuple(facts)
