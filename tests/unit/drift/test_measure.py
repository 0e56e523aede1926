"""One column measured on its cells."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lockgate.drift.cells import Cells
from lockgate.drift.measure import bins_of, coarse, dots_of, measure
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.places import Places
from lockgate.stats.drift.question import Inference

HOW = Inference()
KS, PSI = DISTANCES["kolmogorov_smirnov"], DISTANCES["population_stability_index"]


def test_kolmogorov_smirnov_of_whole_numbers_is_that_of_the_rows() -> None:
    generator = np.random.default_rng(5)
    before, now = generator.integers(0, 20, 3_000), generator.integers(2, 22, 2_000)
    edges = tuple(value - 0.5 for value in range(21))
    sides = [np.histogram(side, bins=[-99, *edges, 99])[0].tolist() for side in (before, now)]
    cells = Cells(edges, (), tuple(sides[0]), tuple(sides[1]), is_whole=True)

    evidence = measure(cells, KS, 0.05, HOW).evidence

    assert evidence.value == pytest.approx(stats.ks_2samp(before, now).statistic, abs=1e-9)


def test_on_bins_of_equal_rows_the_distance_is_off_by_no_more_than_a_bin() -> None:
    generator = np.random.default_rng(6)
    before, now = generator.normal(size=4_000), generator.normal(0.3, 1.2, size=3_000)
    edges = tuple(np.quantile(before, np.linspace(0, 1, 51)).tolist())
    sides = [np.histogram(side, bins=[-99, *edges, 99])[0].tolist() for side in (before, now)]
    cells = Cells(edges, (), tuple(sides[0]), tuple(sides[1]), is_whole=False)

    value = measure(cells, KS, 0.05, HOW).evidence.value

    truth = stats.ks_2samp(before, now).statistic
    assert value <= truth + 1e-12
    assert truth - value <= max(min(a / 4_000, b / 3_000) for a, b in zip(*sides, strict=True))


def test_distances_that_compare_bin_by_bin_get_about_ten_bins() -> None:
    before = (0, *[100] * 50, 0)
    cells = Cells(tuple(float(i) for i in range(51)), (), before, before, is_whole=False)

    together = coarse(cells)

    assert len(together.reference) == 10
    assert sum(together.reference) == 5_000
    assert measure(cells, PSI, 0.1, HOW).evidence.value == pytest.approx(0, abs=1e-12)


def test_blocks_are_put_together_as_their_rows_are() -> None:
    row = (0, *[1] * 50, 0)
    before = tuple(12 * one for one in row)
    blocks = (tuple(row for _ in range(12)), ())
    cells = Cells(tuple(float(i) for i in range(51)), (), before, before, is_whole=False, blocks=blocks)

    assert [sum(rows) for rows in coarse(cells).blocks[0]] == [50] * 12
    assert not measure(cells, KS, 0.1, HOW).evidence.reason


def test_rows_of_days_that_differ_prove_less_than_as_many_that_do_not() -> None:
    days = [(80, 20), (20, 80)] * 10
    whole = (1_000, 1_000)
    alone = Cells((), ("a", "b"), whole, whole, is_whole=True)
    together = Cells((), ("a", "b"), whole, whole, is_whole=True, blocks=(tuple(days), tuple(days)))
    distance = DISTANCES["total_variation"]

    widths = [
        one.upper - one.lower
        for one in (measure(cells, distance, 0.1, HOW).evidence for cells in (alone, together))
    ]

    assert widths[1] > 2 * widths[0]


def test_bins_are_names_values_or_intervals() -> None:
    assert not bins_of(Cells((), ("a",), (1,), (1,), is_whole=True)).is_ordered
    whole = bins_of(Cells((0.5, 1.5), (), (0, 1, 0), (0, 1, 0), is_whole=True))
    assert whole.positions.tolist() == [0.0, 1.0, 2.0]
    between = bins_of(Cells((0.5, 1.5), (), (0, 1, 0), (0, 1, 0), is_whole=False))
    assert not between.is_exact


def test_a_margin_told_from_the_same_cells_is_not_blurred_by_them() -> None:
    row = (0, *[5_000] * 50, 0)
    cells = Cells(tuple(float(i) for i in range(51)), (), row, row, is_whole=False)

    alone = measure(cells, KS, 0.015, HOW)
    of_cells = measure(cells, KS, 0.015, HOW, is_of_cells=True)

    assert alone.bracket == of_cells.bracket
    assert alone.evidence.upper == pytest.approx(of_cells.evidence.upper + 0.02)
    assert (alone.is_blurred, of_cells.is_blurred) == (True, False)


def test_places_of_blocks_are_those_of_all_rows() -> None:
    row = (0, 5, 5, 0)
    places = Places(np.array([np.nan, 0.25, 1.75, np.nan]), np.full(4, 0.01))
    blocks = (tuple(row for _ in range(12)),) * 2
    total = tuple(12 * one for one in row)
    cells = Cells((0.0, 1.0, 2.0), (), total, total, False, blocks, (places, places))

    evidence = measure(cells, DISTANCES["wasserstein"], 0.5, HOW).evidence

    assert evidence.value == 0.0
    assert not evidence.reason
    assert dots_of(cells).positions.tolist() == [0.0, 0.25, 1.75, 2.0]


def test_open_cells_without_rows_hide_nothing_of_whole_numbers() -> None:
    held = bins_of(Cells((0.5, 1.5), (), (0, 1, 0), (0, 1, 0), is_whole=True))
    beyond = bins_of(Cells((0.5, 1.5), (), (1, 1, 0), (0, 1, 2), is_whole=True))

    assert held.is_exact
    assert (beyond.lowers[0], beyond.uppers[-1]) == (-np.inf, np.inf)
    assert not beyond.is_exact
    assert dots_of(Cells((0.5, 1.5), (), (0, 1, 0), (0, 1, 0), is_whole=True)).is_exact
