from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats
from tests.fakes.weak_slices import SEARCH, base_cells_of, classified, search_spec

from lockgate.domain.verdict import Verdict
from lockgate.gates.discovery.base_cells import BaseCells, Half
from lockgate.gates.discovery.confirm import Searched, find_weak_slices
from lockgate.gates.discovery.judge import judge_discovery
from lockgate.gates.discovery_spec import Against, Discovery, Loss
from lockgate.scan.blocks import Block, BlockSpec


def found(cells: BaseCells, asked: Discovery = SEARCH) -> Searched:
    """Return what is found at the usual levels."""
    return find_weak_slices(cells, asked, alpha=0.05, power=0.8)


def test_a_planted_slice_is_found_and_its_numbers_are_those_of_the_half_held_back() -> None:
    columns = classified(4_000, seed=2, harm=0.6)
    cells = base_cells_of(columns, search_spec())

    (weak,) = found(cells).confirmed

    assert [cells.values[column][code] for column, code in weak.conditions] == ["b", "y"]
    late, score = np.asarray(columns["late"], dtype=bool), np.asarray(columns["p_new"], dtype=float)
    inside = (np.asarray(columns["city"]) == "b") & (np.asarray(columns["kind"]) == "y")
    loss = -np.log(np.where(late, score, 1 - score))
    assert weak.effect == pytest.approx(loss[inside].mean() - loss[~inside].mean(), abs=0.1)
    assert weak.lower < weak.effect < weak.upper
    assert weak.lift == pytest.approx(weak.loss / weak.other, rel=1e-9)


def test_a_margin_that_the_slice_keeps_confirms_nothing() -> None:
    cells = base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())

    assert found(cells, replace(SEARCH, margin=2.0)).confirmed == ()


def test_against_the_baseline_the_paired_test_decides() -> None:
    columns = classified(4_000, seed=5)
    inside = np.asarray(columns["city"]) == "c"
    worse = {**columns, "p_new": np.where(inside, 0.5, np.asarray(columns["p_new"]))}
    asked = replace(SEARCH, against=Against.BASELINE, metric=Loss.BRIER)
    cells = base_cells_of(worse, search_spec(asked))

    (weak,) = found(cells, asked).confirmed

    assert weak.conditions == ((0, 2),)
    assert weak.lift is None
    half = cells.held
    chosen = half.codes[:, 0] == 2
    n, total, squares = half.n[chosen].sum(), half.sums[chosen].sum(), half.squares[chosen].sum()
    error = np.sqrt((squares - total**2 / n) / (n - 1) / n)
    assert weak.effect == pytest.approx(total / n, rel=1e-9)
    assert weak.p_value == pytest.approx(
        stats.t.sf(total / n / error, n - 1) * len(found(cells, asked).tried), rel=1e-6
    )


def test_a_constant_loss_has_no_weak_slice() -> None:
    columns = {**classified(1_000, seed=1), "p_new": np.full(1_000, 0.5)}

    assert found(base_cells_of(columns, search_spec())).tried == ()


def test_a_slice_that_the_other_half_lacks_is_not_confirmed() -> None:
    cells = base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())
    chosen = (cells.held.codes[:, 0] != 1) | (cells.held.codes[:, 2] != 1)
    held = replace(
        cells.held,
        codes=cells.held.codes[chosen],
        n=cells.held.n[chosen],
        sums=cells.held.sums[chosen],
        squares=cells.held.squares[chosen],
    )

    tried = found(replace(cells, held=held)).tried

    assert [
        (one.n, one.is_confirmed, one.is_open, one.p_value)
        for one in tried
        if one.conditions == ((0, 1), (2, 1))
    ] == [(0, False, True, 1.0)]


def test_fewer_than_ten_rows_held_back_confirm_nothing() -> None:
    cells = base_cells_of(classified(4_000, seed=2, harm=0.6), search_spec())
    inside = (cells.held.codes[:, 0] == 1) & (cells.held.codes[:, 2] == 1)
    first = np.flatnonzero(inside)[0]
    kept = ~inside | (np.arange(len(inside)) == first)

    def cut_to(rows: int) -> Searched:
        """Return what is found where that many rows of the slice are held back, with losses of 5 and 6."""
        n, sums, squares = cells.held.n.copy(), cells.held.sums.copy(), cells.held.squares.copy()
        n[first], sums[first], squares[first] = rows, 5.0 * (rows - 1) + 6, 25.0 * (rows - 1) + 36
        held = replace(
            cells.held, codes=cells.held.codes[kept], n=n[kept], sums=sums[kept], squares=squares[kept]
        )
        return found(replace(cells, held=held))

    assert [len(cut_to(rows).confirmed) for rows in (9, 10)] == [0, 1]
    assert [one.is_open for one in cut_to(9).tried if one.n == 9] == [True]


