"""The root of all errors, and the one that means "decided no"."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["LockgateError", "VerdictError"]


class LockgateError(Exception):
    """Base of all errors.

    Parameters
    ----------
    code : str
        Permanent code, such as ``LG201``.
    where : str
        The function, file, table or entry concerned.
    text : str
        What must hold and what was got, one sentence without the final period.
    hint : str, default=""
        What to do next.
    """

    def __init__(self, code: str, where: str, text: str, hint: str = "") -> None:
        super().__init__(code, where, text, hint)
        self.code = code
        self.where = where
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        message = f"[{self.code}] {self.where}: {self.text}."
        return f"{message}\n  hint: {self.hint}" if self.hint else message


class VerdictError(LockgateError, AssertionError):
    """A verdict that had to be ``PASS`` is not; the only error that means "decided no"."""

    @classmethod
    def of(cls, subject: str, verdict: str, red: Sequence[str]) -> VerdictError:
        """Name the verdict and up to five red lines."""
        shown = "; ".join(red[:5])
        rest = f"; and {len(red) - 5} more" if len(red) > 5 else ""  # noqa: PLR2004 - at most five lines
        return cls("LG103", subject, f"the verdict is {verdict}: {shown}{rest}")
