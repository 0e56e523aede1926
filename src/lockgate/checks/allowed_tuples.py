"""Check: the columns of a row hold one of some listed combinations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.relation_check import RelationCheck, check_skip_nulls, several_columns
from lockgate.scan.relations import AmongTuples
from lockgate.scan.value_list import Listed, OtherTypes, check_other_types

__all__ = ["AllowedTuples"]


@dataclass(frozen=True, slots=True)
class AllowedTuples(RelationCheck):
    """Require that some columns together hold one of some listed combinations of values.

    NaN equals nothing here; infinities are compared like numbers. In a row that is judged a null is accepted only
    where a combination lists it. A table without a row to judge is ``INCONCLUSIVE``. Values must be of their column's
    type, else the check is ``ERROR``, unless `other_types` says so.

    Parameters
    ----------
    columns : tuple of str
        Two or more columns.
    tuples : tuple of tuples
        The combinations, at least one, each with a value (or null) for every column.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the columns, in ``all`` of them, or ``never``.
    other_types : str, default="refuse"
        What a listed value is that its column cannot hold: ``refuse``: a mistake; ``skip``: equal to nothing;
        ``strict``: compared as in Python, where 0.1 is no decimal number, true is 1 and a text is no date;
        ``exact``: so too, but the text of an instant stands for it.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: allowed_tuples
        columns: [country, currency]
        tuples: [[DE, EUR], [PL, PLN], [PL, EUR]]

    >>> AllowedTuples(("country", "currency"), (("DE", "EUR"), ("PL", "PLN"))).required
    '(country, currency) is one of 2 listed tuples'
    """

    name: ClassVar[str] = "allowed_tuples"

    columns: tuple[str, ...] = field()  # the field, not the property that it replaces
    tuples: tuple[tuple[Listed | None, ...], ...]
    other_types: OtherTypes = "refuse"

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)
        check_other_types(self.name, self.other_types)
        check_skip_nulls(self.name, self.skip_nulls)
        if not self.tuples:
            raise ParameterError.of(self.name, "tuples", "at least one combination", [])
        for cells in self.tuples:
            if len(cells) != len(self.columns):
                must = f"lists of {len(self.columns)} values"
                raise ParameterError.of(self.name, "tuples", must, list(cells))

    def relation(self) -> AmongTuples:
        return AmongTuples(self.columns, self.tuples, self.other_types)
