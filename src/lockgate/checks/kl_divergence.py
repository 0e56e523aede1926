"""Check: a column's distribution stays near an expected one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.comparisons import Below
from lockgate.scan.predicates import NotNull
from lockgate.scan.value_list import Listed, Tolerant, check_other_types, fitting_values, identity_in

__all__ = ["KlDivergence"]

_NEARLY_ONE = 1e-5


@dataclass(frozen=True, slots=True)
class KlDivergence:
    r"""Require that a column's distribution diverges from an expected one by at most so much.

    The Kullback-Leibler divergence :math:`\sum_i p_i \log(p_i / q_i)` in natural units, of the observed shares
    :math:`p` from the expected weights :math:`q`; infinite where a value occurs whose weight is 0. Taken over non-null
    values; NaN and infinities count beyond the last edge, or as values. A column without any value is
    ``INCONCLUSIVE``; more than 10,000 distinct values beside `values` are ``ERROR``.

    Parameters
    ----------
    column : str
        Column to examine.
    weights : tuple of float
        The expected share of each of `values`; or of what is below the first of `edges`, in each bin between them,
        and above the last. They make 1.
    maximum : float
        Largest accepted divergence, 0 or more.
    values : tuple of values, default=none
        The expected values. Set these or `edges`.
    edges : tuple of float, default=none
        Rising edges of bins. A value on an edge belongs to the bin above it, on the last edge to the bin below.
    last_edge_above : bool, default=False
        Whether a value on the last edge belongs above it instead.
    unseen_weight : float, default=0
        The share kept for values that `values` does not list, in [0, 1]; it is taken only where such values occur.
    other_types : str, default="skip"
        What one of `values` is that the column cannot hold: ``skip``: equal to nothing; ``strict``: compared as in
        Python, where 0.1 is no decimal number, true is 1 and a text is no date; ``exact``: so too, but the text of an
        instant stands for it.

    Examples
    --------
    .. code-block:: yaml

        check: kl_divergence
        column: origin
        values: [EWR, JFK, LGA]
        weights: [0.36, 0.33, 0.31]
        maximum: 0.01

    >>> check = KlDivergence("origin", (0.5, 0.5), 0.1, values=("EWR", "JFK"))
    >>> check.judge((ValueCountsState((("EWR", 60), ("JFK", 40))), Count(100))).summary
    'divergence 0.0201355'
    """

    name: ClassVar[str] = "kl_divergence"

    column: str
    weights: tuple[float, ...]
    maximum: float
    values: tuple[Listed, ...] = ()
    edges: tuple[float, ...] = ()
    last_edge_above: bool = False
    unseen_weight: float = 0.0
    other_types: Tolerant = "skip"

    def __post_init__(self) -> None:
        if bool(self.values) == bool(self.edges):
            raise ParameterError.of(self.name, "values", "set, or else `edges`", list(self.values))
        wanted = len(self.values) if self.values else len(self.edges) + 1
        if len(self.weights) != wanted:
            raise ParameterError.of(self.name, "weights", f"{wanted} shares", list(self.weights))
        if not all(weight >= 0 for weight in self.weights) or not abs(sum(self.weights) - 1) <= _NEARLY_ONE:
            raise ParameterError.of(self.name, "weights", "0 or more and together 1", list(self.weights))
        if any(not low < high for low, high in zip(self.edges, self.edges[1:], strict=False)):
            raise ParameterError.of(self.name, "edges", "rising", list(self.edges))
        if not self.maximum >= 0:
            raise ParameterError.of(self.name, "maximum", "a number of 0 or more", self.maximum)
        if not 0 <= self.unseen_weight <= 1:
            raise ParameterError.of(self.name, "unseen_weight", "a share in [0, 1]", self.unseen_weight)
        check_other_types(self.name, self.other_types, get_args(Tolerant))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        if self.values:
            types = () if self.other_types == "skip" else (TableSchema(),)
            return (ValueCounts(self.column), RowCount(), *types)  # the count knows slices without any value
        last = len(self.edges) - 1
        cuts = (
            Below(self.column, edge, is_inclusive=number == last and not self.last_edge_above)
            for number, edge in enumerate(self.edges)
        )
        return (CountIf(NotNull((self.column,))), *(CountIf(cut) for cut in cuts))

    def judge(self, states: Sequence[State]) -> Outcome:
        required = f"divergence ≤ {format_value(self.maximum)}"
        if self.values:
            state = cast("ValueCountsState", states[0])
            if not state.is_complete:
                text = "the column has more than 10,000 distinct values"
                return Outcome(
                    verdict=Verdict.ERROR,
                    reason=Reason.NOT_ASKABLE,
                    summary=text,
                    required=required,
                    hint="ask with `edges`",
                )
            pairs = list(self._by_value(state, states))
        else:
            pairs = list(self._by_bin([cast("Count", state).n for state in states]))
        n = sum(count for count, _ in pairs)
        if not n:
            return Outcome.no_rows(required, what="no row has a value to judge")
        divergence = _divergence(pairs, n)
        passes = divergence <= self.maximum
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.VALUE_OUT_OF_BOUNDS,
            summary=f"divergence {format_value(divergence)}"
            if math.isfinite(divergence)
            else "the divergence is infinite: a value occurs that is not expected at all",
            observed=divergence if math.isfinite(divergence) else None,
            required=required,
            n=n,
        )

    def _by_value(self, state: ValueCountsState, states: Sequence[State]) -> Iterator[tuple[int, float]]:
        """Yield how often each value occurs, and its weight; the kept share is divided among values not listed."""
        identity_of = identity_in(self.column, states[2] if self.other_types != "skip" else None)
        counts: dict[tuple[str, object], int] = {}
        for value, n in state.counts:
            key = identity_of(value)
            counts[key] = counts.get(key, 0) + n
        listed = [("none", None) if value is None else identity_of(value) for value in self._fitting(states)]
        unseen = [n for key, n in counts.items() if key not in listed]
        left = 1 - self.unseen_weight if unseen else 1.0
        for key, weight in zip(listed, self.weights, strict=True):
            yield counts.get(key, 0), weight * left
        for n in unseen:
            yield n, self.unseen_weight / len(unseen)

    def _fitting(self, states: Sequence[State]) -> Iterator[Listed | None]:
        """Yield the column's value that each listed one stands for; None where it stands for none."""
        if self.other_types == "skip":
            yield from self.values
            return
        reads_texts = self.other_types == "exact"
        yield from (
            found for _, found in fitting_values(self.values, self.column, states[2], reads_texts=reads_texts)
        )

    def _by_bin(self, counts: Sequence[int]) -> Iterator[tuple[int, float]]:
        total, *below = counts
        ends = [0, *below, total]
        for number, weight in enumerate(self.weights):
            yield ends[number + 1] - ends[number], weight

    def offending(self) -> None:
        return None


def _divergence(pairs: Sequence[tuple[int, float]], n: int) -> float:
    whole = sum(weight for _, weight in pairs)
    parts = [
        math.inf if weight <= 0 else count / n * math.log(count / n / (weight / whole))
        for count, weight in pairs
        if count
    ]
    return max(math.fsum(parts), 0.0) if all(map(math.isfinite, parts)) else math.inf
