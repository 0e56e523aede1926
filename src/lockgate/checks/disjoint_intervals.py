"""Check: intervals begin before they end, and do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.neighbours import NeighbourRows, Neighbours
from lockgate.scan.aggregates.order_breaks import OrderBreaksState
from lockgate.scan.check import Outcome
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["DisjointIntervals", "Gaps"]

Gaps = Literal["allowed", "forbidden", "required"]
"""What lies between the end of an interval and the start of the next."""

_OPERATORS: dict[Gaps, Literal["=", "<", "<="]] = {"allowed": "<=", "forbidden": "=", "required": "<"}
_WORDS = {"allowed": "no overlap", "forbidden": "no overlap and no gap", "required": "a gap between all"}


@dataclass(frozen=True, slots=True)
class DisjointIntervals:
    """Require that intervals, each a row with a start and an end, begin before they end and do not overlap.

    The end does not belong to the interval: the next may start where one ends. Rows with a null in either column are
    not judged. NaN stands in no order, so it violates. A table without a whole interval is ``INCONCLUSIVE``. With
    `group_by` the intervals of each slice are judged by themselves. An interval that starts before all earlier ones
    have ended violates; so does a row that ends before it starts.

    Parameters
    ----------
    start, end : str
        Columns of one kind: both numeric, or both dates or timestamps; not the same.
    gaps : str, default="allowed"
        Whether there may be something between one interval and the next: ``allowed``, ``forbidden``, ``required``.
    empty_ok : bool, default=True
        Whether an interval may end where it starts.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: disjoint_intervals
        start: valid_from
        end: valid_to
        gaps: forbidden

    >>> from lockgate.scan.aggregates.count import Count
    >>> DisjointIntervals("valid_from", "valid_to").judge((OrderBreaksState(9, 1), Count(9))).summary
    '1 of 9 rows (11.1 %) do not satisfy it'
    """

    name: ClassVar[str] = "disjoint_intervals"

    start: str
    end: str
    gaps: Gaps = "allowed"
    empty_ok: bool = True
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ParameterError.of(self.name, "end", "another column than `start`", self.end)
        if self.gaps not in get_args(Gaps):
            raise ParameterError.of(self.name, "gaps", "`allowed`, `forbidden` or `required`", self.gaps)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.start, self.end)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"{self.start} {'<=' if self.empty_ok else '<'} {self.end}, {_WORDS[self.gaps]}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (self._neighbours(), RowCount())  # the count knows slices without any interval

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("OrderBreaksState", states[0])
        return judge_rows(state.steps, state.breaks, required=self.required, tolerance=self.tolerance)

    def offending(self) -> NeighbourRows:
        return NeighbourRows(self._neighbours())

    def _neighbours(self) -> Neighbours:
        backwards = ColumnsDisagree(self.start, "<=" if self.empty_ok else "<", self.end)
        order = (self.start, self.end)
        return Neighbours(self.end, _OPERATORS[self.gaps], self.start, order, alone=backwards, is_running=True)
