"""Check: the set of values that occur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Scalar
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import OneOf
from lockgate.scan.value_list import (
    Listed,
    Tolerant,
    check_listed,
    check_other_types,
    fitting_values,
    identity_in,
    show_listed,
)

__all__ = ["DistinctSet", "Mode"]

Mode = Literal["equal", "subset", "superset"]
"""How the values that occur relate to the listed ones."""

_WORDS = {"equal": "exactly the values", "subset": "only the values", "superset": "at least the values"}


@dataclass(frozen=True, slots=True)
class DistinctSet:
    """Require which distinct values occur in a column.

    Nulls are no value. NaN is one value and equals itself; infinities are values. A column without any value is
    ``INCONCLUSIVE``. A date stands for its midnight, in UTC where the column has zones. A column with more than
    10,000 distinct values is ``FAIL`` where only listed values may occur (and fewer are listed), else ``ERROR``: it
    is not a list of categories.

    Parameters
    ----------
    column : str
        Column to examine.
    mode : str
        ``equal``: the listed values and no other; ``subset``: no other value; ``superset``: each listed value
        at least once.
    values : tuple of values
        The listed values, at least one.
    other_types : str, default="skip"
        What a listed value is that the column cannot hold: ``skip``: equal to nothing; ``strict``: compared as in
        Python, where 0.1 is no decimal number, true is 1 and a text is no date; ``exact``: so too, but the text of a
        date or instant stands for it, with a zone where the column has one.

    Examples
    --------
    .. code-block:: yaml

        check: distinct_set
        column: origin
        mode: equal
        values: [EWR, JFK, LGA]

    >>> from lockgate.scan.aggregates.count import Count
    >>> counts = ValueCountsState((("EWR", 9),))
    >>> outcome = DistinctSet("origin", "equal", ("EWR", "JFK")).judge((counts, Count(9)))
    >>> outcome.summary, outcome.seen
    ('1 of 2 listed values does not occur', 'not there: JFK')
    """

    name: ClassVar[str] = "distinct_set"

    column: str
    mode: Mode
    values: tuple[Listed, ...]
    other_types: Tolerant = "skip"

    def __post_init__(self) -> None:
        check_listed(self.name, "values", self.values)
        if self.mode not in get_args(Mode):
            raise ParameterError.of(self.name, "mode", "`equal`, `subset` or `superset`", self.mode)
        check_other_types(self.name, self.other_types, get_args(Tolerant))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"{_WORDS[self.mode]} {show_listed(self.values)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        types = () if self.other_types == "skip" else (TableSchema(),)
        return (ValueCounts(self.column), RowCount(), *types)  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("ValueCountsState", states[0])
        if not state.is_complete:
            return self._too_many()
        if not state.counts:
            return Outcome.no_rows(self.required, what="no row has a value to judge")
        pairs = self._pairs(states)
        identity_of = identity_in(self.column, states[2] if self.other_types != "skip" else None)
        foreign = [value for value, fitting in pairs if fitting is None]
        listed = {identity_of(fitting): value for value, fitting in pairs if fitting is not None}
        found = {identity_of(value): value for value, _ in state.counts}
        absent = (
            [*foreign, *(listed[key] for key in listed if key not in found)] if self.mode != "subset" else []
        )
        others = [found[key] for key in found if key not in listed and self.mode != "superset"]
        passes = not absent and not others
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.VALUES_DIFFER,
            summary=_summary(len(found), len(listed) + len(foreign), len(absent), len(others)),
            observed=len(absent) + len(others),
            seen=_seen(absent, others),
            required=self.required,
            n=sum(n for _, n in state.counts),
        )

    def _pairs(self, states: Sequence[State]) -> Sequence[tuple[Listed, Listed | None]]:
        """Return the listed values, each with the column's value that it stands for."""
        if self.other_types == "skip":
            return [(value, value) for value in self.values]
        is_exact = self.other_types == "exact"
        return fitting_values(self.values, self.column, states[2], reads_texts=is_exact, reads_dates=is_exact)

    def _too_many(self) -> Outcome:
        text = "the column has more than 10,000 distinct values"
        if self.mode == "superset" or len(self.values) > 10_000:  # noqa: PLR2004 - what value counts keep
            hint = "ask for single values with `row_count` and `where`"
            return Outcome(
                verdict=Verdict.ERROR,
                reason=Reason.NOT_ASKABLE,
                summary=text,
                required=self.required,
                hint=hint,
            )
        return Outcome(verdict=Verdict.FAIL, reason=Reason.VALUES_DIFFER, summary=text, required=self.required)

    def offending(self) -> OneOf | None:
        if self.mode == "superset":
            return None
        is_strict = self.other_types != "skip"
        return OneOf(
            self.column,
            self.values,
            is_negated=True,
            skips_other_types=is_strict,
            numbers_are_texts=not is_strict,
            is_strict=is_strict,
            reads_texts=self.other_types == "exact",
            reads_dates=self.other_types == "exact",
        )


def _summary(found: int, listed: int, absent: int, others: int) -> str:
    parts = []
    if absent:
        parts.append(f"{absent:,} of {listed:,} listed values {'does' if absent == 1 else 'do'} not occur")
    if others:
        parts.append(f"{others:,} of {found:,} distinct values {'is' if others == 1 else 'are'} not listed")
    return "; ".join(parts) or f"{found:,} distinct values, as required"


def _seen(absent: Sequence[Listed], others: Sequence[Scalar]) -> str:
    parts = []
    if absent:
        parts.append(f"not there: {show_listed(tuple(absent))}")
    if others:
        parts.append(f"not listed: {show_listed(tuple(others))}")
    return "; ".join(parts)
