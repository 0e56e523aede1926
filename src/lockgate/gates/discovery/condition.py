"""A slice that was found, as a condition and a name that people can read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from sqlglot import exp

from lockgate.domain.errors import ExpressionError
from lockgate.gates.discovery.base_cells import DiscoveryPlan
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slicing import HOLDS, NULL_VALUE, SliceKey
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType

__all__ = ["condition_of", "name_of_slice"]


def name_of_slice(key: SliceKey) -> str:
    """Return a name for a slice: words, joined by hyphens.

    Examples
    --------
    >>> name_of_slice((("origin", "JFK"), ("hour", "18 to below 21")))
    'origin-jfk-hour-18-to-below-21'
    """
    words = re.findall(r"[^\W_]+", " ".join(f"{column} {_signed(value)}" for column, value in key).lower())
    return "-".join(words)


def _signed(value: str) -> str:
    """Return a value with the signs of its numbers as words; a hyphen after a word is no sign."""
    return re.sub(r"(?<![^\W_])-(?=\d)", "minus ", value)


def condition_of(plan: DiscoveryPlan, conditions: Sequence[tuple[int, str]]) -> str:
    """Return a slice as an SQL condition on the columns of its table.

    Parameters
    ----------
    plan : DiscoveryPlan
        How rows were cut.
    conditions : sequence of (int, str)
        Position of each cut, and the value that was cut to.

    Examples
    --------
    >>> from lockgate.gates.discovery_spec import Against, Loss
    >>> cuts, types = (Cut("origin"), Cut("hour", (18.0, 21.0))), (LogicalType.STRING, LogicalType.INTEGER)
    >>> plan = DiscoveryPlan(
    ...     loss=Loss.ERROR, against=Against.REST, cuts=cuts, types=types, identity=("id",), seed=0
    ... )
    >>> condition_of(plan, [(0, "JFK"), (1, "18 to below 21")])
    "origin = 'JFK' and hour >= 18 and hour < 21"
    """
    return " and ".join(_condition(plan.cuts[at], plan.types[at], value) for at, value in conditions)


def _condition(cut: Cut, kind: LogicalType, value: str) -> str:
    if cut.where:
        return f"({cut.where})" if value == HOLDS else f"coalesce(not ({cut.where}), true)"
    what = f"({cut.expression})" if cut.expression else _identifier(cut.column)
    if cut.edges is not None:
        return _between(what, cut.edges, cut.labels, value)
    if value == NULL_VALUE:
        return f"{what} is null"
    if kind is LogicalType.BOOLEAN:
        return what if value == "true" else f"not {what}"
    text = exp.Literal.string(value).sql("duckdb")
    is_text = kind is LogicalType.STRING and not cut.expression
    return f"{what} = {text}" if is_text else f"cast({what} as text) = {text}"


def _between(what: str, edges: tuple[float, ...], labels: tuple[str, ...], value: str) -> str:
    if value == NULL_VALUE:
        return f"({what} is null or isnan(cast({what} as double)))"
    at = labels.index(value)
    lower = [f"{what} >= {_number(edges[at - 1])}"] if at else []
    upper = [f"{what} < {_number(edges[at])}"] if at < len(edges) else []
    above_all = [] if upper else [f"not isnan(cast({what} as double))"]
    return " and ".join([*lower, *upper, *above_all])


def _number(edge: float) -> str:
    return str(int(edge)) if edge.is_integer() else repr(edge)


def _identifier(column: str) -> str:
    """Return the column as SQL reads it: in quotes where the bare word would be read as something else."""
    if re.fullmatch("[a-z_][a-z0-9_]*", column):
        with suppress(ExpressionError):
            if Expression(f"{column} = 1").columns == (column,):
                return column
    return exp.to_identifier(column, quoted=True).sql("duckdb")
