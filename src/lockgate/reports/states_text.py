"""Stored states, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.profile import Removable, StoredPartition, StoredState
from lockgate.reports.words import printable, quantity

__all__ = ["garbage_text", "partitions_text", "state_text"]


def partitions_text(partitions: Sequence[StoredPartition]) -> str:
    """Return one line a partition.

    Examples
    --------
    >>> day = StoredPartition(table="flights", name="2013-01-31", rows=842, states=9, size=41_200, digest="5d" * 32)
    >>> print(partitions_text([day]))
    flights  2013-01-31  842 rows  9 states  41.2 kB  5d5d5d5d5d5d
    """
    if not partitions:
        return "no states are stored yet; `lockgate profile` stores them"
    return "\n".join(map(_partition, partitions))


def _partition(one: StoredPartition) -> str:
    name = f"{printable(one.table)}  {printable(one.name)}"
    if one.problem:
        return f"{name}  {printable(one.problem)}"
    rows = quantity(one.rows, "row") if one.rows is not None else "rows not known"
    why = f": {printable(one.why)}" if one.why else ""
    decided = f"  {one.decision.value}{why}" if one.decision is not None else ""
    return f"{name}  {rows}  {quantity(one.states, 'state')}  {one.size / 1_000:,.1f} kB  {one.digest[:12]}{decided}"


def state_text(states: Sequence[StoredState]) -> str:
    """Return one line a state, in the order of what was asked.

    Examples
    --------
    >>> print(state_text([StoredState(asked="all rows", known='{"n": 842}')]))
    all rows  {"n": 842}
    """
    lines = sorted((state.asked, state.known) for state in states)
    return "\n".join(f"{printable(asked)}  {printable(known)}" for asked, known in lines)


def garbage_text(found: Sequence[Removable], *, is_dry: bool) -> str:
    """Return what is removed, or would be, and what is kept and why.

    Examples
    --------
    >>> old = Removable(table="flights", name="2012-01-31", reason="ended on 2012-02-01, more than 400 days ago")
    >>> print(garbage_text([old], is_dry=True))
    would remove  flights  2012-01-31  ended on 2012-02-01, more than 400 days ago
    1 partition would be removed; `lockgate state gc --delete` removes it
    """
    lines = []
    for one in found:
        verb = "keeps" if one.kept_for else "would remove" if is_dry else "removed"
        needed = f"; entry `{printable(one.kept_for)}` judges it" if one.kept_for else ""
        lines.append(f"{verb}  {printable(one.table)}  {printable(one.name)}  {one.reason}{needed}")
    number = sum(not one.kept_for for one in found)
    if not number:
        return "\n".join([*lines, "nothing is to be removed"])
    whole = quantity(number, "partition")
    last = f"{whole} would be removed; `lockgate state gc --delete` removes {'it' if number == 1 else 'them'}"
    return "\n".join([*lines, last if is_dry else f"{whole} removed"])
