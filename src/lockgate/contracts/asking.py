"""Checks by the names that YAML uses, made from values."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lockgate.checks import CHECKS
from lockgate.scan.check import Check

__all__ = ["ask"]


def ask(name: str, **fields: object) -> Check:
    """Build a check from the values of its fields.

    Raises
    ------
    ParameterError
        If the check refuses the values.

    Examples
    --------
    >>> ask("completeness", column="email")
    Completeness(tolerance=Tolerance(rows=0, fraction=0.0), column='email')
    """
    return cast("Callable[..., Check]", CHECKS[name])(**fields)
