"""The states of partitions: what is worth storing, and as few scans as can compute it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Aggregate, Request, State, is_scan, kept_for
from lockgate.scan.aggregates.cells import Cells
from lockgate.scan.aggregates.changes import AllChanges
from lockgate.scan.aggregates.column_values import ColumnValues
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.key_counts import Keys
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.overlaid import Overlaid
from lockgate.scan.aggregates.row_sample import RowSample
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.derive import look_at
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer, Answers, answer_plan, answer_scan
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partitioned_session import FILE, PARTITION, PartitionedSession
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.plan import Scan, TablePlan, plan_table
from lockgate.scan.suite import Suite, reads_masked

__all__ = [
    "Profile",
    "other_table",
    "profile_column",
    "profile_table",
    "state_key",
    "stored_as",
    "stored_requests",
]

ROWS_AT_A_TIME = 1_000_000
"""Rows of some partitions whose keys are read into memory together; more make another pass."""

Profile = dict[Request, Answer]
"""The answers for one partition."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def stored_requests(suites: Iterable[Suite], table: str) -> tuple[Request, ...]:
    """Return what is stored of each partition of `table`, so that any window of the table can be judged.

    What is a summary cannot be merged, so what it summarizes is asked for. What costs no scan is not stored, and
    what is asked of another table is answered there, when the window is judged.
    """
    asked: dict[Request, None] = {Request(table, RowCount()): None}
    for suite in suites:
        for item in suite.items:
            for request in item.requests(suite.table):
                if request.table == suite.table and not isinstance(request.aggregate, Now | TableSchema):
                    asked[stored_as(request)] = None
    return tuple(asked)


def stored_as(request: Request) -> Request:
    """Return the request whose state answers this one and can be merged."""
    kept = kept_for(request.aggregate)
    return request if kept is request.aggregate else replace(request, aggregate=kept)


def state_key(request: Request, identities: Mapping[str, str], masked: frozenset[str] = frozenset()) -> str:
    """Return the name of a stored state; one that depends on another table names the content of that table too.

    Keys of a masked column have a name of their own, because their hashes compare only with such hashes.

    Parameters
    ----------
    request : Request
        What was asked.
    identities : mapping of str to str
        What the content of other tables is known by.
    masked : frozenset of str, default=none
        Personal or secret columns.
    """
    other = other_table(request.aggregate)
    name = f"{request.key}-{identities.get(other, 'unknown')[:16]}" if other else request.key
    keeps_hashes = isinstance(request.aggregate, AllChanges | Cells | ColumnValues | Keys | Overlaid)
    return f"{name}-keyed" if keeps_hashes and reads_masked(request.aggregate, masked) else name


def other_table(aggregate: Aggregate) -> str:
    """Return the other table that a state depends on; empty for none."""
    paired = getattr(aggregate, "pairing", aggregate)
    return str(getattr(paired, "to_table", ""))


def profile_table(session: Session, table: str, requests: Sequence[Request], name: str = "") -> Profile:
    """Return the answers for a whole table, such as the file that is one partition.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    requests : sequence of Request
        What is asked of it.
    name : str, default=""
        The name of the partition that it is: rows are drawn independently in each.
    """
    drawn = [request for request in requests if name and isinstance(request.aggregate, RowSample)]
    found = _ask(session, table, [request for request in requests if request not in drawn])
    if drawn:
        found |= _ask(PartitionedSession(session, table, exp.Literal.string(name)), table, drawn)
    return found


def profile_column(
    session: Session,
    table: str,
    requests: Sequence[Request],
    spec: PartitionSpec,
    within: PartitionRange | None = None,
) -> dict[str, Profile]:
    """Return the answers for each partition by a column: one scan for all of them, and the passes likewise.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    requests : sequence of Request
        What is asked of each partition.
    spec : PartitionSpec
        How the table is cut.
    within : PartitionRange, default=all
        Partitions to look at.

    Raises
    ------
    LockgateError
        If the table cannot be cut so, or its rows cannot be counted.
    """
    return _profile_parts(session, table, requests, spec.name_sql(session.schema(table)), within)


def profile_files(
    session: Session, table: str, requests: Sequence[Request], root: str = ""
) -> dict[str, Profile]:
    """Return the answers for each file of a table that is open with the column `FILE`.

    A file without rows is not among them.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        The table.
    requests : sequence of Request
        What is asked of each file.
    root : str, default=""
        What all paths begin with; files are called by the rest, so that nothing depends on where they lie.

    Raises
    ------
    LockgateError
        If the rows cannot be counted.
    """
    start = exp.Literal.number(len(root) + 1)
    return _profile_parts(
        session, table, requests, exp.Substring(this=exp.column(FILE, quoted=True), start=start)
    )


