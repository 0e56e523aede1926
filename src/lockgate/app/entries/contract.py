"""Contract entries: all of a stage run together, so that each table is scanned once."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.evidence import document_name
from lockgate.app.project.spec import ContractEntry, Entry
from lockgate.domain.result import EntryResult, TableFacts
from lockgate.scan.distributions import distributions
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.state_set import dump_states
from lockgate.scan.suite import Suite

__all__ = ["run_contracts", "states_document"]


def run_contracts(entries: Sequence[Entry], context: RunContext) -> list[EntryOutcome]:
    """Check tables against their contracts, and return one outcome for each entry."""
    tables = [_table(entry) for entry in entries]
    suites = [context.suites[table] for table in tables]
    needed = dict.fromkeys([*tables, *_referenced(suites, context)])
    name = tables[0] if len(tables) == 1 else f"{len(tables)} tables"
    session = context.open(needed, lambda done: context.ports.progress.fraction(name, done))
    try:
        run = run_suites(suites, session, now=context.now)
        figures = distributions(suites, run, session)
    finally:
        session.close()
    outcomes = []
    for number, (entry, suite) in enumerate(zip(entries, suites, strict=True)):
        result = EntryResult(
            name=entry.name,
            kind=entry.kind,
            findings=tuple(noted(finding, entry, context.project.owner) for finding in run.findings[number]),
            facts=_facts(run, suite.table),
            figures=figures[number],
        )
        states = dump_states(suite.table, run.asked_by(suite), suite.masked)
        outcomes.append(EntryOutcome(result, {states_document(entry): states}))
    return outcomes


def states_document(entry: Entry) -> str:
    """Return the name of the document that keeps the states an entry was judged from."""
    return document_name("states", entry.name)


def _table(entry: Entry) -> str:
    if not isinstance(entry.work, ContractEntry):
        raise TypeError(entry.kind)
    return entry.work.table


def _referenced(suites: Sequence[Suite], context: RunContext) -> list[str]:
    """Return other tables of the project that the checks point to."""
    named = {
        str(getattr(aggregate, "table", "") or getattr(aggregate, "to_table", ""))
        for suite in suites
        for item in suite.items
        for aggregate in item.check.aggregates()
    }
    return sorted(named & set(context.project.data))


def _facts(run: SuiteRun, table: str) -> tuple[TableFacts, ...]:
    return tuple(facts for facts in run.facts if facts.table == table)
