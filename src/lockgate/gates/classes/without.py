"""The class cells of all blocks of rows but one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from lockgate.gates.cells import SliceCells
from lockgate.gates.cells_without import cells_without
from lockgate.gates.classes.cells import ClassSlice, Counts, Ints

__all__ = ["classes_without"]


def classes_without(groups: Sequence[Sequence[ClassSlice]]) -> Iterator[ClassSlice]:
    """Yield for each group of some disjoint blocks of a slice the class cells of all the others.

    Examples
    --------
    >>> list(classes_without([]))
    []
    """
    parts = [part for group in groups for part in group]
    if not parts:
        return
    joint = _counts_without([[part.joint for part in group] for group in groups])
    ranks = _counts_without([[part.ranks for part in group] for group in groups])
    rest = _rest_without([[part.rest for part in group] for group in groups])
    scores = range(len(parts[0].each))
    each = [list(_rest_without([[part.each[at] for part in group] for group in groups])) for at in scores]
    rows = sum(part.rows for part in parts)
    losses = {need: np.sum([part.losses[need] for part in parts], axis=0) for need in parts[0].losses}
    for at, (group, left, left_ranks, left_rest) in enumerate(zip(groups, joint, ranks, rest, strict=True)):
        own = {need: np.sum([part.losses[need] for part in group], axis=0) for need in losses}
        yield replace(
            group[0],
            joint=left,
            ranks=left_ranks,
            losses={need: total - own[need] for need, total in losses.items()},
            rest=left_rest,
            rows=rows - sum(part.rows for part in group),
            each=tuple(one[at] for one in each),
        )


def _counts_without(groups: Sequence[Sequence[Counts]]) -> Iterator[Counts]:
    stacked = np.concatenate([part.keys for group in groups for part in group])
    stacked[:, 0] = 0  # the slice: each block has a place of its own
    keys, where = np.unique(stacked, axis=0, return_inverse=True)
    sizes = [[len(part.n) for part in group] for group in groups]
    counted: list[Ints] = []
    start = 0
    for group, lengths in zip(groups, sizes, strict=True):
        own = np.zeros(len(keys), dtype=np.int64)
        end = start + sum(lengths)
        np.add.at(own, where.reshape(-1)[start:end], np.concatenate([part.n for part in group]))
        counted.append(own)
        start = end
    total = np.sum(counted, axis=0)
    for own in counted:
        n = total - own
        yield Counts(keys[n > 0], n[n > 0])


def _rest_without(groups: Sequence[Sequence[Sequence[SliceCells]]]) -> Iterator[tuple[SliceCells, ...]]:
    """Yield the binary cells that blocks have several of without each group; nothing where no gate asks for them."""
    several = range(len(groups[0][0]))
    each = [list(cells_without([[part[at] for part in group] for group in groups])) for at in several]
    for at in range(len(groups)):
        yield tuple(left[at] for left in each)
