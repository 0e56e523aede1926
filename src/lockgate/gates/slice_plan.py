"""Which slices rows were cut into, whatever was then counted in each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from lockgate.domain.requirement import format_value
from lockgate.gates.slicing import SliceKey
from lockgate.scan.blocks import Block

__all__ = ["LOOKED_AT", "Cut", "SlicePlan", "Sliced", "stands_alone"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One thing that rows are cut by, with its bin edges if it is cut by number.

    `column` is as the table spells it, empty where rows are cut by `where` or `expression`; `name` is what it is
    called where that is not the column. `edges` are ascending; None to cut by value. `values` are those that are
    judged and must occur; empty for any. The bins of edges that are `fixed`, or those of a tree, must occur too. `tree`
    is the number of leaves where the edges are those of a tree; `identity` then tells rows apart, half of which are
    not judged. `block` is given where rows are cut to see how much those that depend on each other differ, not to be
    judged.
    """

    column: str
    edges: tuple[float, ...] | None = None
    values: tuple[str, ...] = ()
    name: str = ""
    where: str = ""
    expression: str = ""
    every: str = ""
    fixed: bool = False
    tree: int = 0
    identity: tuple[str, ...] = ()
    block: Block | None = None

    @property
    def called(self) -> str:
        """Return what it is called in findings."""
        return self.name or self.column

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the names of the bins, ascending; empty when cut by value.

        Examples
        --------
        >>> Cut("distance", (500.0, 1_000.0)).labels
        ('below 500', '500 to below 1000', '1000 and above')
        """
        if self.edges is None:
            return ()
        if not self.edges:
            return ("all",)
        text = [format_value(edge) for edge in self.edges]
        inner = [f"{low} to below {high}" for low, high in pairwise(text)]
        return (f"below {text[0]}", *inner, f"{text[-1]} and above")

    @property
    def required(self) -> tuple[str, ...]:
        """Return the values that must have rows.

        Examples
        --------
        >>> Cut("distance", (500.0,), fixed=True).required
        ('below 500', '500 and above')
        """
        return self.labels if self.fixed or self.tree else self.values


LOOKED_AT = "(looked at)"
"""The value of rows in which the edges of a tree were found: they are not judged by them."""


def _is_judged(cut: Cut, value: str) -> bool:
    if cut.block is not None:
        return False
    return value in cut.values if cut.values else value != LOOKED_AT or not cut.tree


class SlicePlan(Protocol):
    """A plan that cuts rows: `sets` are the crossed cuts by position; the first is empty, all rows."""

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Return the columns that rows are cut by."""
        ...

    @property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        """Return the crossed cuts, by position."""
        ...


def stands_alone(plan: SlicePlan, weight: str) -> bool:
    """Tell whether each row of a plan stands for itself: it is not weighed, and belongs to no block."""
    return not weight and all(cut.block is None for cut in plan.cuts)


class Sliced:
    """What the cells of every task know about their slices.

    `keys` has for each slice the position of its slice set and its values; ascending, the first is all rows.
    """

    __slots__ = ()

    plan: SlicePlan
    keys: tuple[tuple[int, tuple[str, ...]], ...]

    def key(self, position: int) -> SliceKey:
        """Return column and value pairs of the slice at a position in `keys`."""
        set_position, values = self.keys[position]
        cuts = [self.plan.cuts[cut] for cut in self.plan.sets[set_position]]
        return tuple((cut.called, value) for cut, value in zip(cuts, values, strict=True))

    def missing(self, sets: Collection[int]) -> Iterator[SliceKey]:
        """Yield the slices of some sets, by position, that the plan names and that have no rows."""
        present = {(position, at, value) for position, values in self.keys for at, value in enumerate(values)}
        for position, members in ((at, self.plan.sets[at]) for at in sorted(sets)):
            for at, cut in enumerate(self.plan.cuts[member] for member in members):
                for value in cut.required:
                    if (position, at, value) not in present:
                        yield ((cut.called, value),)

    def values_of(self, called: str) -> tuple[str, ...]:
        """Return the values that rows have of what is cut by value, ascending; none of what is cut otherwise."""
        found = set()
        for position, values in self.keys:
            for member, value in zip(self.plan.sets[position], values, strict=True):
                cut = self.plan.cuts[member]
                if cut.called == called and cut.edges is None and not cut.where and cut.block is None:
                    found.add(value)
        return tuple(sorted(found))

    def is_judged(self, position: int) -> bool:
        """Tell whether the slice at a position is one that the plan asks for."""
        set_position, values = self.keys[position]
        cuts = [self.plan.cuts[cut] for cut in self.plan.sets[set_position]]
        return all(_is_judged(cut, value) for cut, value in zip(cuts, values, strict=True))

    def blocks(self) -> dict[int, dict[int, int]]:
        """Return for each slice the position of each of its blocks, in their order.

        Empty where rows stand for themselves. A block has the same number in every slice.
        """
        where = {key: position for position, key in enumerate(self.keys)}
        found: dict[int, list[tuple[int, int]]] = {}
        for position, (set_position, values) in enumerate(self.keys):
            members = self.plan.sets[set_position]
            named = list(zip(members, values, strict=True))
            block = next((value for cut, value in named if self.plan.cuts[cut].block is not None), None)
            if block is not None:
                rest = [(cut, value) for cut, value in named if self.plan.cuts[cut].block is None]
                of = self.plan.sets.index(tuple(cut for cut, _ in rest)), tuple(value for _, value in rest)
                found.setdefault(where[of], []).append((int(block), position))
        return {slice_at: dict(sorted(parts)) for slice_at, parts in found.items()}
