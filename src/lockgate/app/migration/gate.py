"""Whether a migrated table is what the contract says, before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lockgate.app.check_table import check_tables
from lockgate.app.contract_suites import suite_of
from lockgate.contracts.contract import TableContract
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.engine import Engine, Source
from lockgate.scan.suite import SuiteItem

__all__ = ["GateResult", "judge_table"]

_OF_DELIVERY = ("freshness", "retention")
"""Checks on when data arrives; a table that is stored may be as old as it is."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """How many checks were asked, how many could not be, and what is red."""

    asked: int
    left_out: int
    red: tuple[str, ...]


def judge_table(
    contract: TableContract, table: str, source: Source, *, engine: Engine, now: datetime
) -> GateResult:
    """Ask every check of a contract that one stored table can answer by itself.

    Checks that need another table, and those on the time of delivery, are counted and left out.

    Parameters
    ----------
    contract : TableContract
        What must hold.
    table : str
        What the table is called.
    source : Source
        Its rows.
    engine : Engine
        Reads them.
    now : datetime
        The instant, timezone-aware.
    """
    suite = suite_of(contract, table)
    asked = tuple(item for item in suite.items if _is_answerable(item, table))
    if not asked:
        return GateResult(0, len(suite.items), ("no check of the contract can be asked of the table alone",))
    run = check_tables([replace(suite, items=asked)], {table: source}, engine, now=now, sample_rows=0)
    red = [
        f"{finding.check} {', '.join(finding.subject.columns)}: {finding.summary}"
        for stage in run.result.stages
        for entry in stage.entries
        for finding in entry.findings
        if finding.severity is Severity.BLOCKING and finding.verdict is not Verdict.PASS
    ]
    return GateResult(len(asked), len(suite.items) - len(asked), tuple(red))


def _is_answerable(item: SuiteItem, table: str) -> bool:
    return item.check.name not in _OF_DELIVERY and all(one.table == table for one in item.requests(table))
