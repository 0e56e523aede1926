"""Check: few values lie far from the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.outliers import Method, OutlierRows, Outliers, OutliersState, Side
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["OutlierRowsCheck"]

_FACTORS: dict[Method, float] = {"z": 3.0, "iqr": 1.5, "mad": 3.5}
_WORDS: dict[Method, str] = {
    "z": "standard deviations from the mean",
    "iqr": "interquartile ranges beyond the quartiles",
    "mad": "scaled median absolute deviations from the median",
}
_FEWEST = 3
_WITH_A_SPREAD = 2


@dataclass(frozen=True, slots=True)
class OutlierRowsCheck:
    """Require that no value lies far from the others of its column, by one of three measures.

    Nulls are not judged. If NaN or an infinity is among the values, or there are fewer than `min_values`, the measure
    is undefined and the check ``INCONCLUSIVE``; a column without any value is so too. A value at the bound holds,
    unless the bounds are `exclusive`. With `group_by` each slice has bounds of its own. Bounds move with the data: one
    value far away widens those of ``z`` and hides others, which ``iqr`` and ``mad`` withstand; a `range` that is agreed
    on is the better contract. Bounds and count take one pass; states of parts cannot be merged.

    Parameters
    ----------
    column : str
        A numeric column.
    method : str, default="iqr"
        ``z``: mean and sample standard deviation; ``iqr``: quartiles (interpolated) and the range between them, after
        Tukey; ``mad``: median and median absolute deviation, scaled by 1.4826 to a normal standard deviation.
    factor : float, default=3 for z, 1.5 for iqr, 3.5 for mad
        How far is far: more than 0, or on one side of ``z`` any number.
    side : str, default="both"
        ``both``, ``lower`` or ``upper``: on which side values may not be far.
    min_values : int, default=3
        Fewer values than these, at least two, have no measure.
    exclusive : bool, default=False
        Whether a value at the bound is far too; where all values are equal, none is.
    tolerance : Tolerance, default=no row
        How many rows may be far.

    Examples
    --------
    .. code-block:: yaml

        check: outlier_rows
        column: distance
        method: mad
        tolerance: 1 %

    >>> from lockgate.scan.aggregates.count import Count
    >>> outcome = OutlierRowsCheck("x").judge((OutliersState(100, 2, 0, -4.5, 12.5), Count(100)))
    >>> outcome.summary, outcome.seen
    ('2 of 100 rows (2 %) lie farther', 'bounds -4.5 to 12.5')
    """

    name: ClassVar[str] = "outlier_rows"

    column: str
    method: Method = "iqr"
    factor: float | None = None
    side: Side = "both"
    min_values: int = _FEWEST
    exclusive: bool = False
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.method not in get_args(Method):
            raise ParameterError.of(self.name, "method", "`z`, `iqr` or `mad`", self.method)
        if self.side not in get_args(Side):
            raise ParameterError.of(self.name, "side", "`both`, `lower` or `upper`", self.side)
        may_be_any = self.method == "z" and self.side != "both"
        if self.factor is not None and not (math.isfinite(self.factor) and (may_be_any or self.factor > 0)):
            raise ParameterError.of(self.name, "factor", "a number of more than 0", self.factor)
        if self.min_values < _WITH_A_SPREAD:
            raise ParameterError.of(self.name, "min_values", "2 or more", self.min_values)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return (
            f"{'less than' if self.exclusive else 'at most'} {format_value(self._factor)} {_WORDS[self.method]}"
        )

    @property
    def _factor(self) -> float:
        return _FACTORS[self.method] if self.factor is None else self.factor

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (self._outliers(), RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        found = cast("OutliersState", states[0])
        if not found.n and not found.not_finite:
            return Outcome.no_rows(self.required, what="no row has a value to judge")
        bounds = [end for end in (found.lower, found.upper) if end is not None]
        if found.not_finite or found.n < self.min_values or not all(map(math.isfinite, bounds)):
            return Outcome(
                verdict=Verdict.INCONCLUSIVE,
                reason=Reason.STATISTIC_UNDEFINED,
                summary="the bounds are undefined: the column has NaN or infinite values, or too few values",
                required=self.required,
                n=found.n,
                hint="add the check `finite` to find such values",
            )
        outcome = judge_rows(
            found.n, found.outliers, required=self.required, tolerance=self.tolerance, failing="lie farther"
        )
        ends = " to ".join("" if end is None else format_value(end) for end in (found.lower, found.upper))
        return replace(outcome, seen=f"bounds {ends}".rstrip()) if found.outliers else outcome

    def offending(self) -> OutlierRows:
        return OutlierRows(self._outliers())

    def _outliers(self) -> Outliers:
        return Outliers(self.column, self.method, self._factor, self.side, is_exclusive=self.exclusive)
