"""What Python has an operation for: the kinds of columns of which pandas answers, where engines would answer more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlglot
from sqlglot import exp

from lockgate.checks.operand_type import Kind
from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Bound
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried
from lockgate.interchange.instants import typed_instant
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression

__all__ = ["of_bounds", "of_column", "of_condition"]

_COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)


def of_column(asked: Asked, *kinds: Kind, if_filled: tuple[Kind, ...] = ()) -> Iterator[Carried]:
    """Yield that the column is of some kinds; nothing for suites before version 1, which read values otherwise."""
    if asked.is_typed:
        check = ask("operand_type", column=asked.column, any_of=kinds, if_filled=if_filled)
        yield Carried(check)


def of_bounds(asked: Asked, bounds: Iterable[Bound | None]) -> Iterator[Carried]:
    """Yield that the column holds what bounds are, if these are dates or instants; numbers are refused elsewhere.

    To Python a date is no instant, and an instant without a zone cannot be compared with one that has it.
    """
    kinds = {_kind_of(bound) for bound in bounds if not isinstance(bound, int | float | str | None)}
    for kind in sorted(kinds):
        yield from of_column(asked, kind)


def _kind_of(moment: object) -> Kind:
    if not isinstance(moment, datetime):
        return "date"
    return "timestamp" if moment.tzinfo is None else "timestamptz"


def of_condition(condition: Expression) -> Iterator[Check]:
    """Yield, of each column that a condition compares with a constant, that it holds values of that kind.

    Elsewhere pandas finds nothing, or raises, whereas engines convert.

    Examples
    --------
    >>> [(check.column, check.any_of) for check in of_condition(Expression("n > 1 AND day >= '2013-01-01'"))]
    [('n', ('number', 'decimal', 'boolean')), ('day', ('text', 'timestamp'))]
    """
    tree = sqlglot.parse_one(condition.text, read="duckdb")
    for node in tree.find_all(*_COMPARED, exp.In):
        sides = [node.this, *(node.expressions if isinstance(node, exp.In) else (node.expression,))]
        columns = [side for side in sides if isinstance(side, exp.Column)]
        kinds = dict.fromkeys(_kinds_like(side) for side in sides if not isinstance(side, exp.Column))
        for column in columns if len(columns) == 1 else ():
            for some in kinds:
                if some:
                    yield ask("operand_type", column=column.name, any_of=some)


def _kinds_like(constant: exp.Expr) -> tuple[Kind, ...]:
    """Return the kinds of columns that pandas compares with a constant; none for anything else."""
    value = constant.this if isinstance(constant, exp.Neg) else constant
    if isinstance(value, exp.Boolean):
        return ("number", "boolean")
    if not isinstance(value, exp.Literal):
        return ()
    if not value.is_string:
        return ("number", "decimal", "boolean")
    moment = typed_instant(value.name)
    if moment is None:
        return ("text",)
    return ("text", "timestamptz" if _kind_of(moment) == "timestamptz" else "timestamp")
