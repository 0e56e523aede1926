from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import log_loss
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, priced_spec, search_spec

from lockgate.domain.errors import ColumnNotFoundError, ParameterError, StateError
from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery import collect
from lockgate.gates.discovery.base_cells import BaseCells, base_cells_from_plain, base_cells_to_plain
from lockgate.gates.discovery.judge import judge_discovery
from lockgate.gates.discovery_spec import Against, Discovery, Loss
from lockgate.gates.slicing import Dimension
from lockgate.scan.blocks import BlockSpec

ROWS = 2_000
COLUMNS = classified(ROWS, seed=1)


def total(cells: BaseCells) -> tuple[float, float]:
    """Return the loss of both halves, and its squares."""
    halves = (cells.searched, cells.held)
    return sum(float(half.sums.sum()) for half in halves), sum(float(half.squares.sum()) for half in halves)


def test_every_row_is_in_one_half() -> None:
    cells = base_cells_of(COLUMNS, search_spec())

    assert (cells.rows, cells.distinct, cells.usable) == (ROWS, ROWS, ROWS)
    assert cells.searched.n.sum() == pytest.approx(ROWS / 2, abs=100)
    assert [len(values) for values in cells.values] == [3, 5, 3]


def test_the_loss_is_that_of_scikit_learn() -> None:
    found, _ = total(base_cells_of(COLUMNS, search_spec()))

    assert found / ROWS == pytest.approx(log_loss(COLUMNS["late"], COLUMNS["p_new"]), rel=1e-9)


@pytest.mark.parametrize("metric", [Loss.BRIER, Loss.ERROR])
@pytest.mark.parametrize("against", Against)
def test_losses_of_a_classifier(metric: Loss, against: Against) -> None:
    spec = search_spec(replace(SEARCH, metric=metric, against=against))
    late = np.asarray(COLUMNS["late"], dtype=float)
    losses = [
        (score - late) ** 2 if metric is Loss.BRIER else ((score >= 0.5) != late).astype(float)
        for score in (np.asarray(COLUMNS["p_new"]), np.asarray(COLUMNS["p_old"]))
    ]
    wanted = losses[0] - losses[1] if against is Against.BASELINE else losses[0]

    assert total(base_cells_of(COLUMNS, spec)) == pytest.approx((wanted.sum(), (wanted**2).sum()), rel=1e-9)


@pytest.mark.parametrize("metric", [Loss.SQUARED_ERROR, Loss.ABSOLUTE_ERROR])
@pytest.mark.parametrize("against", Against)
def test_losses_of_a_regression(metric: Loss, against: Against) -> None:
    random = np.random.default_rng(2)
    price, new, old = random.normal(size=(3, 300))
    columns: dict[str, object] = {
        "id": np.arange(300),
        "city": ["a", "b", "c"] * 100,
        "price": price,
        "new": new,
        "old": old,
    }
    power = 2 if metric is Loss.SQUARED_ERROR else 1
    losses = [np.abs(one - price) ** power for one in (new, old)]
    wanted = losses[0] - losses[1] if against is Against.BASELINE else losses[0]
    asked = Discovery(columns=(Dimension("city"),), margin=0.0, metric=metric, against=against)

    found = total(base_cells_of(columns, priced_spec(asked)))

    assert found == pytest.approx((wanted.sum(), (wanted**2).sum()), rel=1e-9)


def test_equal_rows_fall_in_the_same_half_whatever_else_changes() -> None:
    spec = search_spec(replace(SEARCH, identity=("id",)))
    order = np.random.default_rng(1).permutation(ROWS)
    shuffled: dict[str, object] = {name: np.asarray(values)[order] for name, values in COLUMNS.items()}
    rescored = {**shuffled, "p_new": np.asarray(shuffled["p_new"])[::-1]}

    first, second, third = (base_cells_of(one, spec) for one in (COLUMNS, shuffled, rescored))

    assert base_cells_to_plain(first) == base_cells_to_plain(second)
    assert (first.searched.n == third.searched.n).all()


def test_another_seed_splits_otherwise() -> None:
    first, second = (base_cells_of(COLUMNS, search_spec(), seed=seed) for seed in (0, 1))

    assert first.searched.n.tolist() != second.searched.n.tolist()


def test_rows_without_a_key_cannot_be_told_apart() -> None:
    few = {name: values for name, values in COLUMNS.items() if name not in ("id", "size")}
    asked = replace(SEARCH, columns=(Dimension("city"), Dimension("kind")))

    assert base_cells_of(few, search_spec(asked)).distinct == 9


def test_a_numeric_column_is_binned_unless_it_is_an_expression() -> None:
    columns = {**COLUMNS, "hour": np.arange(ROWS) % 24}
    asked = replace(SEARCH, columns=(Dimension("hour"), Dimension(name="each", expression="hour")))

    assert [len(values) for values in base_cells_of(columns, search_spec(asked)).values] == [5, 24]


@pytest.mark.parametrize(
    ("limit", "says"), [("MOST_VALUES", "`city`: use `bins`"), ("MOST_CELLS", "more than 2 cells")]
)
def test_what_would_be_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, says: str) -> None:
    monkeypatch.setattr(collect, limit, 2)

    with pytest.raises(ParameterError, match=says):
        base_cells_of(COLUMNS, search_spec())


def test_a_prediction_beyond_reach_is_an_error_of_the_search() -> None:
    asked = Discovery(columns=(Dimension("city"),), margin=0.0)
    spec = priced_spec(asked)
    columns: dict[str, object] = {"id": [1, 2], "city": ["a", "b"], "price": [0.0, 1.0], "new": [1e200, 1.0]}

    (found,) = judge_discovery(spec, asked, base_cells_of({**columns, "old": [0.0, 1.0]}, spec))

    assert found.verdict is Verdict.ERROR
    assert "1 of 2 rows have no label or prediction" in found.summary


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ColumnNotFoundError):
        base_cells_of(COLUMNS, search_spec(replace(SEARCH, identity=("key",))))


def test_rows_of_an_entity_fall_in_the_same_half_and_those_held_back_are_counted_by_block() -> None:
    customer = np.arange(3_000) % 200
    columns = classified(3_000, seed=1) | {"customer": customer, "w": 0.5 + np.arange(3_000) % 2}
    spec = replace(search_spec(), blocks=BlockSpec(entity="customer"), weight="w")

    cells = base_cells_of(columns, spec)

    assert cells.plan.identity == ("customer",)
    assert cells.searched.blocks is None
    assert cells.held.blocks is not None
    assert len(set(cells.held.blocks.tolist())) <= 64
    assert cells.usable == 3_000
    assert int(cells.held.n.sum()) % 15 == 0  # whole customers
    for half in (cells.searched, cells.held):
        assert half.counts.sum() == pytest.approx(half.n.sum())
    again = base_cells_from_plain(base_cells_to_plain(cells))
    assert base_cells_to_plain(again) == base_cells_to_plain(cells)
    assert judge_discovery(spec, SEARCH, again) == judge_discovery(spec, SEARCH, cells)


@pytest.mark.parametrize("change", [{"weights": [-1.0]}, {"weights": []}, {"blocks": [1]}, {"blocks": None}])
def test_weights_and_blocks_that_were_cut_are_refused(change: dict[str, Any]) -> None:
    columns = classified(500, seed=1) | {"w": np.ones(500)}
    plain = base_cells_to_plain(
        base_cells_of(columns, replace(search_spec(), blocks=BlockSpec(entity="id"), weight="w"))
    )

    with pytest.raises(StateError, match="discovery"):
        base_cells_from_plain(plain | {"held": plain["held"] | change})
