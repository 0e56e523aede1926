"""One pattern, any of some or all of some: what checks of patterns share."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.errors import ParameterError
from lockgate.scan.combinations import AllOf, AnyOf
from lockgate.scan.predicates import Predicate

__all__ = ["check_one_of", "patterns_words", "violation_of"]


def check_one_of(
    name: str, *, any_of: Sequence[str], all_of: Sequence[str], may_list_empty: bool = False, **single: str
) -> None:
    """Refuse a check of patterns that names none, or names them in two ways.

    Parameters
    ----------
    name : str
        The check.
    any_of, all_of : sequence of str
        The lists; empty where not set.
    may_list_empty : bool, default=False
        Whether an empty pattern may be among them, because it asks something.
    **single : str
        The parameter for one pattern, and its value.

    Raises
    ------
    ParameterError
        If not exactly one of the three is set, or a listed pattern is empty and may not be.
    """
    ((parameter, pattern),) = single.items()
    if sum((bool(pattern), bool(any_of), bool(all_of))) != 1:
        must = f"one of `{parameter}`, `any_of` and `all_of`, not empty"
        raise ParameterError.of(name, parameter, must, pattern)
    if "" in (*any_of, *all_of) and not may_list_empty:
        raise ParameterError.of(name, "any_of" if any_of else "all_of", "patterns that are not empty", "")


def patterns_words(pattern: str, any_of: Sequence[str], all_of: Sequence[str]) -> str:
    """Return the patterns for people.

    Examples
    --------
    >>> patterns_words("", ("^A", "^B"), ())
    'any of ^A, ^B'
    """
    if pattern:
        return pattern
    listed = ", ".join(one or "(empty)" for one in any_of or all_of)
    return f"any of {listed}" if any_of else f"all of {listed}"


def violation_of(parts: Sequence[Predicate], *, is_all: bool, is_forbidden: bool) -> Predicate:
    """Return what is true for a text that offends.

    Parameters
    ----------
    parts : sequence of Predicate
        For each pattern that it does not fit or, where patterns are forbidden, that it fits; at least one.
    is_all, is_forbidden : bool
        Whether all patterns must fit, and whether that must not be so.
    """
    if len(parts) == 1:
        return parts[0]
    # a text violates "any" where it fits none, and "all" where it misses one; forbidden turns both round
    return AnyOf(tuple(parts)) if is_all is not is_forbidden else AllOf(tuple(parts))
