"""The search against every conjunction there is, and against another library."""

from __future__ import annotations

import math
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sliceline.slicefinder import Slicefinder

from lockgate.gates.discovery.lattice import Conjunction, Grid, search, upper_bound


def every_conjunction(grid: Grid, depth: int, minimum: int) -> list[Conjunction]:
    """Return all conjunctions that score higher than everything with a condition less, the best first."""
    scores: dict[tuple[tuple[int, int], ...], float] = {(): grid.excess.sum() / math.sqrt(grid.n.sum())}
    found = []
    for size in range(1, depth + 1):
        for columns in combinations(range(len(grid.sizes)), size):
            for values in product(*(range(grid.sizes[column]) for column in columns)):
                inside = (grid.codes[:, columns] == values).all(axis=1)
                n, excess = float(grid.n[inside].sum()), float(grid.excess[inside].sum())
                if n < minimum:
                    continue
                conditions = tuple(zip(columns, values, strict=True))
                scores[conditions] = excess / math.sqrt(n)
                above = [scores.get(tuple(c for c in conditions if c != one), -math.inf) for one in conditions]
                if scores[conditions] > max(0.0, max(above) + 1e-9 * abs(max(above))):
                    found.append(Conjunction(conditions, int(n), excess, scores[conditions]))
    return sorted(found, key=lambda one: one.order)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a small table of cells, some of them empty, with excess of both signs."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)))
    cells = list(product(*(range(size) for size in sizes)))
    kept = draw(st.lists(st.sampled_from(cells), min_size=1, unique=True))
    n = draw(st.lists(st.integers(1, 20), min_size=len(kept), max_size=len(kept)))
    excess = draw(st.lists(st.integers(-50, 50), min_size=len(kept), max_size=len(kept)))
    return Grid(np.array(kept), sizes, np.array(n, dtype=float), np.array(excess, dtype=float))


@settings(max_examples=300)
@given(grids(), st.integers(1, 3), st.integers(1, 25), st.integers(1, 6))
def test_pruning_loses_nothing(grid: Grid, depth: int, minimum: int, most: int) -> None:
    found = search(grid, depth=depth, minimum=minimum, most=most)

    wanted = every_conjunction(grid, depth, minimum)[:most]
    assert [(one.conditions, one.n, one.excess) for one in found] == [
        (one.conditions, one.n, one.excess) for one in wanted
    ]


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-20, 20)), min_size=1, max_size=7), st.integers(1, 20))
def test_no_rows_of_a_slice_score_higher_than_its_bound(cells: list[tuple[int, int]], minimum: int) -> None:
    n, excess = np.array(cells, dtype=float).T
    parts = [
        part for size in range(1, len(cells) + 1) for part in combinations(range(len(cells)), size)
        if n[list(part)].sum() >= minimum
    ]  # fmt: skip
    if not parts:
        return

    bound = upper_bound(
        np.array([n.sum()]), np.array([np.maximum(excess, 0).sum()]), np.array([(excess / n).max()]), minimum
    )

    best = max(excess[list(part)].sum() / math.sqrt(n[list(part)].sum()) for part in parts)
    assert best <= bound[0] + 1e-9


def test_sliceline_finds_the_same_slice() -> None:
    random = np.random.default_rng(4)
    codes = random.integers(0, 3, (3_000, 4))
    errors = (random.random(3_000) < 0.1 + 0.5 * ((codes[:, 0] == 1) & (codes[:, 2] == 2))).astype(float)
    oracle = Slicefinder(alpha=0.95, k=1, max_l=3, min_sup=100, verbose=False)
    oracle.fit(codes, errors)

    best = search(Grid(codes, (3,) * 4, np.ones(3_000), errors - errors.mean()), depth=3, minimum=100, most=1)[
        0
    ]

    wanted = tuple((at, int(value)) for at, value in enumerate(oracle.top_slices_[0]) if value is not None)
    assert best.conditions == wanted == ((0, 1), (2, 2))
    assert best.n == oracle.top_slices_statistics_[0]["slice_size"]
    summed = best.excess + best.n * errors.mean()
    assert summed == pytest.approx(oracle.top_slices_statistics_[0]["sum_slice_error"], rel=1e-12)


def test_nothing_is_found_where_there_is_nothing() -> None:
    nothing = Grid(np.zeros((0, 2), dtype=np.int64), (1, 1), np.zeros(0), np.zeros(0))

    assert search(nothing, depth=3, minimum=1, most=5) == ()


def test_what_is_weak_everywhere_is_no_slice() -> None:
    codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])

    assert search(Grid(codes, (2, 2), np.full(4, 50.0), np.full(4, 10.0)), depth=2, minimum=1, most=9) == ()


def test_a_score_must_be_above_the_least() -> None:
    grid = Grid(np.array([[0], [1]]), (2,), np.array([100.0, 100.0]), np.array([-20.0, 20.0]))

    assert [one.score for one in search(grid, depth=1, minimum=1, most=9, least=1.9)] == [2.0]
    assert search(grid, depth=1, minimum=1, most=9, least=2.0) == ()
