"""Slices with their blocks, as a spec asks for them."""

from __future__ import annotations

from collections.abc import Iterable

from lockgate.gates.blocks import Seen
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of

__all__ = ["seen_of"]


def seen_of(spec: ModelGateSpec, cells: TaskCells, positions: Iterable[int], *, seed: int) -> list[Seen]:
    """Return the slices at some positions, with their blocks where rows depend on each other."""
    without = kind_of(spec.task).without
    if spec.blocks is None:
        return [Seen(cells.slice(at, seed=seed), None, without) for at in positions]
    is_weighed = spec.weight is not None
    parts = cells.blocks()
    return [
        Seen(
            cells.slice(at, seed=seed),
            {block: cells.slice(part, seed=seed) for block, part in parts.get(at, {}).items()},
            without,
            is_weighed,
        )
        for at in positions
    ]
