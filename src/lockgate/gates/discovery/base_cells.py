"""The cells that the search works on: rows and loss by half and by all columns at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.errors import StateError
from lockgate.gates.discovery_spec import Against, Loss
from lockgate.gates.slice_plan import Cut
from lockgate.gates.weighting import ONE_ROW, Weight
from lockgate.scan.blocks import Block
from lockgate.scan.schema import LogicalType

__all__ = ["BaseCells", "DiscoveryPlan", "Half", "Ints", "base_cells_from_plain", "base_cells_to_plain"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryPlan:
    """What the cells were made from. `types` are those of the columns of `cuts`, `identity` tells rows apart.

    Where rows of an entity depend on each other, `block` is theirs, and `identity` is the entity.
    """

    loss: Loss
    against: Against
    cuts: tuple[Cut, ...]
    types: tuple[LogicalType, ...]
    identity: tuple[str, ...]
    seed: int
    block: Block | None = None
    weight: Weight = ONE_ROW


@dataclass(frozen=True, slots=True, eq=False)
class Half:
    """The cells of one half: a row of `codes` each, with rows, sum and sum of squares of the loss.

    Where rows are weighed `weights` is what the rows of each cell weigh, and the sums are weighed. Where they depend on
    each other `blocks` is the block of each cell.
    """

    codes: Ints
    n: Ints
    sums: Floats
    squares: Floats
    weights: Floats | None = None
    blocks: Ints | None = None

    @property
    def counts(self) -> Floats:
        """Return what the rows of each cell count: as much as they weigh, and together as many as there are."""
        if self.weights is None:
            return self.n.astype(np.float64)
        return self.weights * self.scale

    @property
    def losses(self) -> Floats:
        """Return the sum of the loss of each cell, each row as often as it counts."""
        return self.sums * self.scale

    @property
    def scale(self) -> float:
        """Return the rows that one unit of weight stands for; 1 where rows are not weighed."""
        if self.weights is None:
            return 1.0
        total = float(self.weights.sum())
        return float(self.n.sum()) / total if total > 0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class BaseCells:
    """The cells of both halves.

    Parameters
    ----------
    plan : DiscoveryPlan
        What they were made from.
    rows, distinct : int
        Rows of the table, and how many of them the identity tells apart.
    values : tuple of tuple of str
        The values of each column, sorted; codes are positions in them.
    searched, held : Half
        The half that is searched, and the one that is held back to confirm.
    """

    plan: DiscoveryPlan
    rows: int
    distinct: int
    values: tuple[tuple[str, ...], ...]
    searched: Half
    held: Half

    @property
    def usable(self) -> int:
        """Return the rows that have a loss."""
        return int(self.searched.n.sum() + self.held.n.sum())


def base_cells_to_plain(cells: BaseCells) -> dict[str, Any]:
    """Write cells as plain JSON; equal cells give equal documents."""
    return {
        "version": _VERSION,
        "plan": to_plain(cells.plan),
        "rows": cells.rows,
        "distinct": cells.distinct,
        "values": [list(values) for values in cells.values],
        "searched": _half_to_plain(cells.searched),
        "held": _half_to_plain(cells.held),
    }


def base_cells_from_plain(plain: object) -> BaseCells:
    """Read back what `base_cells_to_plain` wrote.

    Raises
    ------
    StateError
        If the document is of another version or does not fit.
    """
    if not isinstance(plain, Mapping) or plain.get("version") != _VERSION:
        raise StateError.unreadable("discovery", f"not a document of version {_VERSION}")
    known = cast("Mapping[str, Any]", plain)
    try:
        values = tuple(tuple(str(value) for value in one) for one in known["values"])
        plan = from_plain(DiscoveryPlan, known["plan"])
        return BaseCells(
            plan=plan,
            rows=int(known["rows"]),
            distinct=int(known["distinct"]),
            values=values,
            searched=_half_from_plain(known["searched"], values, plan, is_held=False),
            held=_half_from_plain(known["held"], values, plan, is_held=True),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, StateError):
            raise
        raise StateError.unreadable("discovery", str(error)) from error


def _half_to_plain(half: Half) -> dict[str, Any]:
    names = ["n", "sums", "squares"]
    names += [name for name in ("weights", "blocks") if getattr(half, name) is not None]
    return {"codes": half.codes.T.tolist(), **{name: getattr(half, name).tolist() for name in names}}


def _half_from_plain(
    plain: Mapping[str, Any], values: tuple[tuple[str, ...], ...], plan: DiscoveryPlan, *, is_held: bool
) -> Half:
    """Return a half; a document that was cut or edited must never lead to a verdict."""
    n = np.asarray(plain["n"], dtype=np.int64)
    codes = np.asarray(plain["codes"], dtype=np.int64).reshape(len(values), n.size).T
    sums, squares = (np.asarray(plain[name], dtype=np.float64) for name in ("sums", "squares"))
    sizes = np.array([len(one) for one in values])
    weights = np.asarray(plain["weights"], dtype=np.float64) if plan.weight.column else None
    blocks = np.asarray(plain["blocks"], dtype=np.int64) if plan.block is not None and is_held else None
    counted = [column for column in (weights, blocks) if column is not None]
    columns = [sums, squares, *counted]
    is_whole = all(column.shape == n.shape and np.isfinite(column).all() for column in columns)
    is_inside = (n >= 1).all() and (codes < sizes).all() and all((one >= 0).all() for one in (codes, *counted))
    if not (is_whole and is_inside):
        message = "cells of different lengths, or out of range"
        raise ValueError(message)
    return Half(codes, n, sums, squares, weights, blocks)
