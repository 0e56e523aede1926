"""The freshness of a source: how old its newest row may be before dbt warns, and before it fails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.domain.verdict import Severity
from lockgate.interchange.importers.dbt.tests import UntranslatedError
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["freshness_items"]

_PERIODS = {"minute": 60, "hour": 3600, "day": 86_400}
_LEVELS = {"error_after": Severity.BLOCKING, "warn_after": Severity.WARNING}


def freshness_items(said: Mapping[str, Any], column: str) -> list[SuiteItem]:
    """Return a check for each of ``error_after`` and ``warn_after``.

    Parameters
    ----------
    said : mapping
        The value of ``freshness``: ``warn_after``, ``error_after`` and ``filter``.
    column : str
        The value of ``loaded_at_field``, a column.

    Raises
    ------
    UntranslatedError
        If there is no such column, or a length of time cannot be read.

    Examples
    --------
    >>> (item,) = freshness_items({"error_after": {"count": 2, "period": "day"}}, "loaded_at")
    >>> item.check.required, item.severity.value
    ('at most 2d old', 'blocking')
    """
    limits = {key: said[key] for key in _LEVELS if isinstance(said.get(key), Mapping) and said[key]}
    if not column.isidentifier():
        message = "the age is not that of a column (`loaded_at_field`)"
        raise UntranslatedError(message)
    rows = str(said.get("filter") or "").strip()
    where = Expression(rows) if rows else None
    return [
        SuiteItem(
            check=ask("freshness", column=column, max_age=_age(key, limit)),
            where=where,
            severity=_LEVELS[key],
        )
        for key, limit in limits.items()
    ]


def _age(key: str, limit: Mapping[str, Any]) -> timedelta:
    count, period = limit.get("count"), limit.get("period")
    if isinstance(count, bool) or not isinstance(count, int) or period not in _PERIODS:
        message = f"`{key}` must have a `count` and a `period` of {', '.join(_PERIODS)}, got {dict(limit)!r}"
        raise UntranslatedError(message)
    return timedelta(seconds=count * _PERIODS[str(period)])
