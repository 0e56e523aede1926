"""How many labels to buy where, so that gates that are still open can be decided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.gates.slicing import SliceKey

__all__ = ["LabelNeed", "LabelPlan", "Purchase", "plan_labels"]


@dataclass(frozen=True, slots=True)
class LabelNeed:
    """What one open gate needs: further rows of each of some slices, drawn at random within it.

    Parameters
    ----------
    gate : str
        The gate, as people call it.
    rows : tuple of (SliceKey, int, int)
        Slice, rows that it has, and further rows that it needs, 1 or more.
    """

    gate: str
    rows: tuple[tuple[SliceKey, int, int], ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """Rows to label, drawn at random from one slice, and how many of the gates that they help to decide name it."""

    slice: SliceKey
    rows: int
    gates: int


@dataclass(frozen=True, slots=True)
class LabelPlan:
    """What to label, and which gates could then be decided."""

    purchases: tuple[Purchase, ...]
    decided: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Return the rows to label."""
        return sum(one.rows for one in self.purchases)


def plan_labels(needs: Sequence[LabelNeed], *, budget: int | None = None) -> LabelPlan:
    """Plan the labels of one table.

    Parameters
    ----------
    needs : sequence of LabelNeed
        Those of the gates that are open.
    budget : int or None, default=None
        Most rows that can be labelled, 0 or more; None to decide every gate.

    Returns
    -------
    LabelPlan
        Without needs, nothing to buy. With a budget the gates that cost least come first.

    Raises
    ------
    ParameterError
        If the budget is negative.

    Notes
    -----
    One row serves every gate on its slice, so a slice needs the largest of what its gates ask. Rows drawn at random
    from a slice are, by their share, rows of each slice within it; they count there, and nowhere else: rows of a part
    are no random sample of the whole. Where many parts ask, it is cheaper to draw from the whole.

    Examples
    --------
    >>> ua, all_rows = (("carrier", "UA"),), ()
    >>> plan = plan_labels([LabelNeed("recall", ((all_rows, 10_000, 1_000),)), LabelNeed("f1", ((ua, 1_000, 300),))])
    >>> [(one.slice, one.rows) for one in plan.purchases]
    [((), 1000), ((('carrier', 'UA'),), 200)]
    """
    if budget is not None and budget < 0:
        raise ParameterError.of("plan_labels", "budget", "0 or more", budget)
    chosen = list(needs) if budget is None else _affordable(needs, budget)
    bought = _bought(chosen)
    purchases = tuple(
        Purchase(key, rows, sum(any(key == one for one, *_ in need.rows) for need in chosen))
        for key, rows in sorted(bought.items())
    )
    names = {id(need) for need in chosen}
    return LabelPlan(
        purchases,
        tuple(need.gate for need in chosen),
        tuple(need.gate for need in needs if id(need) not in names),
    )


def _affordable(needs: Sequence[LabelNeed], budget: int) -> list[LabelNeed]:
    """Return the gates that can be decided, the next one always the one that adds least."""
    chosen: list[LabelNeed] = []
    rest = list(needs)
    while rest:
        costs = [sum(_bought([*chosen, need]).values()) for need in rest]
        at = min(range(len(rest)), key=costs.__getitem__)
        if costs[at] > budget:
            break
        chosen.append(rest.pop(at))
    return chosen


def _bought(needs: Iterable[LabelNeed]) -> dict[SliceKey, int]:
    """Return the rows to buy of each slice, whole before part."""
    wanted: dict[SliceKey, float] = {}
    sizes: dict[SliceKey, int] = {}
    for need in needs:
        for key, n, rows in need.rows:
            wanted[key] = max(wanted.get(key, 0), rows)
            sizes[key] = max(sizes.get(key, 0), n)
    bought: dict[SliceKey, int] = {}
    for key in sorted(wanted, key=lambda one: (len(one), one)):
        parts = [
            (part, sizes[part] / sizes[key])
            for part in wanted
            if sizes[key] and len(part) > len(key) and set(key) < set(part)
        ]
        rows = _cheapest(wanted[key], [(wanted[part], share) for part, share in parts])
        if rows:
            bought[key] = rows
        for part, share in parts:
            wanted[part] = max(0.0, wanted[part] - rows * share)
    return bought


def _cheapest(own: float, parts: Sequence[tuple[float, float]]) -> int:
    """Return how many rows of a whole cost least, its own need met and the rest of each part bought apart."""
    least = math.ceil(own - 1e-9)
    turns = {math.ceil(rows / share) for rows, share in parts if share > 0 and rows > least * share}

    def cost(rows: int) -> float:
        return rows + sum(math.ceil(max(0.0, need - rows * share) - 1e-9) for need, share in parts)

    return min(sorted({least, *turns}), key=cost)
