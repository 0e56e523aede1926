"""Check: no two columns say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_percent
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.column_pairs import ColumnPair, ColumnPairs, ColumnPairsState
from lockgate.scan.check import Outcome

__all__ = ["DuplicateColumns"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DuplicateColumns:
    """Require that no two columns of one kind have the same values in all rows, or in almost all.

    Null equals null, and NaN equals NaN. Numbers are compared with numbers, other columns with columns of the same
    type. A table without rows, or without two columns of one kind, is ``INCONCLUSIVE``. All pairs share the one
    scan; a table with more than 5,000 pairs needs `columns`.

    Parameters
    ----------
    columns : tuple of str, default=all columns
        The columns to compare with each other.
    slack : float, default=0.0
        Two columns say the same if the fraction of rows in which they differ is at most this, in [0, 1).

    Examples
    --------
    .. code-block:: yaml

        check: duplicate_columns
        slack: 0.001

    >>> table = ColumnPairsState(1_000, (ColumnPair("hour", "due_hour", 0), ColumnPair("hour", "minute", 990)))
    >>> DuplicateColumns().judge((table,)).summary
    '1 of 2 pairs of columns says the same: hour and due_hour'
    """

    name: ClassVar[str] = "duplicate_columns"

    columns: tuple[str, ...] = ()
    slack: float = 0.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.slack < 1.0:
            raise ParameterError.of(self.name, "slack", "in [0, 1)", self.slack)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"columns differ in more than {100 * self.slack:g} % of the rows"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (ColumnPairs(self.columns),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[ColumnPairsState]", states)
        if not state.rows or not state.pairs:
            what = "no two columns of one kind to compare" if state.rows else "no rows to judge"
            return Outcome.no_rows(self.required, what=what)
        same = sorted(
            (pair for pair in state.pairs if pair.differing <= self.slack * state.rows),
            key=lambda pair: pair.differing,
        )
        text = f"no two columns say the same; {len(state.pairs):,} pairs were compared"
        if same:
            verb = "says" if len(same) == 1 else "say"
            shown = and_more([_words(pair, state.rows) for pair in same], _SHOWN, between="; ")
            text = f"{len(same):,} of {len(state.pairs):,} pairs of columns {verb} the same: {shown}"
        return Outcome(
            verdict=Verdict.FAIL if same else Verdict.PASS,
            reason=Reason.COLUMNS_IDLE if same else Reason.HOLDS,
            summary=text,
            observed=len(same),
            required=self.required,
            n=state.rows,
        )

    def offending(self) -> None:
        return None


def _words(pair: ColumnPair, rows: int) -> str:
    share = f" ({format_percent(pair.differing, rows)} of the rows differ)" if pair.differing else ""
    return f"{pair.left} and {pair.right}{share}"
