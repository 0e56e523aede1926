"""Contract entries over a window: judged from the merged states of partitions, without a scan of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.profile_table import TableStates, refresh_table
from lockgate.app.project.spec import ContractEntry, Entry
from lockgate.app.table_jobs import job_of
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError, LockgateError
from lockgate.domain.finding import Cost, Finding, Subject
from lockgate.domain.profile import PartitionChange
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Request
from lockgate.scan.execute import Answer
from lockgate.scan.judge import judge_item, outcomes_of, remarks_of
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.profile import profile_table
from lockgate.scan.state_set import dump_states
from lockgate.scan.suite import Suite
from lockgate.scan.window import Window

__all__ = ["judge_window", "run_window"]


def run_window(entry: Entry, context: RunContext) -> EntryOutcome:
    """Bring the states of a window up to date, and judge the contract from them."""
    work = entry.work
    if not isinstance(work, ContractEntry) or work.window is None:
        raise TypeError(entry.kind)
    suite = context.suites[work.table]
    job = job_of(work.table, context.project, context.suites, context.ports.files)
    states = refresh_table(job, context.ports, work.window)
    names = work.window.of(states.states)
    findings = _unknown(suite, states, work.window)
    if not names:
        outcome = _nothing(suite, work.window)
        return EntryOutcome(_result(entry, context, (*findings, outcome), ()))
    window = Window(
        work.table, [states.states[name] for name in names], context.now, states.identities, suite.masked
    )
    answers = window_answers(suite, window, context)
    findings += judge_window(suite, answers)
    facts = TableFacts(
        table=work.table,
        rows=window.rows,
        columns_read=len(window.columns) if states.done.queries else 0,
        columns=len(window.columns),
        scans=states.done.queries,
        passes=0,
        partitions=len(names),
        window=str(work.window),
    )
    documents = {
        document_name("states", entry.name): dump_states(work.table, answers, suite.masked),
        document_name("windows", entry.name): {
            "window": str(work.window),
            "partitions": {name: states.states[name].digest for name in names},
        },
    }
    return EntryOutcome(_result(entry, context, findings, (facts,)), documents)


def window_answers(suite: Suite, window: Window, context: RunContext) -> dict[Request, Answer]:
    """Return what a suite asks: of its table from merged states, of other tables by a scan of them."""
    requests = [request for item in suite.items for request in item.requests(suite.table)]
    answers = window.answers(requests)
    elsewhere: dict[str, list[Request]] = {}
    for request in requests:
        if request.table != suite.table:
            elsewhere.setdefault(request.table, []).append(request)
    for table, asked in elsewhere.items():
        answers |= _of_other(table, list(dict.fromkeys(asked)), context)
    return answers


def _of_other(table: str, asked: list[Request], context: RunContext) -> dict[Request, Answer]:
    if table not in context.project.data:
        return dict.fromkeys(asked, DataError.unknown_table(table, context.project.data))
    session = context.open([table])
    try:
        return dict(profile_table(session, table, asked))
    except LockgateError as error:
        return dict.fromkeys(asked, error)
    finally:
        session.close()


def judge_window(suite: Suite, answers: Mapping[Request, Answer]) -> tuple[Finding, ...]:
    """Judge a suite from answers; no rows are shown, because none was read."""
    found = [
        judge_item(item, suite, key, outcome, cost=Cost(len(item.requests(suite.table))), sample=None)
        for item in suite.items
        for key, outcome in (outcomes_of(item, suite.table, answers) or {}).items()
    ]
    return (*found, *remarks_of(suite))


def _unknown(suite: Suite, states: TableStates, window: PartitionRange) -> tuple[Finding, ...]:
    """Return one ERROR for each partition of the window that could not be read."""
    return tuple(
        Finding(
            check="contract",
            subject=Subject(suite.table),
            verdict=Verdict.ERROR,
            reason=Reason.NOT_ASKABLE,
            summary=f"partition `{line.name}` could not be profiled: {line.problem}",
            hint="deliver the partition again, or leave it out of the window",
        )
        for line in states.done.partitions
        if line.change is PartitionChange.FAILED and window.holds(line.name)
    )


def _nothing(suite: Suite, window: PartitionRange) -> Finding:
    return Finding(
        check="contract",
        subject=Subject(suite.table),
        verdict=Verdict.INCONCLUSIVE,
        reason=Reason.NO_ROWS,
        summary=f"no partition lies in {window}",
        hint=f"`lockgate state list {suite.table}` shows which there are",
    )


def _result(
    entry: Entry, context: RunContext, findings: Iterable[Finding], facts: tuple[TableFacts, ...]
) -> EntryResult:
    told = tuple(noted(finding, entry, context.project.owner) for finding in findings)
    return EntryResult(name=entry.name, kind=entry.kind, findings=told, facts=facts)
