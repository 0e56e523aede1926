"""Trees of one number: their edges, and what is judged with them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.tree import DecisionTreeRegressor
from tests.fakes import numbers
from tests.fakes.numbers import moments_of, priced
from tests.fakes.predictions import cells_of, gate, spec_of
from tests.fakes.weak_slices import base_cells_of, classified, search_spec

from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Requirement
from lockgate.gates.discovery.tree import best_edges
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.slicing import Dimension

LOSS = gate("log_loss", Requirement.at_most(5), sliced=True)
TREE = Dimension("size", tree=3)


def test_a_tree_of_two_leaves_is_that_of_scikit_learn() -> None:
    random = np.random.default_rng(1)
    bins, rows = 20, 4_000
    at = random.integers(0, bins, rows)
    loss = random.normal(0, 1, rows) + (at >= 13)
    edges = tuple(float(edge) for edge in range(1, bins))

    found = best_edges(edges, np.bincount(at, minlength=bins), np.bincount(at, loss), 2)

    oracle = DecisionTreeRegressor(max_leaf_nodes=2, min_samples_leaf=50).fit(at[:, np.newaxis], loss)
    assert found == (float(np.ceil(oracle.tree_.threshold[0])),) == (13.0,)


@pytest.mark.parametrize("leaves", [3, 5])
def test_a_tree_of_more_leaves_is_that_of_scikit_learn(leaves: int) -> None:
    random = np.random.default_rng(2)
    bins, rows = 30, 6_000
    at = random.integers(0, bins, rows)
    loss = random.normal(0, 1, rows) + np.array([0.0, 2.0, -1.0, 4.0, 1.0])[at // 6]
    edges = tuple(float(edge) for edge in range(1, bins))

    found = best_edges(edges, np.bincount(at, minlength=bins), np.bincount(at, loss), leaves)

    oracle = DecisionTreeRegressor(max_leaf_nodes=leaves, min_samples_leaf=50).fit(at[:, np.newaxis], loss)
    assert found == tuple(sorted(np.ceil(oracle.tree_.threshold[oracle.tree_.feature == 0]).tolist()))


def test_leaves_are_not_made_too_small_nor_for_nothing() -> None:
    assert best_edges((1.0,), np.array([40, 1_000]), np.array([40.0, 0.0]), 4) == ()
    assert best_edges((1.0,), np.array([100, 100]), np.array([10.0, 10.0]), 4) == ()


def weak_when_large(rows: int) -> dict[str, object]:
    """Return predictions that are turned where the size is above 1."""
    columns = classified(rows, seed=8)
    large = np.asarray(columns["size"]) > 1
    late = np.asarray(columns["late"])
    return {**columns, "late": np.where(large, np.asarray(columns["p_new"]) < 0.5, late)}


def test_the_edge_of_a_tree_lies_where_the_loss_changes_and_only_one_half_is_judged() -> None:
    cells = cells_of(weak_when_large(6_000), spec_of(LOSS, by=((TREE,),)))

    (cut,) = cells.plan.cuts
    assert cut.edges is not None
    assert any(edge == pytest.approx(1.0, abs=0.1) for edge in cut.edges)
    judged = [at for at in range(1, len(cells.keys)) if cells.is_judged(at)]
    assert len(judged) == len(cut.labels)
    assert sum(cells.slice(at).n for at in judged) == pytest.approx(3_000, abs=150)
    assert (("size", "(looked at)"),) in [cells.key(at) for at in range(len(cells.keys))]


def test_rows_that_cannot_be_told_apart_are_not_halved() -> None:
    columns = {
        name: values for name, values in weak_when_large(600).items() if name in ("late", "p_new", "p_old")
    }
    # all rows of one size fall in the same half, so a weak size would be judged on rows of other sizes
    sizes = [float(at % 10) for at in range(600)]

    with pytest.raises(
        LockgateError, match=r"`tree` must be of a table whose rows can be told apart .*10 sorts"
    ):
        cells_of({**columns, "size": sizes}, spec_of(LOSS, by=((TREE,),)))

    cells_of({**columns, "size": sizes, "key": list(range(600))}, spec_of(LOSS, by=((TREE,),)))


def test_a_missing_number_is_judged_beside_the_leaves() -> None:
    columns = weak_when_large(6_000)
    size = np.where(np.arange(6_000) % 9 == 0, np.nan, np.asarray(columns["size"]))

    cells = cells_of({**columns, "size": size}, spec_of(LOSS, by=((TREE,),)))

    assert any(cells.is_judged(at) and cells.key(at) == (("size", "(null)"),) for at in range(len(cells.keys)))


def test_a_search_uses_a_tree_on_both_halves() -> None:
    asked = Discovery(columns=(TREE,), margin=0.0)

    cells = base_cells_of(weak_when_large(6_000), search_spec(asked))

    assert cells.usable == 6_000
    assert (cells.plan.cuts[0].tree, "(looked at)" in cells.values[0]) == (0, False)
    assert any(edge == pytest.approx(1.0, abs=0.1) for edge in cells.plan.cuts[0].edges or ())


def test_a_tree_of_a_regression_separates_the_squared_error() -> None:
    columns = priced(4_000, seed=1)
    size = np.asarray(columns["size"], dtype=float)
    middle = float(np.median(size))
    wild = np.where(size > middle, 500.0, 0.0) * np.random.default_rng(1).normal(size=4_000)
    gates = (numbers.gate("mae", Requirement.at_most(1e6), sliced=True),)

    cells = moments_of(
        {**columns, "key": range(4_000), "p_new": np.asarray(columns["p_new"]) + wild},
        numbers.spec_of(*gates, by=((Dimension("size", tree=2),),)),
    )

    (cut,) = cells.plan.cuts
    assert cut.edges == pytest.approx((middle,), rel=0.05)
