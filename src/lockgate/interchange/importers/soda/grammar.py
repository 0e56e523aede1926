"""The one line of a check: a metric, its arguments, and what the number must be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lockgate.domain.requirement import Operator, Requirement

__all__ = ["Line", "SodaError", "complement", "read_line", "threshold"]

_LINE = re.compile(
    r"\s*(?P<metric>[a-z_]+)\s*(?:\(\s*(?P<columns>[^)]*?)\s*\))?\s*(?P<rest>(?:[<>=!]|not between|between).*)?",
    re.DOTALL,
)
_NUMBER = r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_COMPARED = re.compile(rf"(?P<sign><=|>=|<>|!=|<|>|=)\s*(?P<number>{_NUMBER})\s*(?P<percent>%?)")
_BETWEEN = re.compile(
    rf"(?P<negated>not\s+)?between\s+(?P<open>[(\[]?)\s*(?P<low>{_NUMBER})\s*%?\s*and\s+(?P<high>{_NUMBER})\s*%?\s*(?P<close>[)\]]?)"
)
_SIGNS = {
    "<": Operator.MUST_BE_LESS_THAN, "<=": Operator.MUST_BE_LESS_OR_EQUAL_TO, ">": Operator.MUST_BE_GREATER_THAN,
    ">=": Operator.MUST_BE_GREATER_OR_EQUAL_TO, "=": Operator.MUST_BE, "!=": Operator.MUST_NOT_BE,
    "<>": Operator.MUST_NOT_BE,
}  # fmt: skip
_OTHERS = {
    Operator.MUST_BE_LESS_THAN: Operator.MUST_BE_GREATER_OR_EQUAL_TO,
    Operator.MUST_BE_LESS_OR_EQUAL_TO: Operator.MUST_BE_GREATER_THAN,
    Operator.MUST_BE_GREATER_THAN: Operator.MUST_BE_LESS_OR_EQUAL_TO,
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: Operator.MUST_BE_LESS_THAN,
    Operator.MUST_BE: Operator.MUST_NOT_BE,
    Operator.MUST_NOT_BE: Operator.MUST_BE,
    Operator.MUST_BE_BETWEEN: Operator.MUST_NOT_BE_BETWEEN,
    Operator.MUST_NOT_BE_BETWEEN: Operator.MUST_BE_BETWEEN,
}


class SodaError(Exception):
    """A check that cannot be carried over; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A metric of some columns, and the condition that is written behind it; an empty one stands elsewhere."""

    metric: str
    columns: tuple[str, ...]
    condition: str


def read_line(text: str) -> Line:
    """Read the line of a check.

    Raises
    ------
    SodaError
        If it has another form.

    Examples
    --------
    >>> read_line("missing_percent(fare) < 5%")
    Line(metric='missing_percent', columns=('fare',), condition='< 5%')
    """
    found = _LINE.fullmatch(text)
    if found is None:
        message = "the line is no metric with a condition"
        raise SodaError(message)
    columns = tuple(part.strip().strip("\"`'") for part in (found["columns"] or "").split(",") if part.strip())
    return Line(found["metric"], columns, (found["rest"] or "").strip())


def threshold(text: str) -> Requirement:
    """Read a condition on a number.

    Raises
    ------
    SodaError
        If it has another form.

    Examples
    --------
    >>> str(threshold(">= 10")), str(threshold("between 1 and 5")), str(threshold("not between 1 and 5"))
    ('≥ 10', '1 to 5', 'outside 1 to 5')
    """
    compared = _COMPARED.fullmatch(text.strip())
    if compared is not None:
        return Requirement(_SIGNS[compared["sign"]], (_number(compared["number"]),))
    found = _BETWEEN.fullmatch(text.strip())
    if found is None or found["open"] == "(" or found["close"] == ")":
        message = f"the condition {text!r} cannot be carried over"
        raise SodaError(message)
    operator = Operator.MUST_NOT_BE_BETWEEN if found["negated"] else Operator.MUST_BE_BETWEEN
    return Requirement(operator, (_number(found["low"]), _number(found["high"])))


def complement(requirement: Requirement) -> Requirement:
    """Return what holds exactly where a requirement does not.

    Examples
    --------
    >>> str(complement(threshold("< 5")))
    '≥ 5'
    """
    return Requirement(_OTHERS[requirement.operator], requirement.bounds)


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value  # noqa: PLR2004 - exact in a double
