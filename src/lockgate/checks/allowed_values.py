"""Check: values come from a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.predicates import OneOf
from lockgate.scan.row_check import RowCheck
from lockgate.scan.value_list import Listed, OtherTypes, check_listed, check_other_types, show_listed

__all__ = ["AllowedValues"]


@dataclass(frozen=True, slots=True)
class AllowedValues(RowCheck):
    """Require that each value is one of a list.

    Nulls are not judged. NaN and infinities are allowed only if the list holds them (``.nan``, ``.inf``). A
    column without any value is ``INCONCLUSIVE``. Values of a type that the column cannot hold are a mistake of
    the contract, so the check is ``ERROR``, unless `other_types` says so.

    Parameters
    ----------
    column : str
        Column to examine.
    values : tuple of values
        What is allowed, at least one; texts are compared letter by letter.
    other_types : str, default="refuse"
        What a listed value is that the column cannot hold: ``refuse``: a mistake; ``skip``: equal to nothing;
        ``strict``: compared as in Python, where 0.1 is no decimal number, true is 1 and a text is no date;
        ``exact``: so too, but the text of an instant stands for it.
    tolerance : Tolerance, default=no row
        How many rows may hold another value.

    Examples
    --------
    .. code-block:: yaml

        check: allowed_values
        column: origin
        values: [EWR, JFK, LGA]

    >>> from lockgate.scan.aggregates.count import Count
    >>> outcome = AllowedValues("origin", ("EWR", "JFK", "LGA")).judge((Count(1_000), Count(0)))
    >>> outcome.verdict.name, outcome.required
    ('PASS', 'one of EWR, JFK, LGA')
    """

    name: ClassVar[str] = "allowed_values"

    column: str
    values: tuple[Listed, ...]
    other_types: OtherTypes = "refuse"

    def __post_init__(self) -> None:
        check_listed(self.name, "values", self.values)
        check_other_types(self.name, self.other_types)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"one of {show_listed(self.values)}"

    def violation(self) -> OneOf:
        is_skipped = self.other_types != "refuse"
        return OneOf(
            self.column,
            self.values,
            is_negated=True,
            skips_other_types=is_skipped,
            numbers_are_texts=not is_skipped,
            is_strict=self.other_types in ("exact", "strict"),
            reads_texts=self.other_types == "exact",
        )
