"""Which values a column may have: by contract, or by what was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lockgate.checks.allowed_values import AllowedValues
from lockgate.checks.completeness import Completeness
from lockgate.checks.range import Range
from lockgate.domain.verdict import Severity
from lockgate.probes.rows import Column, Rows, is_missing, is_numeric
from lockgate.scan.suite import Suite

__all__ = [
    "Case",
    "Domain",
    "Search",
    "domain_of",
    "domains_by_contract",
    "domains_of",
    "narrowed",
]

Case = Mapping[str, object]
"""One row: a value, or None, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Which values a column may have.

    Parameters
    ----------
    lowest, highest : float or None, default=None
        Of numbers, the range; None where the end is not known.
    values : tuple, default=()
        The values that there are; empty where any will do.
    is_whole : bool, default=False
        Whether numbers are whole ones.
    may_be_missing : bool, default=True
        Whether a value may be missing.
    """

    lowest: float | None = None
    highest: float | None = None
    values: tuple[object, ...] = ()
    is_whole: bool = False
    may_be_missing: bool = True


Search = Callable[[Mapping[str, Domain], Callable[[Case], bool], int, int], Case | None]
"""Looks for the smallest row of some domains that breaks a property, in so many examples, from a seed."""

_MOST_VALUES = 50


def domain_of(column: Column) -> Domain:
    """Return what was seen of a column: the range of numbers, or the values of anything else, at most 50.

    Examples
    --------
    >>> domain_of(np.array([3, 1]))
    Domain(lowest=1.0, highest=3.0, values=(), is_whole=True, may_be_missing=False)
    """
    missing = is_missing(column)
    there = column[~missing]
    may_be_missing = bool(missing.any())
    if is_numeric(column):
        finite = there[np.isfinite(there)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (None, None)
        is_whole = bool((finite == np.round(finite)).all()) and finite.size > 0
        return Domain(lowest=low, highest=high, is_whole=is_whole, may_be_missing=may_be_missing)
    values = tuple(np.unique(there).tolist()) if column.dtype.kind != "M" else tuple(np.unique(there))
    return Domain(values=values[:_MOST_VALUES], may_be_missing=may_be_missing)


def domains_by_contract(suite: Suite | None) -> dict[str, Domain]:
    """Return what the blocking checks of a contract say of its columns; nothing where there is no contract."""
    found: dict[str, Domain] = {}
    for item in suite.items if suite is not None else ():
        if item.severity is Severity.BLOCKING and item.where is None:
            for name, domain in _said(item.check):
                found[name] = narrowed(found.get(name, Domain()), domain)
    return found


def _said(check: object) -> list[tuple[str, Domain]]:
    if isinstance(check, Range):
        ends = [float(end) if isinstance(end, int | float) else None for end in (check.min, check.max)]
        return [(check.column, Domain(lowest=ends[0], highest=ends[1]))]
    if isinstance(check, AllowedValues):
        return [(check.column, Domain(values=tuple(check.values)))]
    if isinstance(check, Completeness):
        return [(check.column, Domain(may_be_missing=False))]
    return []


def narrowed(domain: Domain, by: Domain) -> Domain:
    """Return what two statements say together; the second wins where both name an end or values.

    Examples
    --------
    >>> seen, agreed = Domain(lowest=1, highest=9, may_be_missing=False), Domain(lowest=0)
    >>> narrowed(seen, agreed).lowest, narrowed(seen, agreed).highest
    (0, 9)
    """
    return Domain(
        lowest=domain.lowest if by.lowest is None else by.lowest,
        highest=domain.highest if by.highest is None else by.highest,
        values=by.values or domain.values,
        is_whole=domain.is_whole or by.is_whole,
        may_be_missing=domain.may_be_missing and by.may_be_missing,
    )


def domains_of(rows: Rows, names: tuple[str, ...], agreed: Mapping[str, Domain]) -> dict[str, Domain]:
    """Return the domain of each column: what was seen, and what a contract says more.

    What a contract allows is more than what was seen: a column without nulls may have them, unless that is agreed.
    """
    found = {}
    for name in names:
        seen, said = domain_of(rows[name]), agreed.get(name)
        found[name] = seen if said is None else narrowed(_open(seen), said)
    return found


def _open(seen: Domain) -> Domain:
    return Domain(lowest=seen.lowest, highest=seen.highest, values=seen.values, is_whole=seen.is_whole)
