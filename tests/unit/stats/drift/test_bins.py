from __future__ import annotations

import math

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins


def test_a_bin_stands_for_its_middle() -> None:
    bins = Bins.between([0.0, 2.0, 6.0])

    assert bins.positions.tolist() == [1.0, 4.0]
    assert bins.half_widths.tolist() == [1.0, 2.0]
    assert (bins.size, bins.is_ordered, bins.is_exact) == (2, True, False)


def test_an_open_bin_stands_for_its_finite_end_and_has_no_width() -> None:
    bins = Bins.between([-math.inf, 0.0, 1.0, math.inf])

    assert bins.positions.tolist() == [0.0, 0.5, 1.0]
    assert bins.half_widths.tolist() == [math.inf, 0.5, math.inf]


def test_distinct_values_lose_nothing() -> None:
    bins = Bins.exact([1, 2, 4])

    assert bins.is_exact
    assert bins.half_widths.tolist() == [0.0, 0.0, 0.0]


def test_categories_have_no_order() -> None:
    bins = Bins.categories(3)

    assert (bins.size, bins.is_ordered, bins.is_exact) == (3, False, True)


@pytest.mark.parametrize("values", [[1.0, 1.0], [2.0, 1.0], [math.inf]])
def test_values_out_of_order_are_refused(values: list[float]) -> None:
    with pytest.raises(ParameterError, match="`values`"):
        Bins.exact(values)


@pytest.mark.parametrize("edges", [[1.0], [1.0, 1.0], [2.0, 1.0], [-math.inf, math.inf]])
def test_edges_out_of_order_are_refused(edges: list[float]) -> None:
    with pytest.raises(ParameterError, match="`edges`"):
        Bins.between(edges)
