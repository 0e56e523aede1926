"""A slice that is pinned: what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.slicing import Dimension

__all__ = ["PinnedSlice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedSlice:
    """A slice that every later release must pass.

    Parameters
    ----------
    name : str
        What it is called in findings.
    where : str
        The condition in SQL that picks its rows.
    why : str, default=none
        Why it is watched.
    seen : str, default=none
        What the search saw when it was pinned.

    Raises
    ------
    ParameterError, ExpressionError
        If the name is empty, or the condition is not one that a slice may have.
    """

    name: str
    where: str
    why: str = ""
    seen: str = ""

    def __post_init__(self) -> None:
        _ = self.dimension

    @property
    def dimension(self) -> Dimension:
        """Return it as a model gate cuts rows."""
        return Dimension(name=self.name, where=self.where)
