"""Check: one value is spelled in one way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.variants import Difference, VariantRows, Variants, VariantsState
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["TextVariants"]


@dataclass(frozen=True, slots=True)
class TextVariants:
    """Require that no value is spelled in several ways, such as ``NYC``, ``nyc`` and ``N.Y.C.``.

    Texts that differ in nothing but letter case, blanks and signs are one value; its commonest spelling is right, and
    rows with another violate. Of a text of signs only nothing would be left, so it is a value of its own. Nulls are
    not judged. Only text columns can be asked, so NaN and infinity cannot occur. A column without any value is
    ``INCONCLUSIVE``. The whole column is grouped, in a pass of its own; states of parts cannot be merged.

    Parameters
    ----------
    column : str
        A text column.
    ignore : tuple of str, default=all three
        Differences that make no other value: ``case``, ``whitespace``, ``punctuation``.
    tolerance : Tolerance, default=no row
        How many rows may be spelled otherwise.

    Examples
    --------
    .. code-block:: yaml

        check: text_variants
        column: city
        ignore: [case, whitespace]

    >>> from lockgate.scan.aggregates.count import Count
    >>> TextVariants("city").judge((VariantsState(rows=1_000, variants=4, values=2), Count(1_000))).summary
    '4 of 1,000 rows (0.4 %) spell a value otherwise than most; 2 values have several spellings'
    """

    name: ClassVar[str] = "text_variants"

    column: str
    ignore: tuple[Difference, ...] = ("case", "whitespace", "punctuation")
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.ignore or not set(self.ignore) <= set(get_args(Difference)):
            must = "some of `case`, `whitespace` and `punctuation`"
            raise ParameterError.of(self.name, "ignore", must, list(self.ignore))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"one spelling of each value, but for {', '.join(self.ignore)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Variants(self.column, self.ignore), RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        found = cast("VariantsState", states[0])
        outcome = judge_rows(
            found.rows,
            found.variants,
            required=self.required,
            tolerance=self.tolerance,
            failing="spell a value otherwise than most",
        )
        if not found.values:
            return outcome
        have = "value has" if found.values == 1 else "values have"
        return replace(outcome, summary=f"{outcome.summary}; {found.values:,} {have} several spellings")

    def offending(self) -> VariantRows:
        return VariantRows(Variants(self.column, self.ignore))
