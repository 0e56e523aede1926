"""The cells of all blocks of rows but one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from lockgate.gates.cells import SUMS, Floats, Ints, JointCells, RankCells, SliceCells

__all__ = ["cells_without"]

_BUCKETS = 64  # more than there are coarse buckets
_FINE = 8_192  # more than there are fine buckets


def cells_without(groups: Sequence[Sequence[SliceCells]]) -> Iterator[SliceCells]:
    """Yield for each group of some disjoint blocks of a slice the cells of all the others.

    Parameters
    ----------
    groups : sequence of sequences of SliceCells
        The blocks, counted alike.

    Examples
    --------
    >>> list(cells_without([]))
    []
    """
    parts = [part for group in groups for part in group]
    if not parts:
        return
    joint, joint_at = np.unique(np.concatenate([_joint_key(part.joint) for part in parts]), return_index=True)
    ranks, rank_at = np.unique(np.concatenate([_rank_key(part.ranks) for part in parts]), return_index=True)
    columns = [np.concatenate(column)[joint_at] for column in zip(*map(_joint_columns, parts), strict=True)]
    rank_columns = [np.concatenate(column)[rank_at] for column in zip(*map(_rank_columns, parts), strict=True)]
    counted = [_added(group, joint, ranks) for group in groups]
    all_n, all_sums, all_ranks = (np.sum(found, axis=0) for found in zip(*counted, strict=True))
    rows = sum(part.rows for part in parts)
    for group, (own_n, own_sums, own_ranks) in zip(groups, counted, strict=True):
        n, sums, rank_n = all_n - own_n, all_sums - own_sums, all_ranks - own_ranks
        used, used_ranks = n > 0, rank_n > 0
        yield replace(
            group[0],
            joint=JointCells.of([column[used] for column in columns], n[used], sums[used]),
            ranks=RankCells.of([column[used_ranks] for column in rank_columns], rank_n[used_ranks]),
            rows=rows - sum(part.rows for part in group),
        )


def _added(group: Sequence[SliceCells], joint: Ints, ranks: Ints) -> tuple[Ints, Floats, Ints]:
    """Return the rows and sums of a group in each joint cell, and its rows in each rank cell."""
    n, rank_n = np.zeros(len(joint), dtype=np.int64), np.zeros(len(ranks), dtype=np.int64)
    sums = np.zeros((len(joint), len(SUMS)))
    for part in group:
        where = np.searchsorted(joint, _joint_key(part.joint))
        n[where] += part.joint.n
        sums[where] += part.joint.sums
        rank_n[np.searchsorted(ranks, _rank_key(part.ranks))] += part.ranks.n
    return n, sums, rank_n


def _joint_columns(part: SliceCells) -> tuple[Ints, ...]:
    joint = part.joint
    flags, buckets = (
        (joint.flagged_baseline, joint.flagged_candidate),
        (joint.bucket_baseline, joint.bucket_candidate),
    )
    return (joint.slice, joint.positive, *flags, *buckets)


def _rank_columns(part: SliceCells) -> tuple[Ints, ...]:
    return part.ranks.slice, part.ranks.model, part.ranks.positive, part.ranks.bucket


def _joint_key(joint: JointCells) -> Ints:
    flags = (joint.positive * 2 + joint.flagged_baseline) * 2 + joint.flagged_candidate
    key: Ints = (flags * _BUCKETS + joint.bucket_baseline) * _BUCKETS + joint.bucket_candidate
    return key


def _rank_key(ranks: RankCells) -> Ints:
    key: Ints = (ranks.model * 2 + ranks.positive) * _FINE + ranks.bucket
    return key
