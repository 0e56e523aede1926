"""What the process tells its caller."""

from __future__ import annotations

from enum import IntEnum

from lockgate.domain.errors import (
    DocumentError,
    ExpressionError,
    LockgateError,
    MissingExtraError,
    ParameterError,
)
from lockgate.domain.verdict import Verdict

__all__ = ["ExitCode", "exit_code_of"]


class ExitCode(IntEnum):
    """0 pass, 1 fail, 2 usage, 3 inconclusive, 4 error."""

    PASS = 0
    FAIL = 1
    USAGE = 2
    INCONCLUSIVE = 3
    ERROR = 4


_OF_VERDICT = {
    Verdict.PASS: ExitCode.PASS,
    Verdict.FAIL: ExitCode.FAIL,
    Verdict.INCONCLUSIVE: ExitCode.INCONCLUSIVE,
    Verdict.ERROR: ExitCode.ERROR,
}

_REFUSED = ("LG612", "LG614", "LG615")
"""Codes of migrations that were tried, judged, and not published: they are answers, not accidents."""

_MISTAKES = ("LG320", "LG325", "LG326")
"""Codes of mistakes in a version, or in the files of a migration; other errors of these kinds are about data."""

_USAGE = (DocumentError, ParameterError, ExpressionError, MissingExtraError)


def exit_code_of(outcome: Verdict | LockgateError) -> ExitCode:
    """Return the exit code of a verdict, or of an error that kept one from being reached.

    Examples
    --------
    >>> exit_code_of(Verdict.INCONCLUSIVE)
    <ExitCode.INCONCLUSIVE: 3>
    """
    if isinstance(outcome, Verdict):
        return _OF_VERDICT[outcome]
    if outcome.code in _REFUSED:
        return ExitCode.FAIL
    is_mistake = isinstance(outcome, _USAGE) or outcome.code in _MISTAKES
    return ExitCode.USAGE if is_mistake else ExitCode.ERROR
