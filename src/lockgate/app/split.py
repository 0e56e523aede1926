"""What every split of a table begins and ends with, wherever its rows come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lockgate.app.ports import Workspace
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.errors import OutputError
from lockgate.domain.finding import Finding
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.result import gate_verdict
from lockgate.scan.engine import Session
from lockgate.scan.failures import Blame, blame
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite

__all__ = ["FORMAT", "Counted", "blamed", "finished"]

FORMAT = "lockgate-quarantine/1"
"""Name and version of the document that lies beside the rows."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a table, good ones and bad ones, which add up; and those that each red check blames."""

    rows: int
    good: int
    bad: int
    rows_of: tuple[int, ...]


def blamed(suite: Suite, session: Session, *, now: datetime) -> Blame:
    """Return which blocking checks of a suite are red, and what blames rows for it.

    Raises
    ------
    OutputError
        If a check could not be asked: its rows would count as good.
    DataError
        If the table cannot be read.
    """
    run = run_suites([suite], session, now=now, sample_rows=0)
    found = blame(suite, run, 0, session.schema(suite.table)).blocking()
    if found.undecided:
        raise OutputError.undecided(suite.table, [f"`{finding.check}`" for finding in found.undecided])
    return found


def finished(
    place: Workspace,
    suite: Suite,
    found: Blame,
    counted: Counted,
    judged: tuple[Finding, ...],
    *,
    left_out: str,
) -> Quarantine:
    """Put the directory of a split in its place, with its document beside the rows.

    Parameters
    ----------
    place : Workspace
        Holds the parts.
    suite : Suite
        The checks.
    found : Blame
        What rows were blamed for.
    counted : Counted
        The rows.
    judged : tuple of Finding
        What the good part was judged to be.
    left_out : str
        A file that only the making needed.
    """
    quarantine = Quarantine(
        table=suite.table,
        directory="",
        rows=counted.rows,
        good=counted.good,
        bad=counted.bad,
        blamed=tuple(one.finding for one in found.failing),
        rows_of=counted.rows_of,
        apart=found.apart,
        verdict=gate_verdict(judged),
        left=tuple(finding for finding in judged if finding.is_blocking),
    )
    document = canonical_bytes({"format": FORMAT, **to_plain(quarantine)})
    return replace(quarantine, directory=place.finish({"quarantine.json": document}, leave_out=(left_out,)))
