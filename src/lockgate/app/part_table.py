"""Split a table of a server: its rows have no order, so one query hands them all out with what each offends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from sqlglot import exp

from lockgate.app.ports import Workspace
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.errors import OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.result import gate_verdict
from lockgate.scan.cut_session import CutSession
from lockgate.scan.engine import Engine, Session, Source
from lockgate.scan.failures import Failing, blame, hold_refused
from lockgate.scan.parting import bad_of, blamed_counts, good_of, kept_rows, parted_rows
from lockgate.scan.predicates import table_sql
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite

__all__ = ["FORMAT", "finish", "part_table"]

FORMAT = "lockgate-quarantine/1"
"""Name and version of the document that lies beside the rows."""

_PARTED = "parted.parquet"
_PART = "part-00000.parquet"


def part_table(
    suite: Suite,
    session: Session,
    files: Engine,
    workspace: Callable[[], Workspace],
    *,
    now: datetime,
    is_masked: bool,
) -> Quarantine:
    """Split a table of a session by the blocking checks of a suite that are red.

    Everything is asked in the one session. The good part is judged where the table is, so that its types and the tables
    that it refers to are the same.

    Parameters
    ----------
    suite : Suite
        The checks.
    session : Session
        Where the table and those that checks refer to are open.
    files : Engine
        Reads the rows that were handed out, and parts them.
    workspace : callable
        Makes the output directory.
    now : datetime
        The instant of the run, timezone-aware.
    is_masked : bool
        Whether masked columns are hidden in the bad part.

    Raises
    ------
    OutputError
        If a check could not be asked, the parts do not add up, or the output cannot be written; nothing appears then.
    DataError
        If the table cannot be read.
    """
    table = suite.table
    schema = session.schema(table)
    run = run_suites([suite], session, now=now, sample_rows=0)
    found = blame(suite, run, 0, schema).blocking()
    if found.undecided:
        raise OutputError.undecided(table, [f"`{finding.check}`" for finding in found.undecided])
    hold_refused(found.failing, schema, session)
    query = parted_rows(found.failing, schema)
    place = workspace()
    try:
        session.save(query, place.path(_PARTED))
        good, bad, rows_of = _parted(found.failing, files, place, suite.masked if is_masked else frozenset())
        rows = _rows(session, table)
        if rows != good + bad:
            raise OutputError.uneven(table, rows, good, bad)
        kept = CutSession(session, table, kept_rows(found.failing, schema))
        findings = run_suites([suite], kept, now=now, sample_rows=0).findings[0]
        return finish(
            place,
            Quarantine(
                table=table,
                directory="",
                rows=rows,
                good=good,
                bad=bad,
                blamed=tuple(one.finding for one in found.failing),
                rows_of=rows_of,
                apart=found.apart,
                verdict=gate_verdict(findings),
                left=tuple(finding for finding in findings if finding.is_blocking),
            ),
            _PARTED,
        )
    finally:
        place.close()


def finish(place: Workspace, quarantine: Quarantine, left_out: str) -> Quarantine:
    """Put the directory in its place, with the document of a split and without a file that only the making needed."""
    document = canonical_bytes({"format": FORMAT, **to_plain(quarantine)})
    return replace(quarantine, directory=place.finish({"quarantine.json": document}, leave_out=(left_out,)))


def _parted(
    failing: Sequence[Failing], files: Engine, place: Workspace, masked: frozenset[str]
) -> tuple[int, int, tuple[int, ...]]:
    """Write the good and the bad rows; return how many they are, and how many each red check blames."""
    source = Source(f"{place.directory}/{_PARTED}")
    with closing(files.open({"rows": source}, output=place.directory)) as session:
        schema = session.schema("rows")
        good = session.save(good_of(failing, schema), place.path(f"good/{_PART}"))
        bad = session.save(bad_of(failing, schema, masked), place.path(f"bad/{_PART}"))
        ((_, *counts),) = session.rows(blamed_counts(failing, schema))
    return good, bad, tuple(int(str(count)) for count in counts)


def _rows(session: Session, table: str) -> int:
    query = exp.select(exp.Count(this=exp.Star())).from_(table_sql(table))
    return int(str(session.rows(query)[0][0]))
