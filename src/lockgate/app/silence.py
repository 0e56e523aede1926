"""Progress that nobody watches."""

from __future__ import annotations

__all__ = ["Silence"]


class Silence:
    """Takes every report of progress and says nothing."""

    def stage(self, name: str, entries: int) -> None:
        """Hear that a stage begins."""

    def entry(self, stage: str, name: str, kind: str) -> None:
        """Hear that an entry begins."""

    def fraction(self, name: str, done: float) -> None:
        """Hear how far an entry is."""

    def entry_done(self, stage: str, name: str) -> None:
        """Hear that an entry has ended."""
