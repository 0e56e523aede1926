"""How often the search confirms a slice where none is weak, and how good its intervals are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.weak_slices import SEARCH

from lockgate.gates.discovery.base_cells import BaseCells, DiscoveryPlan, Half
from lockgate.gates.discovery.confirm import find_weak_slices
from lockgate.gates.discovery_spec import Against, Loss
from lockgate.gates.slice_plan import Cut
from lockgate.scan.blocks import Block
from lockgate.scan.schema import LogicalType

pytestmark = pytest.mark.slow

VALUES = 4
COLUMNS = 4
ROWS = 2_000
ALPHA = 0.05
Limit = Callable[[float, int], float]


def split(codes: np.ndarray, losses: np.ndarray, random: np.random.Generator) -> BaseCells:
    """Return cells of rows that fall in either half by chance."""
    plan = DiscoveryPlan(
        loss=Loss.ERROR, against=Against.REST, cuts=tuple(Cut(f"c{at}") for at in range(COLUMNS)),
        types=(LogicalType.STRING,) * COLUMNS, identity=("id",), seed=0,
    )  # fmt: skip
    is_searched = random.random(len(losses)) < 0.5
    values = (tuple(str(value) for value in range(VALUES)),) * COLUMNS
    halves = (_half(codes[chosen], losses[chosen]) for chosen in (is_searched, ~is_searched))
    return BaseCells(plan, len(losses), len(losses), values, *halves)


def _half(codes: np.ndarray, losses: np.ndarray) -> Half:
    flat = np.ravel_multi_index(tuple(codes.T), (VALUES,) * COLUMNS)
    known, at, n = np.unique(flat, return_inverse=True, return_counts=True)
    sums, squares = (np.bincount(at, values).astype(float) for values in (losses, losses**2))
    return Half(np.stack(np.unravel_index(known, (VALUES,) * COLUMNS), axis=1), n, sums, squares)


def losses_of(kind: str, rows: int, random: np.random.Generator) -> np.ndarray:
    """Return losses that depend on nothing: wrong or right, of a log loss, or a difference of two models."""
    if kind == "error":
        return (random.random(rows) < 0.2).astype(float)
    if kind == "log loss":
        chance = random.beta(4, 1, rows)
        return np.where(random.random(rows) < chance, -np.log(chance), -np.log(1 - chance))
    return random.normal(0, 1, rows)


@pytest.mark.parametrize("kind", ["error", "log loss", "difference"])
def test_on_noise_any_slice_is_confirmed_at_most_as_often_as_stated(kind: str, with_chance: Limit) -> None:
    random = np.random.default_rng(2013)
    runs = 300
    asked = replace(SEARCH, minimum=50)
    alarms = tried = 0
    for _ in range(runs):
        codes = random.integers(0, VALUES, (ROWS, COLUMNS))
        searched = find_weak_slices(
            split(codes, losses_of(kind, ROWS, random), random), asked, alpha=ALPHA, power=0.8
        )
        alarms += bool(searched.confirmed)
        tried += len(searched.tried)

    assert tried > runs  # so there was something to be deceived by
    assert alarms / runs <= with_chance(ALPHA, runs)


def test_where_one_slice_is_weak_it_is_found_and_its_interval_covers(with_chance: Limit) -> None:
    random = np.random.default_rng(7)
    runs, found, covered = 200, 0, 0
    for _ in range(runs):
        codes = random.integers(0, VALUES, (ROWS, COLUMNS))
        inside = (codes[:, 0] == 1) & (codes[:, 2] == 3)
        losses = (random.random(ROWS) < np.where(inside, 0.5, 0.2)).astype(float)
        searched = find_weak_slices(
            split(codes, losses, random), replace(SEARCH, minimum=30), alpha=ALPHA, power=0.8
        )
        for weak in searched.confirmed:
            if weak.conditions == ((0, 1), (2, 3)):
                found += 1
                covered += weak.lower <= 0.3 <= weak.upper

    assert found > 0.8 * runs
    assert 1 - covered / found <= with_chance(2 * ALPHA, found)


@pytest.mark.parametrize("has_blocks", [True, False])
def test_where_rows_of_a_customer_are_alike_noise_is_confirmed_as_rarely_with_blocks_only(
    with_chance: Limit, *, has_blocks: bool
) -> None:
    random = np.random.default_rng(2014)
    runs, customers, rows = 200, 300, 8
    wrong = 0
    for _ in range(runs):
        codes = np.repeat(random.integers(0, VALUES, (customers, COLUMNS)), rows, axis=0)  # all in one slice
        weights = random.gamma(2.0, 0.5, customers * rows)
        losses = np.repeat(random.normal(0, 1, customers), rows) + random.normal(0, 1, customers * rows)
        is_searched = np.repeat(random.random(customers) < 0.5, rows)
        block = np.repeat(random.integers(0, 64, customers), rows)
        n, first, second = np.ones(len(losses), dtype=np.int64), weights * losses, weights * losses**2
        searched, held = (
            Half(codes[at], n[at], first[at], second[at], weights[at]) for at in (is_searched, ~is_searched)
        )
        if has_blocks:
            held = replace(held, blocks=block[~is_searched])
        plan = replace(
            split(codes[:2], losses[:2], random).plan, block=Block("customer") if has_blocks else None
        )
        values = (tuple(str(value) for value in range(VALUES)),) * COLUMNS
        cells = BaseCells(plan, len(losses), len(losses), values, searched, held)
        asked = replace(SEARCH, minimum=50, margin=0.0)
        wrong += bool(find_weak_slices(cells, asked, alpha=ALPHA, power=0.8).confirmed)

    if has_blocks:
        assert wrong / runs <= with_chance(ALPHA, runs)
    else:
        assert wrong / runs > 0.2
