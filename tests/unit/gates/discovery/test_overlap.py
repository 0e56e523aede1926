from __future__ import annotations

from itertools import product

import numpy as np

from lockgate.gates.discovery.base_cells import Half
from lockgate.gates.discovery.lattice import Conjunction
from lockgate.gates.discovery.overlap import rows_of, without_overlaps

CELLS = list(product(range(2), range(2), range(2)))


def half_with(*, rates: dict[tuple[int, int, int], float], rows: int = 100) -> Half:
    """Return 0/1 losses: 0.1 in each cell unless told."""
    sums = np.array([rows * rates.get(cell, 0.1) for cell in CELLS])
    return Half(np.array(CELLS), np.full(8, rows), sums, sums)


def kept(half: Half, *slices: tuple[tuple[int, int], ...]) -> set[tuple[tuple[int, int], ...]]:
    """Return the conditions of the slices that are kept of some, of which the first are the best."""
    found = []
    for rank, conditions in enumerate(slices):
        n = int(half.n[rows_of(half, conditions)].sum())
        found.append(Conjunction(conditions, n, 1.0, 10.0 - rank))
    return {one.conditions for one in without_overlaps(found, half, 0.15)}


ONE, TWO = ((0, 1),), ((0, 1), (1, 1))


def test_an_inner_slice_that_is_like_its_surroundings_goes() -> None:
    half = half_with(rates={cell: 0.5 for cell in CELLS if cell[0] == 1})

    assert kept(half, TWO, ONE) == kept(half, ONE, TWO) == {ONE}


def test_an_outer_slice_that_is_fine_without_the_inner_goes() -> None:
    half = half_with(rates={cell: 0.6 for cell in CELLS if cell[:2] == (1, 1)})

    assert kept(half, TWO, ONE) == kept(half, ONE, TWO) == {TWO}


def test_both_stay_where_a_weak_slice_has_a_weaker_one_inside() -> None:
    weak = {cell: 0.4 for cell in CELLS if cell[0] == 1}

    assert kept(half_with(rates=weak | {(1, 1, 0): 0.9, (1, 1, 1): 0.9}), TWO, ONE) == {ONE, TWO}


def test_of_two_slices_of_the_same_rows_the_simpler_stays() -> None:
    cells = np.array([[0, 0], [1, 1]])
    half = Half(cells, np.array([100, 100]), np.array([10.0, 50.0]), np.array([10.0, 50.0]))
    inside = ((0, 1), (1, 1))

    assert kept(half, inside, ((0, 1),)) == {((0, 1),)}
    assert kept(half, ((1, 1),), ((0, 1),)) == {((1, 1),)}


def test_of_two_that_share_half_of_their_rows_the_simpler_stays() -> None:
    half = half_with(rates={cell: 0.5 for cell in CELLS if cell[0] == 1})
    half = Half(half.codes, np.array([5, 5, 5, 5, 5, 100, 100, 100]), half.sums, half.squares)

    assert kept(half, ((1, 1),), ONE) == {((1, 1),)}


def test_slices_that_share_few_rows_or_none_stay() -> None:
    half = half_with(rates={})

    assert kept(half, ((0, 1),), ((1, 1),)) == {((0, 1),), ((1, 1),)}
    assert kept(half, ((0, 1),), ((0, 0),)) == {((0, 1),), ((0, 0),)}


def test_surroundings_that_weigh_nothing_explain_nothing() -> None:
    half = half_with(rates={cell: 0.6 for cell in CELLS if cell[0] == 1})
    weights = np.array([0.0 if cell[:2] == (1, 0) else 1.0 for cell in CELLS])
    weighed = Half(half.codes, half.n, half.sums * weights / 100, half.squares * weights / 100, weights)

    assert kept(half, TWO, ONE) == {ONE}
    assert kept(weighed, TWO, ONE) == {ONE, TWO}
