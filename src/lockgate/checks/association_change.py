"""Check: columns tell as much about the label as in another table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.association import Measure, association_aggregate, check_measure, measured
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull

__all__ = ["AssociationChange"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AssociationChange:
    """Require that no feature is associated with the label much more or less than in another table.

    A feature that predicts the label in the training set and not in the test set (or the other way round) was
    leaked, or the world changed. Columns have the same names in both tables. ``FAIL`` if a difference is above the
    bound; else ``INCONCLUSIVE`` if a feature could not be measured in one of the tables: no rows with both values, one
    value only, or values that are not finite. Takes one pass a feature in each table, none with ``pearson``.

    Parameters
    ----------
    features : tuple of str
        The features, at least one.
    label : str
        The label.
    to_table : str
        The other table.
    max : float, default=0.2
        Greatest accepted difference of the measure, 0 or more.
    measure : str, default="predictive_power"
        Any of [the measures](../../explanation/association.md).
    bins : int, default=32
        Numbers, dates and timestamps are cut into that many groups of about as many rows; 0 takes their values as
        they are.

    Examples
    --------
    .. code-block:: yaml

        check: association_change
        features: [carrier, dep_delay]
        label: delayed
        to_table: train
        max: 0.2

    >>> from lockgate.scan.aggregates.grouped_moments import GroupedMomentsState
    >>> here, there = GroupedMomentsState(9, 3, 100.0, 81.0), GroupedMomentsState(90, 3, 100.0, 36.0)
    >>> check = AssociationChange(("carrier",), "arr_delay", "train", measure="correlation_ratio")
    >>> check.judge((here, there, Count(9))).summary
    '1 of 1 features changed by more than 0.2: carrier 0.9 here, 0.6 there'
    """

    name: ClassVar[str] = "association_change"

    features: tuple[str, ...]
    label: str
    to_table: str
    max: float = 0.2
    measure: Measure = "predictive_power"
    bins: int = 32

    def __post_init__(self) -> None:
        check_measure(self.name, self.measure)
        if not self.features or self.label in self.features:
            must = "one column or more, without the label"
            raise ParameterError.of(self.name, "features", must, list(self.features))
        if not 0.0 <= self.max < math.inf:
            raise ParameterError.of(self.name, "max", "0 or more, and finite", self.max)
        if self.bins < 0:
            raise ParameterError.of(self.name, "bins", "0 or more", self.bins)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.features, self.label)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        words = self.measure.replace("_", " ")
        return f"{words} within {format_value(self.max)} of that in `{self.to_table}`"

    def aggregates(self) -> tuple[Aggregate, ...]:
        asked = [
            association_aggregate(self.measure, name, self.label, bins=self.bins) for name in self.features
        ]
        there = (Elsewhere(self.to_table, one) for one in asked)
        # the count knows slices without any value
        return (*asked, *there, CountIf(NotNull((self.label,))))

    def judge(self, states: Sequence[State]) -> Outcome:
        n, k = cast("Count", states[-1]).n, len(self.features)
        if not n:
            return Outcome.no_rows(self.required, what="no row has a label")
        changes = [
            _Change(name, *(measured(self.measure, state)[0] for state in pair))
            for name, *pair in zip(self.features, states[:k], states[k : 2 * k], strict=True)
        ]
        known = sorted((change for change in changes if change.is_known), key=lambda change: -change.size)
        changed = [change for change in known if change.size > self.max]
        verdict, reason = Verdict.PASS, Reason.HOLDS
        text = f"no feature changed by more than {format_value(self.max)}"
        if changed:
            verdict, reason = Verdict.FAIL, Reason.VALUE_OUT_OF_BOUNDS
            listed = and_more([str(change) for change in changed], _SHOWN, between="; ")
            text = f"{len(changed):,} of {k:,} features changed by more than {format_value(self.max)}: {listed}"
        elif len(known) < k:
            verdict, reason = Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED
            unknown = ", ".join(change.feature for change in changes if not change.is_known)
            text = f"the measure does not exist in both tables for {unknown}"
        return Outcome(
            verdict=verdict,
            reason=reason,
            summary=text,
            observed=known[0].size if known else None,
            required=self.required,
            n=n,
        )

    def offending(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Change:
    """A feature's measure here and there; None or NaN where it does not exist."""

    feature: str
    here: float | None
    there: float | None

    @property
    def is_known(self) -> bool:
        return math.isfinite(self.size)

    @property
    def size(self) -> float:
        if self.here is None or self.there is None:
            return math.nan
        return abs(self.here - self.there)

    def __str__(self) -> str:
        return f"{self.feature} {format_value(self.here)} here, {format_value(self.there)} there"
