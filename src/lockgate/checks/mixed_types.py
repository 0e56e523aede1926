"""Check: the texts of a column look like values of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import judge_rows
from lockgate.scan.texts import KIND_PATTERNS, Kind, LooksLike
from lockgate.scan.tolerance import Tolerance

__all__ = ["MixedTypes"]


@dataclass(frozen=True, slots=True)
class MixedTypes:
    """Require that the texts of a column look like values of one kind: numbers, dates, true and false, or just texts.

    The kind of most values is taken for that of the column; texts that look like another violate. Whole numbers are
    numbers. Dates are of ISO 8601, with a time of day or without. A column of which most are just texts may hold
    numbers: house numbers and codes are texts, so nothing violates it unless `strict`. Blanks around a text do not
    matter, an empty text is just a text. Nulls are not judged. Only text columns can be asked. A column without any
    value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    strict : bool, default=False
        Whether texts that look like a number, date or boolean also violate a column of texts.
    tolerance : Tolerance, default=no row
        How many rows may look like another kind.

    Examples
    --------
    .. code-block:: yaml

        check: mixed_types
        column: amount
        tolerance: 1 %

    >>> states = (Count(1_000), Count(0), Count(900), Count(990), Count(0))
    >>> MixedTypes("amount").judge(states).summary
    '10 of 1,000 rows (1 %) do not look like a number: 10 text'
    """

    name: ClassVar[str] = "mixed_types"

    column: str
    strict: bool = False
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        looks = (CountIf(LooksLike(self.column, kind)) for kind in KIND_PATTERNS)
        return (CountIf(NotNull(self.columns)), *looks)

    def judge(self, states: Sequence[State]) -> Outcome:
        judged, booleans, integers, numbers, dates = (cast("Count", state).n for state in states)
        counts: dict[Kind, int] = {
            "text": judged - booleans - numbers - dates,
            "number": numbers,
            "date": dates,
            "boolean": booleans,
        }
        most = max(counts, key=lambda kind: counts[kind])
        others = {kind: n for kind, n in counts.items() if kind != most and n}
        failed = 0 if most == "text" and not self.strict else sum(others.values())
        word = "integer" if most == "number" and integers == numbers else most
        split = ", ".join(f"{n:,} {kind}" for kind, n in others.items())
        outcome = judge_rows(
            judged,
            failed,
            required="texts of one kind",
            tolerance=self.tolerance,
            failing=f"do not look like {'an' if word == 'integer' else 'a'} {word}: {split}",
        )
        return outcome if failed or not judged else replace(outcome, summary=f"{outcome.summary}: {word}")

    def offending(self) -> None:
        return None
