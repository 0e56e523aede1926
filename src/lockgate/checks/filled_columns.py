"""Check: how many of some columns are filled in each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.relation_check import several_columns
from lockgate.scan.relations import FilledOutside
from lockgate.scan.row_check import RowCheck

__all__ = ["FilledColumns"]


@dataclass(frozen=True, slots=True)
class FilledColumns(RowCheck):
    """Require how many of some columns have a value in each row, such as at least one way to reach a customer.

    Only nulls are not filled: NaN, infinities and empty texts are. Every row is judged; a table without rows is
    ``INCONCLUSIVE``.

    Parameters
    ----------
    columns : tuple of str
        Two or more columns.
    min : int, default=1
        Fewest columns that must be filled, 0 or more.
    max : int, default=all
        Most columns that may be filled.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: filled_columns
        columns: [email, phone]
        min: 1

    >>> FilledColumns(("email", "phone")).required, FilledColumns(("card", "iban"), max=1).required
    ('1 to 2 of email, phone are filled', '1 to 1 of card, iban are filled')
    """

    name: ClassVar[str] = "filled_columns"

    columns: tuple[str, ...] = field()  # the field, not the property that it replaces
    min: int = 1
    max: int | None = None

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)
        most = len(self.columns)
        if self.max is not None and not 0 <= self.max <= most:
            raise ParameterError.of(self.name, "max", f"0 to {most}", self.max)
        if not 0 <= self.min <= self._most:
            raise ParameterError.of(self.name, "min", f"0 to {self._most}", self.min)
        if self.min == 0 and self._most == most:
            raise ParameterError.of(self.name, "min", "more than 0, or else `max` set: any row would do", 0)

    @property
    def _most(self) -> int:
        return len(self.columns) if self.max is None else self.max

    @property
    def required(self) -> str:
        return FilledOutside(self.columns, self.min, self._most, is_inside=True).words

    def population(self) -> Aggregate:
        return RowCount()

    def violation(self) -> FilledOutside:
        return FilledOutside(self.columns, self.min, self._most)
