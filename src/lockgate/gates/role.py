"""What a gate is for: to show that the model is good, or that nothing else broke."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Role"]


class Role(StrEnum):
    """Why a metric is gated; the gates of one role are decided together, as a family.

    Examples
    --------
    >>> Role("guardrail").gates, Role.PRIMARY.gates
    ('guardrail', 'primary gate')
    """

    PRIMARY = "primary"  # what the model is for
    GUARDRAIL = "guardrail"  # what must not break on the way

    @property
    def gates(self) -> str:
        """Return what a gate of this role is called."""
        return "guardrail" if self is Role.GUARDRAIL else "primary gate"
