"""What time the run has: answered by the clock, kept as a state so that a verdict replays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

__all__ = ["Now", "NowState"]


@dataclass(frozen=True, slots=True)
class NowState:
    """The instant of the run, timezone-aware."""

    kind: ClassVar[str] = "now"

    instant: datetime

    def merge(self, other: NowState) -> NowState:
        return max(self, other, key=lambda state: state.instant)


@dataclass(frozen=True, slots=True)
class Now:
    """Ask what time it is."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ()
