"""What rows are cut by, from its node."""

from __future__ import annotations

from lockgate.documents.binding import bind
from lockgate.documents.node import Node, Sequence
from lockgate.domain.errors import Problem
from lockgate.gates.slicing import Dimension, SliceSet

__all__ = ["read_slice"]


def read_slice(node: Node, problems: list[Problem]) -> SliceSet:
    """Return a column, or several that are crossed; mistakes are left out and told."""
    parts = node.items if isinstance(node, Sequence) else (node,)
    found = [bind(Dimension, part, problems) for part in parts]
    return tuple(dimension for dimension in found if dimension is not None)
