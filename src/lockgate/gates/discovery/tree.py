"""Bins of a number whose edges separate high from low loss, found on the half that is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

import numpy as np
from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.gates.discovery.base_cells import DiscoveryPlan
from lockgate.gates.discovery.query import base_query
from lockgate.gates.discovery_spec import Against, losses_of
from lockgate.gates.halves import identity_of, row_hash_sql
from lockgate.gates.slice_plan import Cut
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.engine import Session
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import LogicalType

__all__ = ["best_edges", "grown", "with_tree_edges"]

_FEWEST = 50
"""Fewest rows of a leaf, in the half that is searched."""


def with_tree_edges(session: Session, spec: ModelGateSpec, cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """Return the cuts, those that are trees with their edges and with what tells the half that is not judged.

    The loss is the candidate's, the first that a row of the task has.

    Raises
    ------
    DataError
        If the engine refuses.
    ParameterError
        If fewer than half of the rows can be told apart: equal rows fall in the same half, so the halves would not be
        alike, and what is weak in the one need not be judged in the other.
    """
    if not any(cut.tree for cut in cuts):
        return tuple(cuts)
    identity = _identity(session, spec)
    return tuple(
        replace(cut, edges=grown(session, spec, replace(cut, tree=0), cut.tree, identity), identity=identity)
        if cut.tree
        else cut
        for cut in cuts
    )


def _identity(session: Session, spec: ModelGateSpec) -> tuple[str, ...]:
    """Return the columns that tell rows apart, by which they are halved."""
    schema = session.schema(spec.table)
    identity = identity_of(schema, spec.predicted)
    apart = exp.Count(this=exp.Distinct(expressions=[row_hash_sql(identity, 0, schema)]))
    counted = session.rows(exp.select(exp.Count(this=exp.Star()), apart).from_(table_sql(spec.table)))[0]
    rows, sorts = (int(cast("int", value)) for value in counted)
    if 2 * sorts < rows:
        must = "of a table whose rows can be told apart (give it a key, or the slice `bins` or `edges`)"
        raise ParameterError.of("slice", "tree", must, f"{sorts:,} sorts of {rows:,} rows")
    return identity


def grown(
    session: Session, spec: ModelGateSpec, cut: Cut, leaves: int, identity: tuple[str, ...], *, seed: int = 0
) -> tuple[float, ...]:
    """Return the edges of a tree over one cut with fine bins, from the half that is searched."""
    plan = DiscoveryPlan(
        loss=losses_of(spec.task)[0],
        against=Against.REST,
        cuts=(cut,),
        types=(LogicalType.NUMBER,),
        identity=identity,
        seed=seed,
    )
    found = session.arrays(base_query(plan, spec, session.schema(spec.table)))
    n, sums = np.zeros(len(cut.labels)), np.zeros(len(cut.labels))
    where = {label: at for at, label in enumerate(cut.labels)}
    for text, is_searched, rows, total in zip(
        *(found[name].tolist() for name in ("d0", "h", "n", "s")), strict=True
    ):
        if is_searched and text in where:
            n[where[text]], sums[where[text]] = rows, total
    return best_edges(cut.edges or (), n, sums, leaves)


def best_edges(edges: Sequence[float], n: np.ndarray, sums: np.ndarray, leaves: int) -> tuple[float, ...]:
    """Return those of some edges that separate the mean loss best, as a regression tree grows: the best split first.

    Parameters
    ----------
    edges : sequence of float
        Ascending; bin ``i`` ends at edge ``i``.
    n, sums : ndarray of shape (len(edges) + 1,)
        Rows and loss of each bin.
    leaves : int
        Most leaves.

    Returns
    -------
    tuple of float
        Ascending, fewer than `leaves`; fewer still where leaves would get less than 50 rows or nothing is gained.

    Examples
    --------
    >>> best_edges((1.0, 2.0, 3.0), np.array([100, 100, 100, 100]), np.array([10.0, 10.0, 50.0, 50.0]), 3)
    (2.0,)
    """
    ends = [0, len(n)]
    while len(ends) <= leaves:
        gain, at = max((_best_split(n, sums, first, last) for first, last in pairwise(ends)), default=(0.0, 0))
        if gain <= 0:
            break
        ends = sorted([*ends, at])
    return tuple(edges[end - 1] for end in ends[1:-1])


def _best_split(n: np.ndarray, sums: np.ndarray, first: int, last: int) -> tuple[float, int]:
    """Return how much a split of some bins lessens the squared deviation, and the bin that begins its second part."""
    rows, total = np.cumsum(n[first:last])[:-1], np.cumsum(sums[first:last])[:-1]
    all_rows, all_sums = float(n[first:last].sum()), float(sums[first:last].sum())
    allowed = np.flatnonzero((rows >= _FEWEST) & (all_rows - rows >= _FEWEST))
    if not allowed.size:
        return 0.0, first
    left, right = (
        total[allowed] ** 2 / rows[allowed],
        (all_sums - total[allowed]) ** 2 / (all_rows - rows[allowed]),
    )
    gains = left + right - all_sums**2 / all_rows
    best = int(np.argmax(gains))
    noise = 1e-9 * (left[best] + right[best])
    return (float(gains[best]), first + int(allowed[best]) + 1) if gains[best] > noise else (0.0, first)
