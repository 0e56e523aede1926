"""Check: texts are dates or times in a stated format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.rules.dates import StrftimeRule
from lockgate.scan.value_check import ValueCheck

__all__ = ["DatetimeFormat"]


@dataclass(frozen=True, slots=True)
class DatetimeFormat(ValueCheck):
    """Require that each text is a date or time in a format of ``strptime``, and names a real day.

    Nulls are not judged, empty texts violate. Only text columns can be asked, so NaN and infinity cannot occur. A
    column without any value is ``INCONCLUSIVE``. Judged in Python, each distinct value once. As with Python's
    ``strptime``, leading zeros may be missing: ``2013-7-4`` is of ``%Y-%m-%d``; `semantic_format` with ``date`` asks
    for them.

    Parameters
    ----------
    column : str
        A text column.
    format : str
        The format, such as ``%Y-%m-%d`` or ``%d.%m.%Y %H:%M``.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: datetime_format
        column: signed_on
        format: "%d.%m.%Y"

    >>> from lockgate.scan.aggregates.count import Count
    >>> from lockgate.scan.aggregates.judged_values import JudgedValuesState
    >>> DatetimeFormat("signed_on", "%d.%m.%Y").judge((JudgedValuesState(10, 0), Count(10))).required
    'written as %d.%m.%Y'
    """

    name: ClassVar[str] = "datetime_format"

    column: str
    format: str

    def __post_init__(self) -> None:
        self.rule()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def rule(self) -> StrftimeRule:
        return StrftimeRule(self.format)
