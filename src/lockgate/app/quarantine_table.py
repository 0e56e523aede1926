"""Split a table into the rows that its contract accepts and those that it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlglot import exp

from lockgate.app.part_table import part_table
from lockgate.app.ports import Workspace
from lockgate.app.split import Counted, blamed, finished
from lockgate.domain.errors import OutputError
from lockgate.domain.quarantine import Quarantine
from lockgate.scan.engine import Engine, Session, Source
from lockgate.scan.failures import Blame, hold_refused
from lockgate.scan.marks import good_rows, marked_rows, marks_by_check, quarantined_rows
from lockgate.scan.predicates import table_sql
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite

__all__ = ["Engines", "quarantine_table"]

_MARKS = "marks.parquet"
_MARKED = "lockgate marks"


@dataclass(frozen=True, slots=True)
class Engines:
    """Which engine reads the tables, and which one the files that are written."""

    tables: Engine
    files: Engine


def quarantine_table(
    suite: Suite,
    sources: Mapping[str, Source],
    engines: Engines,
    workspace: Callable[[tuple[Source, ...]], Workspace],
    *,
    now: datetime,
    is_masked: bool = True,
) -> Quarantine:
    """Split a table by the blocking checks of a suite that are red; its source stays as it is.

    The good part keeps every value. In the bad part each row has its number in the source, the checks it offends and
    why; values of masked columns are hidden there unless `is_masked` is false. The parts appear together or not at all.

    Parameters
    ----------
    suite : Suite
        The checks; warnings blame no row.
    sources : mapping of str to Source
        The table, and those that checks refer to; files, not frames.
    engines : Engines
        What reads and writes. Where rows of the tables have no order, one query hands out all of them, and an attempt
        that was cut off begins anew, for nothing proves that the table is as it was.
    workspace : callable
        Makes the output directory, from what is read: files, and versions of tables that keep them. It may hold
        finished parts of an earlier attempt.
    now : datetime
        The instant of the run, timezone-aware.
    is_masked : bool, default=True
        Whether masked columns are hidden in the bad part.

    Raises
    ------
    OutputError
        If a check could not be asked, the parts do not add up, or the output cannot be written; nothing appears then.
    DataError
        If the table cannot be read.
    """
    engine = engines.tables
    session = engine.open(sources)
    if not session.is_ordered:
        with closing(session):
            return part_table(
                suite, session, engines.files, lambda: workspace(()), now=now, is_masked=is_masked
            )
    try:
        read = {name: session.parts(name) for name in sources}
        pinned = {name: found[0] if len(found) == 1 else sources[name] for name, found in read.items()}
        parts = _parts(session, suite.table, pinned[suite.table], engine)
        found = blamed(suite, session, now=now)
    finally:
        session.close()
    split = _Split(suite, pinned, engine, now, suite.masked if is_masked else frozenset())
    place = workspace(tuple(part for found in read.values() for part in found))
    try:
        return split.into(place, parts, found)
    finally:
        place.close()


@dataclass(frozen=True, slots=True)
class _Split:
    suite: Suite
    sources: Mapping[str, Source]
    engine: Engine
    now: datetime
    masked: frozenset[str]

    def into(self, place: Workspace, parts: tuple[Source, ...], found: Blame) -> Quarantine:
        self._mark(place, found)
        rows = good = bad = 0
        for number, part in enumerate(parts):
            n, kept, left_out = self._write_part(place, number, part, found, rows)
            rows, good, bad = rows + n, good + kept, bad + left_out
        marked, *rows_of = self._marks_of(place, found)
        if rows != good + bad or bad != marked:
            raise OutputError.uneven(self.suite.table, rows, good, bad)
        judged = self._judge_good(place).findings[0]
        counted = Counted(rows, good, bad, tuple(rows_of))
        return finished(place, self.suite, found, counted, judged, left_out=_MARKS)

    def _mark(self, place: Workspace, found: Blame) -> None:
        """Write which rows are blamed, by number: the one thing that needs the table as a whole."""
        if place.has(_MARKS):
            return
        session = self.engine.open(self.sources, output=place.directory)
        try:
            schema = session.schema(self.suite.table)
            hold_refused(found.failing, schema, session)
            session.save(marked_rows(found.failing, schema), place.path(_MARKS))
        finally:
            session.close()

    def _write_part(
        self, place: Workspace, number: int, part: Source, found: Blame, first: int
    ) -> tuple[int, int, int]:
        """Write the good and bad rows of one part, unless they are there; return its rows, good and bad ones."""
        table, name = self.suite.table, f"part-{number:05d}.parquet"
        sources = {table: part, _MARKED: Source(f"{place.directory}/{_MARKS}")}
        session = self.engine.open(sources, output=place.directory)
        try:
            schema = session.schema(table)
            queries = {
                f"good/{name}": good_rows(schema, _MARKED, first),
                f"bad/{name}": quarantined_rows(found.failing, schema, _MARKED, self.masked, first),
            }
            for file, query in queries.items():
                if not place.has(file):
                    session.save(query, place.path(file))
            n = _rows(session, table)
        finally:
            session.close()
        good, bad = (self._count(f"{place.directory}/{file}") for file in queries)
        return n, good, bad

    def _marks_of(self, place: Workspace, found: Blame) -> list[int]:
        """Return how many rows are blamed, and how many by each red check."""
        session = self.engine.open({_MARKED: Source(f"{place.directory}/{_MARKS}")})
        try:
            ((*counts,),) = session.rows(marks_by_check(found.failing, _MARKED))
        finally:
            session.close()
        return [int(str(count)) for count in counts]

    def _count(self, file: str) -> int:
        session = self.engine.open({"rows": Source(file)})
        try:
            return _rows(session, "rows")
        finally:
            session.close()

    def _judge_good(self, place: Workspace) -> SuiteRun:
        good = {**self.sources, self.suite.table: Source(f"{place.directory}/good/*.parquet")}
        session = self.engine.open(good)
        try:
            return run_suites([self.suite], session, now=self.now, sample_rows=0)
        finally:
            session.close()


def _parts(session: Session, table: str, whole: Source, engine: Engine) -> tuple[Source, ...]:
    """Return the parts of a table if each has the columns of the whole, else the whole."""
    parts = session.parts(table)
    opened = engine.open({str(number): part for number, part in enumerate(parts)})
    try:
        columns = session.schema(table).columns
        alike = all(opened.schema(str(number)).columns == columns for number in range(len(parts)))
    finally:
        opened.close()
    return parts if alike else (whole,)


def _rows(session: Session, table: str) -> int:
    query = exp.select(exp.Count(this=exp.Star())).from_(table_sql(table))
    return int(str(session.rows(query)[0][0]))
