"""Texts in which Python's regular expressions are found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError

__all__ = ["RegexRule"]


@dataclass(frozen=True, slots=True)
class RegexRule:
    """Texts in which an expression of Python's ``re`` is found.

    Parameters
    ----------
    expressions : tuple of str
        One or more expressions.
    is_all : bool, default=False
        Whether each must be found, not only one.
    is_forbidden : bool, default=False
        Whether that must not be so instead.

    Raises
    ------
    ParameterError
        If one cannot be read.

    Examples
    --------
    >>> rule = RegexRule((r"(?<=A)B",))
    >>> rule.accepts("AB"), rule.accepts("B")
    (True, False)
    """

    expressions: tuple[str, ...]
    is_all: bool = False
    is_forbidden: bool = False

    def __post_init__(self) -> None:
        for expression in self.expressions:
            try:
                re.compile(expression)
            except (re.error, RecursionError, OverflowError) as error:
                must = f"a regular expression of Python ({error})"
                raise ParameterError.of("python_pattern", "regex", must, expression) from error

    @property
    def words(self) -> str:
        """Return what an accepted text is."""
        verb = "does not match" if self.is_forbidden else "matches"
        joint = " and " if self.is_all else " or "
        return f"{verb} {joint.join(self.expressions)}"

    def accepts(self, value: str) -> bool:
        """Tell whether a text is accepted."""
        found = (re.search(expression, value) is not None for expression in self.expressions)
        return (all(found) if self.is_all else any(found)) != self.is_forbidden
