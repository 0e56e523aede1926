"""The time, as something that is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from lockgate.domain.errors import ParameterError

__all__ = ["Clock", "FixedClock"]


class Clock(Protocol):
    """Tells the time; everything that needs ``now`` asks one of these."""

    def now(self) -> datetime:
        """Return the present instant, timezone-aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for ``--now``, replays and tests.

    Parameters
    ----------
    instant : datetime
        What it shows; must be timezone-aware.

    Examples
    --------
    >>> FixedClock(datetime(2013, 7, 1, tzinfo=UTC)).now().isoformat()
    '2013-07-01T00:00:00+00:00'
    """

    instant: datetime

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None:
            raise ParameterError.of("FixedClock", "instant", "a timezone-aware datetime", self.instant)

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return self.instant.astimezone(UTC)