def _profile_parts(
    session: Session,
    table: str,
    requests: Sequence[Request],
    name: exp.Expr,
    within: PartitionRange | None = None,
) -> dict[str, Profile]:
    count = Request(table, RowCount())
    cut = PartitionedSession(session, table, name, within=within)
    scanned = [count, *(request for request in requests if is_scan(request.aggregate) and request != count)]
    found = _by_partition(_ask(cut, table, [_of_each(request) for request in scanned]))
    counted = found[count]
    if isinstance(counted, LockgateError):
        raise counted
    rows = {partition: cast("Count", state).n for partition, state in counted.items()}
    profiles: dict[str, Profile] = {partition: {} for partition in rows}
    nothing = _Nothing(PartitionedSession(session, table, name, is_empty=True), table)
    for request in scanned:
        _spread(request, found[request], profiles, list(rows), nothing)
    passes = [request for request in requests if not is_scan(request.aggregate)]
    for partitions in _chunks(rows) if passes else ():
        some = PartitionedSession(session, table, name, partitions if len(partitions) < len(rows) else ())
        answers = _by_partition(_ask(some, table, [_of_each(request) for request in passes]))
        for request in passes:
            _spread(request, answers[request], profiles, partitions, nothing)
    return profiles


def _of_each(request: Request) -> Request:
    return replace(request, by=(PARTITION, *request.by))


def _ask(session: Session, table: str, requests: Sequence[Request]) -> Profile:
    """Answer requests by the plan that a run would make for them, its open counts included."""
    schema = session.schema(table)
    askers = dict.fromkeys(requests, (0,))
    look = look_at(session, schema, askers)
    plan = plan_table(look.schema, askers, look.few_valued)
    plan = _without_further_count(plan, askers)
    answers = Answers()
    answer_plan(plan, session, _NEVER, answers)
    if answers.open:
        counts = Scan(
            plan.schema,
            (),
            tuple((request, request.aggregate.expressions(plan.schema)) for request in answers.open),  # type: ignore[union-attr]  # open requests are counts
        )
        answers.known.update(answer_scan(counts, session))
    return {request: answers.known[request] for request in requests}


def _without_further_count(plan: TablePlan, asked: Mapping[Request, object]) -> TablePlan:
    """Return the plan without the number of rows that a plan always asks for, where nobody asked."""
    scans = tuple(
        Scan(scan.schema, scan.by, tuple(part for part in scan.parts if _is_needed(part[0], plan, asked)))
        for scan in plan.scans
    )
    return replace(plan, scans=tuple(scan for scan in scans if scan.parts))


def _is_needed(request: Request, plan: TablePlan, asked: Mapping[Request, object]) -> bool:
    return request in asked or any(derivation.basis == request for derivation in plan.derived)


Parts = dict[str, Answer] | LockgateError


def _by_partition(profile: Profile) -> dict[Request, Parts]:
    """Return the answers by request as it was before it was asked of each partition, and by partition."""
    found: dict[Request, Parts] = {}
    for request, answer in profile.items():
        asked = replace(request, by=request.by[1:])
        if isinstance(answer, LockgateError):
            found[asked] = answer
            continue
        parts: dict[str, Answer] = {}
        for (partition, *slice_), state in cast("dict[tuple[object, ...], State]", answer).items():
            if asked.by:
                cast("dict[tuple[object, ...], State]", parts.setdefault(str(partition), {}))[tuple(slice_)] = (
                    state
                )
            else:
                parts[str(partition)] = state
        found[asked] = parts
    return found


def _spread(
    request: Request, parts: Parts, profiles: dict[str, Profile], partitions: Sequence[str], nothing: _Nothing
) -> None:
    """Give each partition its answer; one that a grouping has no row of has the state of no rows."""
    for partition in partitions:
        if isinstance(parts, LockgateError):
            profiles[partition][request] = parts
        elif partition in parts:
            profiles[partition][request] = parts[partition]
        else:
            profiles[partition][request] = {} if request.by else nothing.state(request)


class _Nothing:
    """Answers of no rows: asked of the engine, which knows best, and once."""

    def __init__(self, session: Session, table: str) -> None:
        self._session = session
        self._table = table
        self._known: Profile = {}

    def state(self, request: Request) -> Answer:
        """Return the answer of a partition that a grouping has no row of."""
        if request not in self._known:
            self._known |= _ask(self._session, self._table, [request])
        return self._known[request]


def _chunks(rows: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield partitions in groups that are read into memory together."""
    chunk: list[str] = []
    n = 0
    for partition in sorted(rows):
        if chunk and n + rows[partition] > ROWS_AT_A_TIME:
            yield chunk
            chunk, n = [], 0
        chunk.append(partition)
        n += rows[partition]
    if chunk:
        yield chunk
