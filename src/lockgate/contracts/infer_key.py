"""The columns that identify a row of a reference table."""

from __future__ import annotations

from lockgate.contracts.profile import Profile
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState
from lockgate.scan.engine import Session
from lockgate.scan.execute import answer_pass
from lockgate.scan.plan import Pass
from lockgate.scan.schema import LogicalType

__all__ = ["find_key"]

_KINDS = (LogicalType.INTEGER, LogicalType.STRING, LogicalType.DATE, LogicalType.TIMESTAMP)
_MOST = 6
_NEARLY = 0.9  # the approximate distinct count errs by a few percent


def find_key(session: Session, profile: Profile) -> tuple[str, ...]:
    """Return the fewest columns found that have no null and no repeated combination; empty if none are.

    One column is tried where it has nearly as many values as there are rows. Else columns are added until they are
    unique, at most six: the time, then texts, then numbers, those of most values first; what is not needed is
    taken away again.
    A table of fewer than two rows has no key.
    """
    candidates = [
        column.name
        for column in profile.schema.columns
        if column.logical in _KINDS
        and profile.distinct[column.name] > 1
        and all(part.columns[column.name].filled == part.rows for part in profile.parts)
    ]
    if profile.rows < 2:  # noqa: PLR2004 - one row repeats nothing
        return ()
    by_values = sorted(candidates, key=lambda name: -profile.distinct[name])
    singles = [name for name in by_values if profile.distinct[name] >= _NEARLY * profile.rows]
    for name in sorted(singles, key=profile.schema.names.index)[:_MOST]:
        if _is_unique(session, profile, (name,)):
            return (name,)
    time = profile.time.name if profile.time is not None else ""
    kinds = {column.name: column.logical for column in profile.schema.columns}
    # the time, then names and codes, then numbers: these are more often measured than given
    ordered = sorted(by_values, key=lambda name: (name != time, kinds[name] is not LogicalType.STRING))
    for n in range(2, _MOST + 1):
        if len(ordered) >= n and _is_unique(session, profile, tuple(ordered[:n])):
            return _pruned(session, profile, ordered[:n])
    return ()


def _pruned(session: Session, profile: Profile, key: list[str]) -> tuple[str, ...]:
    for name in key[:-1]:
        rest = tuple(other for other in key if other != name)
        if len(rest) > 1 and _is_unique(session, profile, rest):
            key = list(rest)
    return tuple(sorted(key, key=profile.schema.names.index))


def _is_unique(session: Session, profile: Profile, columns: tuple[str, ...]) -> bool:
    request = Request(profile.schema.table, KeyCounts(columns))
    state = answer_pass(Pass(profile.schema, request), session)
    return isinstance(state, KeyCountsState) and state.rows == state.distinct > 0
