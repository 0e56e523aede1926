"""Checks of how full the columns of a table are, all in the one scan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.listing import and_more
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill
from lockgate.scan.check import Outcome

__all__ = ["IdleColumnsCheck"]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class IdleColumnsCheck(ABC):
    """Base of checks on columns that tell nothing: a subclass says which do, and which can be judged at all."""

    required: ClassVar[str]
    says_one: ClassVar[str]  # of one such column, or of none
    says_many: ClassVar[str]
    nothing: ClassVar[str]  # why no column can be judged

    columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @abstractmethod
    def can_judge(self, fill: Fill, rows: int) -> bool:
        """Tell whether a column of a table of `rows` rows can be judged."""

    @abstractmethod
    def is_idle(self, fill: Fill) -> bool:
        """Tell whether the column offends."""

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return the fill of the columns."""
        return (ColumnFill(self.columns),)

    def judge(self, states: Sequence[State]) -> Outcome:
        """Fail where a column offends, and name ten of them."""
        (state,) = cast("tuple[ColumnFillState]", states)
        ignored = {name.casefold() for name in self.ignore}
        fills = [fill for fill in state.fills if fill.column.casefold() not in ignored]
        judged = [fill for fill in fills if self.can_judge(fill, state.rows)]
        if not judged:
            return Outcome.no_rows(self.required, what=self.nothing)
        idle = [fill.column for fill in judged if self.is_idle(fill)]
        text = f"none of {len(judged):,} columns {self.says_one}"
        if idle:
            says = self.says_one if len(idle) == 1 else self.says_many
            text = f"{len(idle):,} of {len(judged):,} columns {says}: {and_more(idle, _SHOWN)}"
        return Outcome(
            verdict=Verdict.FAIL if idle else Verdict.PASS,
            reason=Reason.COLUMNS_IDLE if idle else Reason.HOLDS,
            summary=text,
            observed=len(idle),
            required=self.required,
            n=state.rows,
        )

    def offending(self) -> None:
        """Return None: no single row can be blamed."""
        return
