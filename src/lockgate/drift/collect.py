"""Ask a table for states: one fused query, and one pass a column that reads only that column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer, answer_pass, answer_scan
from lockgate.scan.plan import plan_table
from lockgate.scan.schema import Schema

__all__ = ["collect"]


def collect(
    session: Session, schema: Schema, requests: Iterable[Request], *, now: datetime | None = None
) -> dict[Request, Answer]:
    """Return the answer to each request; what cannot be asked has its error instead.

    Parameters
    ----------
    session : Session
        Where the table is open.
    schema : Schema
        Its columns.
    requests : iterable of Request
        What is asked of it; equal ones are asked once.
    now : datetime or None, default=None
        The instant of the run, for requests that ask for it.
    """
    plan = plan_table(schema, dict.fromkeys(requests, ()))
    known: dict[Request, Answer] = dict(plan.refused)
    if now is not None:
        known |= {request: NowState(now) for request in plan.free if isinstance(request.aggregate, Now)}
    for scan in plan.scans:
        known |= answer_scan(scan, session)
    for step in plan.passes:
        known[step.request] = answer_pass(step, session)
    return known
