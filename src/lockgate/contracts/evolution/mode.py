"""Which direction of compatibility is asked."""

from __future__ import annotations

from enum import StrEnum

from lockgate.contracts.evolution.change import Effect

__all__ = ["Mode"]


class Mode(StrEnum):
    """Who must be able to work with whose tables.

    ``forward``: each table that satisfies the new contract satisfies the old one, so those who rely on the old
    contract read new tables. ``backward``: each table that satisfies the old contract satisfies the new one, so
    those who rely on the new contract read stored tables. ``full``: both. The transitive modes ask the same of
    every kept version, not of the last one alone.

    Examples
    --------
    >>> Mode.BACKWARD.is_broken_by(Effect.STRONGER), Mode.FORWARD.is_broken_by(Effect.STRONGER)
    (True, False)
    """

    BACKWARD = "backward"
    FORWARD = "forward"
    FULL = "full"
    BACKWARD_TRANSITIVE = "backward-transitive"
    FORWARD_TRANSITIVE = "forward-transitive"
    FULL_TRANSITIVE = "full-transitive"

    @property
    def protects_readers(self) -> bool:
        """Tell whether those who rely on the old contract must be able to read new tables."""
        return not self.value.startswith("backward")

    @property
    def protects_stored(self) -> bool:
        """Tell whether those who rely on the new contract must be able to read stored tables."""
        return not self.value.startswith("forward")

    @property
    def is_transitive(self) -> bool:
        """Tell whether every kept version is asked."""
        return self.value.endswith("transitive")

    @property
    def meaning(self) -> str:
        """Return the mode in a sentence."""
        parts = []
        if self.protects_readers:
            parts.append("those who rely on an old version can read new tables")
        if self.protects_stored:
            parts.append("those who rely on the new version can read stored tables")
        which = "of every kept version" if self.is_transitive else "of the version before"
        return f"{' and '.join(parts)}, {which}"

    def is_broken_by(self, effect: Effect) -> bool:
        """Tell whether a change of this effect breaks what the mode protects."""
        return (self.protects_readers and effect.breaks_readers) or (
            self.protects_stored and effect.breaks_stored
        )
