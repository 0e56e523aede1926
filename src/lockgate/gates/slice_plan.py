"""Which slices rows were cut into, whatever was then counted in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from lockgate.domain.requirement import format_value
from lockgate.gates.slicing import SliceKey
from lockgate.scan.blocks import Block

__all__ = ["Cut", "SlicePlan", "Sliced"]


@dataclass(frozen=True, slots=True)
class Cut:
    """One column that rows are cut by, with its bin edges if it is cut by number.

    `edges` are ascending; None to cut by value. `values` are those that must occur; empty for any. `block` is
    given where rows are cut to see how much those that depend on each other differ, not to be judged.
    """

    column: str
    edges: tuple[float, ...] | None = None
    values: tuple[str, ...] = ()
    block: Block | None = None

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
        return tuple((cut.column, value) for cut, value in zip(cuts, values, strict=True))

    def missing(self) -> Iterator[SliceKey]:
        """Yield the slices that the plan names and that have no rows."""
        present = set(self.keys)
        for position, members in enumerate(self.plan.sets):
            cuts = [self.plan.cuts[member] for member in members]
            if any(cut.block is not None for cut in cuts):
                continue
            for at, cut in enumerate(cuts):
                for value in cut.values:
                    found = any(
                        set_position == position and values[at] == value for set_position, values in present
                    )
                    if not found:
                        yield ((cut.column, value),)

    def is_judged(self, position: int) -> bool:
        """Tell whether the slice at a position is one that the plan asks for."""
        set_position, values = self.keys[position]
        cuts = [self.plan.cuts[cut] for cut in self.plan.sets[set_position]]
        return all(
            cut.block is None and (not cut.values or value in cut.values)
            for cut, value in zip(cuts, values, strict=True)
        )

    def blocks(self) -> dict[int, tuple[int, ...]]:
        """Return for each slice the positions of its blocks, in their order; empty where rows stand for themselves."""
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
        return {slice_at: tuple(at for _, at in sorted(parts)) for slice_at, parts in found.items()}
