from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.numbers import every_metric, moments_of, priced, spec_of, whole

from lockgate.gates.moments.cells import rounded_to, tidied
from lockgate.gates.moments.terms import Term


def test_a_slice_holds_sums_and_products_of_what_each_row_has() -> None:
    cells = whole([10.0, 20.0], [12.0, 19.0], [10.0, 23.0])

    at = {name: position for position, name in enumerate(cells.columns)}
    assert (cells.n, cells.is_paired) == (2, True)
    assert cells.sums[at["absolute_error"]] == 3
    assert cells.sums[at["absolute_error_gap"]] == 2 - 2
    assert cells.products[at["error"], at["error"]] == 5
    assert cells.products[at["absolute_error"], at["absolute_error_gap"]] == 2 * 2 + 1 * -2
    assert cells.sums[at["label"]] == 10  # from the smallest label
    assert cells.undefined[Term.RELATIVE_ERROR] == 0


def test_without_a_baseline_there_are_no_gaps() -> None:
    assert not whole([1.0], [2.0]).is_paired


def test_slices_add_up_to_all_rows() -> None:
    gates = [
        one for one in every_metric(sliced=True) if one.metric != "cvar_absolute_error"
    ]  # of all rows only
    cells = moments_of(priced(500, seed=1), spec_of(*gates))

    assert [cells.key(at) for at in range(4)] == [(), (("city", "A"),), (("city", "B"),), (("city", "C"),)]
    assert cells.n[1:].sum() == cells.n[0] == 500
    assert cells.sums[1:].sum(axis=0) == pytest.approx(cells.sums[0], rel=1e-9, abs=1e-7)


def test_a_sum_that_cancels_is_rounded_by_the_size_of_its_terms() -> None:
    sums, products = tidied(np.array([2]), np.array([[1e-16]]), np.array([[[2.0]]]))

    assert (sums[0, 0], products[0, 0, 0]) == (0, 2)


def test_what_is_not_finite_or_has_no_scale_stays() -> None:
    found = rounded_to(np.array([np.inf, 1.5, 0.0]), np.array([1.0, np.inf, 0.0]))

    assert found.tolist() == [np.inf, 1.5, 0.0]
