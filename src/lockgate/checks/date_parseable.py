"""Check: texts can be read as dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.rules.dates import DateTextRule
from lockgate.scan.value_check import ValueCheck

__all__ = ["DateParseable"]


@dataclass(frozen=True, slots=True)
class DateParseable(ValueCheck):
    """Require that each text can be read as a date, whatever its form.

    Nulls are not judged, empty texts violate. Only text columns can be asked, so NaN and infinity cannot occur. A
    column without any value is ``INCONCLUSIVE``. Judged by the package dateutil (extra ``formats``), each distinct
    value once; without it the check is ``ERROR``. It reads generously, also ``10`` as a day of this month: where the
    form is known, `datetime_format` and `semantic_format` prove more.

    Parameters
    ----------
    column : str
        A text column.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: date_parseable
        column: signed_on

    >>> from lockgate.scan.aggregates.count import Count
    >>> from lockgate.scan.aggregates.judged_values import JudgedValuesState
    >>> DateParseable("signed_on").judge((JudgedValuesState(10, 1), Count(10))).verdict.name
    'FAIL'
    """

    name: ClassVar[str] = "date_parseable"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def rule(self) -> DateTextRule:
        return DateTextRule()
