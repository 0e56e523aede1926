"""Check: how evenly rows spread over the values of a key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Entropy", "Unit"]

Unit = Literal["nats", "bits", "share"]
"""What entropy is measured in."""


@dataclass(frozen=True, slots=True)
class Entropy(StatisticCheck):
    """Require the Shannon entropy of the values of a column, or of several together.

    0 where all rows have one value, greatest where all values are equally frequent. A row with a null is left out;
    NaN is a value. A table without a value is ``INCONCLUSIVE``. The plain estimate from the shares of the values
    (scipy's ``entropy``, Deequ's ``Entropy``). Takes a pass of its own.

    Parameters
    ----------
    requirement : Requirement
        What the entropy must satisfy, 0 or more.
    columns : tuple of str
        One column or more.
    unit : str, default="nats"
        ``nats``, ``bits``, or ``share``: of the greatest entropy that so many values can have, in [0, 1]; one value
        has the share 0.

    Examples
    --------
    .. code-block:: yaml

        check: entropy
        columns: [carrier]
        unit: bits
        mustBeGreaterThan: 2

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> even = FrequenciesState(rows=8, values=4, singles=0, most=2, least=2, entropy=1.38629436112)
    >>> Entropy(Requirement.at_least(1), ("carrier",), "bits").judge((even, Count(8))).summary
    'entropy 2'
    """

    name: ClassVar[str] = "entropy"
    says: ClassVar[str] = "entropy"

    columns: tuple[str, ...]
    unit: Unit = "nats"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not self.columns:
            raise ParameterError.of(self.name, "columns", "at least one column", [])
        if self.unit not in get_args(Unit):
            raise ParameterError.of(self.name, "unit", "`nats`, `bits` or `share`", self.unit)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Frequencies(self.columns), RowCount())  # the count knows slices without any value

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        state = cast("FrequenciesState", states[0])
        if not state.rows:
            return None, 0
        scale = {"nats": 1.0, "bits": math.log(2), "share": math.log(state.values) or 1.0}[self.unit]
        return round_float(state.entropy / scale), state.rows
