"""Contract entries over a window: judged from the merged states of partitions, without a scan of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.entries.merged import merge_window
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import ContractEntry, Entry
from lockgate.domain.errors import DataError, LockgateError
from lockgate.domain.finding import Cost, Finding
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.scan.aggregate import Request
from lockgate.scan.execute import Answer
from lockgate.scan.judge import judge_item, outcomes_of, remarks_of
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
    merged = merge_window(work.table, work.window, context)
    if merged.window is None:
        return EntryOutcome(_result(entry, context, merged.findings, ()))
    answers = window_answers(suite, merged.window, context)
    findings = (*merged.findings, *judge_window(suite, answers))
    documents = {
        document_name("states", entry.name): dump_states(work.table, answers, suite.masked),
        document_name("windows", entry.name): {"window": str(work.window), "partitions": merged.partitions},
    }
    return EntryOutcome(_result(entry, context, findings, merged.facts), documents)


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


def _result(
    entry: Entry, context: RunContext, findings: Iterable[Finding], facts: tuple[TableFacts, ...]
) -> EntryResult:
    told = tuple(noted(finding, entry, context.project.owner) for finding in findings)
    return EntryResult(name=entry.name, kind=entry.kind, findings=told, facts=facts)
