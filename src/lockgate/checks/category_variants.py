"""Check: no value of a column is another spelling of a known one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.foreign_values import Counted, ForeignValuesCheck

__all__ = ["CategoryVariants", "folded"]


@dataclass(frozen=True, slots=True)
class CategoryVariants(ForeignValuesCheck):
    """Require that a column has no new spelling of a value that another table, such as the training set, has.

    Two texts are spellings of one value if they are the same but for case, spaces, punctuation and forms of the same
    character: ``Deluxe``, ``DELUXE!!`` and ``de luxe`` are. A model takes a new spelling for a category of its own.
    Values that are new in earnest are the business of `new_categories`; values that are no texts are never spellings.
    Nulls are no value; a column without a value is ``INCONCLUSIVE``. Both columns may have 10,000 distinct values at
    most, else ``ERROR``.

    Parameters
    ----------
    column : str
        Column to examine.
    to_table : str
        The other table.
    to_column : str, default=same name
        The column there.
    tolerance : Tolerance, default=no row
        How many rows may have a new spelling.

    Examples
    --------
    .. code-block:: yaml

        check: category_variants
        column: manufacturer
        to_table: train

    >>> from lockgate.scan.aggregates.count import Count
    >>> from lockgate.scan.aggregates.keyed_counts import ValueCountsState
    >>> test, train = ValueCountsState((("AIRBUS", 9), ("Airbus ", 1))), ValueCountsState((("AIRBUS", 99),))
    >>> outcome = CategoryVariants("manufacturer", "train").judge((test, train, Count(10)))
    >>> outcome.summary, outcome.seen
    ('1 of 10 rows (10 %) spell a value of `train` anew', "'Airbus ' for 'AIRBUS' (1)")
    """

    name: ClassVar[str] = "category_variants"
    too_many_hint: ClassVar[str] = "look at fewer rows with `where`"
    failing: ClassVar[str] = "spell a value of {} anew"

    @property
    def required(self) -> str:
        return f"spelled as in {self.to_table}.{self.column_there}"

    def new(self, here: Counted, there: Counted) -> list[tuple[str, int]]:
        known = [value for value, _ in there if isinstance(value, str)]
        spelled: dict[str, str] = {}
        for value in known:  # most frequent first, so that the usual spelling is shown
            spelled.setdefault(folded(value), value)
        texts = [(value, n) for value, n in here if isinstance(value, str) and value not in known]
        usual = [(value, spelled.get(folded(value)), n) for value, n in texts]
        return [(f"{value!r} for {known_as!r}", n) for value, known_as, n in usual if known_as is not None]

    def offending(self) -> None:
        return None


def folded(text: str) -> str:
    """Return what all spellings of a text have in common; a text without letters and digits has one spelling.

    Examples
    --------
    >>> folded("De-Luxe!") == folded("deluxe"), folded("") == folded("!")
    (True, False)
    """
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return letters or f" {text!r}"
