"""A slice with its blocks, as a spec asks for it."""

from __future__ import annotations

from lockgate.gates.blocks import Seen
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of

__all__ = ["seen_of"]


def seen_of(spec: ModelGateSpec, cells: TaskCells, at: int, *, seed: int) -> Seen:
    """Return the slice at a position, with its blocks where rows depend on each other."""
    blocks = None
    if spec.blocks is not None:
        blocks = [cells.slice(part, seed=seed) for part in cells.blocks().get(at, ())]
    return Seen(cells.slice(at, seed=seed), blocks, kind_of(spec.task).without)
