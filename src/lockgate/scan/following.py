"""Whether rows follow on one another, judged from their distinct values in order and not from the rows."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

__all__ = ["Follows", "breaks_in_order"]

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Follows:
    """Whether a row follows on the one before.

    Parameters
    ----------
    operator : str
        ``=``, ``<`` or ``<=``: how the value before, and `step`, stands to the value.
    step : int or float
        What is added to the value before.
    is_running : bool
        Whether the greatest of all values before counts.
    alone : str
        How a row's own two values must stand, or it breaks by itself; empty where it cannot.
    """

    operator: Literal["=", "<", "<="]
    step: int | float = 0
    is_running: bool = False
    alone: str = ""

    def breaks(self, before: Number | None, own: Number, current: Number) -> bool:
        """Tell whether a row breaks.

        Parameters
        ----------
        before : number or None
            What rows before it have left; None before the first.
        own : number
            What the row leaves for the next.
        current : number
            What must follow on `before`.
        """
        if self.alone and (_is_nan(own) or _is_nan(current) or not _COMPARE[self.alone](current, own)):
            return True
        if before is None:
            return False
        if _is_nan(before) or _is_nan(current) or (self.step and _is_infinite(current)):
            return True
        return not _COMPARE[self.operator](_moved(before, self.step), current)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def breaks_in_order(cells: Sequence[tuple[Number, Number, int]], rule: Follows) -> int:
    """Return how many rows break; `cells` are in order: what is left for the next, what follows, and the rows.

    Examples
    --------
    >>> breaks_in_order([(1, 1, 1), (2, 2, 2), (4, 4, 1)], Follows("=", 1))
    2
    """
    found, before = 0, None
    for own, current, rows in cells:
        found += rule.breaks(before, own, current)
        before = _greater(before, own) if rule.is_running else own
        found += (rows - 1) * rule.breaks(before, own, current)
    return found


def _greater(left: Number | None, right: Number) -> Number:
    if left is None or _is_nan(right):
        return right
    return left if _is_nan(left) or left >= right else right


def _moved(value: Number, step: int | float) -> Number | Fraction:  # noqa: PYI041 - a step is given as either
    if not step:
        return value
    return value + float(step) if isinstance(value, float) else Fraction(value) + Fraction(str(step))


def _is_nan(value: Number) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _is_infinite(value: Number) -> bool:
    return isinstance(value, float) and math.isinf(value)
