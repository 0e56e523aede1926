"""A window of an entry: its partitions brought up to date, merged, and what could not be read among them."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.app.entries.context import RunContext
from lockgate.app.profile_table import refresh_table
from lockgate.app.table_jobs import job_of
from lockgate.app.table_work import TableStates
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.profile import PartitionChange
from lockgate.domain.result import TableFacts
from lockgate.domain.verdict import Verdict
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.window import Window

__all__ = ["WINDOW", "Merged", "merge_window"]

WINDOW = "window"
"""What findings about the partitions themselves are called; they rest on no state, so no evidence gives them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Partitions of a table together.

    Parameters
    ----------
    window : Window or None
        Their states; None if no partition lies in the window.
    findings : tuple of Finding
        One for each partition that could not be read, and one if there is none.
    facts : tuple of TableFacts
        What reading them cost; empty if there is none.
    partitions : dict of str to str
        Digest of the states of each partition, by its name.
    """

    window: Window | None
    findings: tuple[Finding, ...]
    facts: tuple[TableFacts, ...]
    partitions: dict[str, str]


def merge_window(table: str, within: PartitionRange, context: RunContext) -> Merged:
    """Bring the states of a window up to date, and return them.

    Raises
    ------
    LockgateError
        If the table cannot be read at all.
    """
    job = job_of(table, context.project, context.suites, context.ports)
    states = refresh_table(job, context.ports, within)
    names = within.of(states.states)
    findings = _unread(table, states, within)
    if not names:
        return Merged(window=None, findings=(*findings, _nothing(table, within)), facts=(), partitions={})
    parts = [states.states[name] for name in names]
    window = Window(table, parts, context.now, states.identities, job.masked)
    facts = TableFacts(
        table=table,
        rows=window.rows,
        columns_read=len(window.columns) if states.done.queries else 0,
        columns=len(window.columns),
        scans=states.done.queries,
        passes=0,
        partitions=len(names),
        window=str(within),
        version=states.version,
    )
    digests = {part.partition: part.digest for part in parts}
    return Merged(window=window, findings=findings, facts=(facts,), partitions=digests)


def _unread(table: str, states: TableStates, within: PartitionRange) -> tuple[Finding, ...]:
    """Return one ERROR for each partition of the window that could not be read."""
    return tuple(
        Finding(
            check=WINDOW,
            subject=Subject(table),
            verdict=Verdict.ERROR,
            reason=Reason.NOT_ASKABLE,
            summary=f"partition `{line.name}` could not be profiled: {line.problem}",
            hint="deliver the partition again, or leave it out of the window",
        )
        for line in states.done.partitions
        if line.change is PartitionChange.FAILED and within.holds(line.name)
    )


def _nothing(table: str, within: PartitionRange) -> Finding:
    return Finding(
        check=WINDOW,
        subject=Subject(table),
        verdict=Verdict.INCONCLUSIVE,
        reason=Reason.NO_ROWS,
        summary=f"no partition lies in {within}",
        hint=f"`lockgate state list {table}` shows which there are",
    )
