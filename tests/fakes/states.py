"""States of aggregates, asked of small tables in the real engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.fakes.tables import NOW, opened

from lockgate.scan.aggregate import Aggregate, Request
from lockgate.scan.execute import Answers, answer_plan
from lockgate.scan.expression import Expression
from lockgate.scan.plan import plan_table

__all__ = ["answers_of", "own_state_of", "state_of"]


def answers_of(
    table: object, aggregates: Sequence[Aggregate], where: str = "", by: tuple[str, ...] = (), **others: object
) -> list[Any]:
    """Return the answer to each aggregate about the table `t`; `others` are further tables."""
    condition = Expression(where) if where else None
    requests = [Request("t", aggregate, condition, by) for aggregate in aggregates]
    with opened(t=table, **others) as session:
        answers = Answers()
        answer_plan(plan_table(session.schema("t"), dict.fromkeys(requests, (0,))), session, NOW, answers)
    return [answers.known[request] for request in requests]


def state_of(
    table: object, aggregate: Aggregate, where: str = "", by: tuple[str, ...] = (), **others: object
) -> Any:  # noqa: ANN401 - a state, states by slice, or an error
    """Return the answer to one aggregate."""
    return answers_of(table, [aggregate], where, by, **others)[0]


def own_state_of(table: object, aggregate: Aggregate, by: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - as above
    """Return the answer to one aggregate where nobody looked for typical values: from the engine's own moments."""
    request = Request("t", aggregate, None, by)
    with opened(t=table) as session:
        schema = session.schema("t")
        schema = replace(schema, columns=tuple(replace(column, center=None) for column in schema.columns))
        answers = Answers()
        answer_plan(plan_table(schema, {request: (0,)}), session, NOW, answers)
    return answers.known[request]
