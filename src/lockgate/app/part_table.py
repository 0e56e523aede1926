"""Split a table of a server: its rows have no order, so one query hands them all out with what each offends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime

from sqlglot import exp

from lockgate.app.ports import Workspace
from lockgate.app.split import Counted, blamed, finished
from lockgate.domain.errors import OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.scan.cut_session import CutSession
from lockgate.scan.engine import Engine, Session, Source
from lockgate.scan.failures import Failing, hold_refused
from lockgate.scan.marks import marks_by_check
from lockgate.scan.parting import bad_of, good_of, kept_rows, parted_rows
from lockgate.scan.predicates import table_sql
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite

__all__ = ["part_table"]

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
    found = blamed(suite, session, now=now)
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
        judged = run_suites([suite], kept, now=now, sample_rows=0).findings[0]
        return finished(place, suite, found, Counted(rows, good, bad, rows_of), judged, left_out=_PARTED)
    finally:
        place.close()


def _parted(
    failing: Sequence[Failing], files: Engine, place: Workspace, masked: frozenset[str]
) -> tuple[int, int, tuple[int, ...]]:
    """Write the good and the bad rows; return how many they are, and how many each red check blames."""
    source = Source(f"{place.directory}/{_PARTED}")
    with closing(files.open({"rows": source}, output=place.directory)) as session:
        schema = session.schema("rows")
        good = session.save(good_of(failing, schema), place.path(f"good/{_PART}"))
        bad = session.save(bad_of(failing, schema, masked), place.path(f"bad/{_PART}"))
        ((_, *counts),) = session.rows(marks_by_check(failing, schema.table))
    return good, bad, tuple(int(str(count)) for count in counts)


def _rows(session: Session, table: str) -> int:
    query = exp.select(exp.Count(this=exp.Star())).from_(table_sql(table))
    return int(str(session.rows(query)[0][0]))
