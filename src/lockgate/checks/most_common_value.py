"""Check: the commonest value is one of some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.value_list import (
    Listed,
    Tolerant,
    check_listed,
    check_other_types,
    fitting_values,
    identity_in,
    show_listed,
)

__all__ = ["MostCommonValue"]


@dataclass(frozen=True, slots=True)
class MostCommonValue:
    """Require that the commonest value of a column is one of some.

    Nulls are no value. NaN is one value and equals itself; infinities are values. Of several equally common values
    each must be listed, or one where `ties_ok`, or none may be where `sole`. A column without any value is
    ``INCONCLUSIVE``; one with more than 10,000 distinct values is ``ERROR``: it is not a list of categories.

    Parameters
    ----------
    column : str
        Column to examine.
    values : tuple of values
        The accepted ones, at least one.
    ties_ok : bool, default=False
        Whether one listed value among equally common ones is enough.
    sole : bool, default=False
        Whether there may be no other value as common.
    other_types : str, default="skip"
        What a listed value is that the column cannot hold: ``skip``: equal to nothing; ``strict``: compared as in
        Python, where 0.1 is no decimal number, true is 1 and a text is no date; ``exact``: so too, but the text of an
        instant stands for it.

    Examples
    --------
    .. code-block:: yaml

        check: most_common_value
        column: origin
        values: [EWR, JFK]

    >>> from lockgate.scan.aggregates.count import Count
    >>> outcome = MostCommonValue("origin", ("EWR",)).judge((ValueCountsState((("LGA", 7), ("EWR", 2))), Count(9)))
    >>> outcome.verdict.name, outcome.seen
    ('FAIL', 'seen LGA')
    """

    name: ClassVar[str] = "most_common_value"

    column: str
    values: tuple[Listed, ...]
    ties_ok: bool = False
    sole: bool = False
    other_types: Tolerant = "skip"

    def __post_init__(self) -> None:
        check_listed(self.name, "values", self.values)
        if self.sole and self.ties_ok:
            raise ParameterError.of(self.name, "sole", "set without `ties_ok`", self.sole)
        check_other_types(self.name, self.other_types, get_args(Tolerant))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"most common: one of {show_listed(self.values)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        types = () if self.other_types == "skip" else (TableSchema(),)
        return (ValueCounts(self.column), RowCount(), *types)  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("ValueCountsState", states[0])
        if not state.is_complete:
            return Outcome(
                verdict=Verdict.ERROR,
                reason=Reason.NOT_ASKABLE,
                summary="the column has more than 10,000 distinct values",
                required=self.required,
                hint="ask for the share of single values with `row_count` and `where`",
            )
        if not state.counts:
            return Outcome.no_rows(self.required, what="no row has a value to judge")
        most = state.counts[0][1]
        common = tuple(value for value, n in state.counts if n == most)
        identity_of = identity_in(self.column, states[2] if self.other_types != "skip" else None)
        listed = {identity_of(value) for value in self._comparable(states)}
        hits = [identity_of(value) in listed for value in common]
        passes = any(hits) if self.ties_ok else all(hits) and not (self.sole and len(hits) > 1)
        words = "the commonest value" if len(common) == 1 else f"{len(common):,} equally common values"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.VALUES_DIFFER,
            summary=f"{words} {'as required' if passes else 'not as required'}, {most:,} rows",
            seen=f"seen {show_listed(common)}",
            observed=most,
            required=self.required,
            n=sum(n for _, n in state.counts),
        )

    def _comparable(self, states: Sequence[State]) -> tuple[Listed, ...]:
        """Return the listed values that one of the column can be."""
        if self.other_types == "skip":
            return self.values
        pairs = fitting_values(self.values, self.column, states[2], reads_texts=self.other_types == "exact")
        return tuple(value for _, value in pairs if value is not None)

    def offending(self) -> None:
        return None
