"""Slices with their blocks, as a spec asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lockgate.gates.blocks import Seen
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import SliceView, TaskCells, kind_of

__all__ = ["seen_of"]


def seen_of(spec: ModelGateSpec, cells: TaskCells, positions: Iterable[int], *, seed: int) -> list[Seen]:
    """Return the slices at some positions, with their blocks where rows depend on each other.

    Blocks that weigh nothing tell nothing, and are left out.
    """
    without = kind_of(spec.task).without
    if spec.blocks is None:
        return [Seen(cells.slice(at, seed=seed), None, without) for at in positions]
    parts = cells.blocks()
    return [
        Seen(
            cells.slice(at, seed=seed),
            {block: view for block, view in _views(cells, parts.get(at, {}), seed) if view.n},
            without,
        )
        for at in positions
    ]


def _views(cells: TaskCells, parts: Mapping[int, int], seed: int) -> Iterator[tuple[int, SliceView]]:
    for block, position in parts.items():
        yield block, cells.slice(position, seed=seed)
