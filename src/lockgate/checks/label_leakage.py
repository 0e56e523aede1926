"""Check: no single column gives the label away."""

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
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.association import predictive_power
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull

__all__ = ["LabelLeakage"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LabelLeakage:
    """Require that no feature or identifier alone predicts the label better than a bound.

    Predictive power is 0 for a column that helps nothing and 1 for one that gives the label away; each row is
    guessed from the other rows with the same value ([measures of association](../../explanation/association.md)).
    Null is a value of the column, since a label may leak through what is missing; rows without a label are left out.
    Without a label, or with one label only, ``INCONCLUSIVE``. Takes one pass a column.

    Parameters
    ----------
    features : tuple of str
        Features and identifiers, at least one.
    label : str
        The label; numbers, dates and timestamps are cut into bins like the features.
    max : float, default=0.9
        Greatest accepted predictive power, in [0, 1].
    bins : int, default=32
        Numbers, dates and timestamps are cut into that many groups of about as many rows, equal values together; 0
        takes their values as they are, but then a column that never repeats has no power.

    Examples
    --------
    .. code-block:: yaml

        check: label_leakage
        features: [flight_id, carrier, dep_delay, arr_time]
        label: delayed

    >>> leak = ContingencyState(
    ...     rows=100, cells=3, left=3, right=2, right_most=80, singles=0, hits=99, majority=99, mixed=0,
    ...     left_entropy=0.9, right_entropy=0.5, joint_entropy=0.9, phi_squared=0.9,
    ... )
    >>> LabelLeakage(("dep_delay",), "delayed").judge((leak, Count(100))).summary
    '1 of 1 columns predicts the label above 0.9: dep_delay 0.95'
    """

    name: ClassVar[str] = "label_leakage"

    features: tuple[str, ...]
    label: str
    max: float = 0.9
    bins: int = 32

    def __post_init__(self) -> None:
        if not self.features or self.label in self.features:
            must = "one column or more, without the label"
            raise ParameterError.of(self.name, "features", must, list(self.features))
        if not 0.0 <= self.max <= 1.0:
            raise ParameterError.of(self.name, "max", "in [0, 1]", self.max)
        if self.bins < 0:
            raise ParameterError.of(self.name, "bins", "0 or more", self.bins)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.features, self.label)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"predictive power of each column ≤ {format_value(self.max)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        # the count knows slices without any label
        pairs = (Contingency((name,), (self.label,), self.bins, counts_nulls=True) for name in self.features)
        return (*pairs, CountIf(NotNull((self.label,))))

    def judge(self, states: Sequence[State]) -> Outcome:
        *tables, labelled = states
        n = cast("Count", labelled).n
        if not n:
            return Outcome.no_rows(self.required, what="no row has a label")
        powers = [predictive_power(table) for table in cast("list[ContingencyState]", tables)]
        if math.isnan(powers[0]):
            return Outcome(
                verdict=Verdict.INCONCLUSIVE,
                reason=Reason.STATISTIC_UNDEFINED,
                summary="all rows have one label, so nothing can predict it",
                required=self.required,
                n=n,
            )
        ranked = sorted(zip(powers, self.features, strict=True), key=lambda pair: -pair[0])
        leaks = [(power, name) for power, name in ranked if power > self.max]
        bound, (most, strongest) = format_value(self.max), ranked[0]
        text = f"no column predicts the label above {bound}, most {strongest} {format_value(most)}"
        if leaks:
            found = [f"{name} {format_value(power)}" for power, name in leaks]
            listed = and_more(found, _SHOWN, between="; ")
            verb = "predicts" if len(leaks) == 1 else "predict"
            text = f"{len(leaks):,} of {len(ranked):,} columns {verb} the label above {bound}: {listed}"
        return Outcome(
            verdict=Verdict.FAIL if leaks else Verdict.PASS,
            reason=Reason.LABEL_LEAKS if leaks else Reason.HOLDS,
            summary=text,
            observed=most,
            required=self.required,
            n=n,
        )

    def offending(self) -> None:
        return None