def test_a_row_that_weighs_two_counts_as_two() -> None:
    columns = classified(4_000, seed=1, harm=0.6)
    times = 1 + np.arange(4_000) % 3
    twice: dict[str, object] = {name: np.repeat(np.asarray(values), times) for name, values in columns.items()}
    blocked = replace(search_spec(), blocks=BlockSpec(entity="id"))

    weighed = find_weak_slices(
        base_cells_of(columns | {"w": times}, replace(blocked, weight="w")), SEARCH, alpha=0.05, power=0.8
    )
    repeated = find_weak_slices(base_cells_of(twice, blocked), SEARCH, alpha=0.05, power=0.8)

    assert weighed.confirmed[0].conditions == repeated.confirmed[0].conditions == ((0, 1), (2, 1))
    for name in ("effect", "loss", "other", "lower", "upper"):
        assert getattr(weighed.confirmed[0], name) == pytest.approx(
            getattr(repeated.confirmed[0], name), rel=1e-6
        )
    assert weighed.confirmed[0].n < repeated.confirmed[0].n
    assert math.isnan(weighed.detectable)


def test_a_slice_that_is_confirmed_by_blocks_says_so() -> None:
    spec = replace(search_spec(), blocks=BlockSpec(entity="id"))

    (found,) = judge_discovery(spec, SEARCH, base_cells_of(classified(4_000, seed=1, harm=0.6), spec))

    assert found.verdict is Verdict.FAIL
    assert found.interval is not None
    assert found.interval.method.startswith("jackknife of blocks, t, on the half held back")


def test_the_error_of_independent_rows_is_about_that_of_welch() -> None:
    columns = classified(8_000, seed=1, harm=0.4)

    plain = find_weak_slices(
        base_cells_of(columns, search_spec(replace(SEARCH, identity=("id",)))), SEARCH, alpha=0.05, power=0.8
    )
    by_row = find_weak_slices(
        base_cells_of(columns, replace(search_spec(), blocks=BlockSpec(entity="id"))),
        SEARCH,
        alpha=0.05,
        power=0.8,
    )

    one, other = plain.confirmed[0], by_row.confirmed[0]
    assert (one.conditions, one.n) == (other.conditions, other.n)
    assert one.effect == pytest.approx(other.effect)
    assert other.upper - other.effect == pytest.approx(one.upper - one.effect, rel=0.3)


@pytest.mark.parametrize("against", list(Against))
def test_a_slice_of_few_blocks_or_of_no_weight_stays_open(against: Against) -> None:
    asked = replace(SEARCH, against=against, minimum=50)
    columns: dict[str, Any] = classified(4_000, seed=1)
    is_weak = (columns["city"] == "b") & (columns["kind"] == "y")
    columns["p_new"] = np.where(is_weak, np.where(columns["late"], 0.02, 0.98), columns["p_new"])
    columns["who"] = np.where(is_weak, columns["id"] % 8, columns["id"] + 8)
    spec = replace(search_spec(asked), blocks=BlockSpec(entity="who"))

    (found,) = judge_discovery(spec, asked, base_cells_of(columns, spec))

    assert found.verdict is Verdict.INCONCLUSIVE
    assert "could not be tested" in found.summary


def test_a_slice_whose_rows_held_back_weigh_nothing_is_open() -> None:
    codes = np.repeat(np.arange(2), 40)[:, np.newaxis]
    n, blocks = np.ones(80, dtype=np.int64), np.tile(np.arange(40), 2)
    loss = np.where(codes[:, 0] == 1, 5.0, 0.0) + np.tile([0.0, 1.0], 40)
    even = np.ones(80)
    plan = base_cells_of(classified(50, seed=1), search_spec()).plan
    plan = replace(plan, cuts=plan.cuts[:1], block=Block("who"))
    held = np.where(codes[:, 0] == 1, 0.0, 1.0)
    cells = BaseCells(
        plan, 160, 160, (("a", "b"),), Half(codes, n, loss, loss**2, even),
        Half(codes, n, loss * held, loss**2 * held, held, blocks),
    )  # fmt: skip

    (tried,) = find_weak_slices(cells, replace(SEARCH, minimum=10), alpha=0.05, power=0.8).tried

    assert tried.is_open
    assert math.isnan(tried.effect)


def test_nothing_is_found_where_no_row_weighs_anything() -> None:
    nothing = np.zeros(80)
    half = Half(np.zeros((80, 1), dtype=np.int64), np.ones(80, dtype=np.int64), nothing, nothing, nothing)
    plan = replace(base_cells_of(classified(50, seed=1), search_spec()).plan, block=Block("who"))

    assert half.counts.sum() == 0
    assert (
        find_weak_slices(BaseCells(plan, 160, 160, (("a",),), half, half), SEARCH, alpha=0.05, power=0.8).tried
        == ()
    )
