from __future__ import annotations

import duckdb
import numpy as np
import pytest
from sqlglot import exp

from lockgate.gates.buckets import (
    BIN_CHOICES,
    COARSE_STARTS,
    ECE_BINS,
    FINE_BUCKETS,
    SLICE_FACTOR,
    bin_of_coarse,
    binned_sql,
    bucket_centres,
    coarse_of_fine,
    coarse_sql,
    fine_sql,
)


def _buckets(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    fine, coarse = fine_sql(exp.column("p")).sql("duckdb"), coarse_sql(exp.column("f")).sql("duckdb")
    query = f"select {coarse} k, f from (select {fine} f from (select unnest($scores::double[]) p))"  # noqa: S608 - ours
    found = duckdb.execute(query, {"scores": scores.tolist()}).fetchnumpy()
    return np.asarray(found["f"]), np.asarray(found["k"])


@pytest.fixture
def scores() -> np.ndarray:
    draw = np.random.default_rng(1)
    small = 10.0 ** -draw.uniform(0, 12, 2_000)
    return np.sort(np.concatenate([draw.random(2_000), small, 1 - small, [0.0, 0.5, 1.0]]))


def test_buckets_ascend_with_the_score_and_stay_in_the_grid(scores: np.ndarray) -> None:
    fine, coarse = _buckets(scores)

    assert (np.diff(fine) >= 0).all()
    assert (np.diff(coarse) >= 0).all()
    assert (fine.min(), fine.max()) == (0, FINE_BUCKETS - 1)


def test_each_fine_bucket_lies_in_the_coarse_bucket_that_sql_gives_it(scores: np.ndarray) -> None:
    fine, coarse = _buckets(scores)

    assert (coarse_of_fine(1)[fine] == coarse).all()
    assert (coarse_of_fine(SLICE_FACTOR)[fine // SLICE_FACTOR] == coarse).all()


def test_a_bucket_is_never_wider_than_one_in_1920_nor_than_a_sixteenth_of_an_octave(scores: np.ndarray) -> None:
    inner = scores[(scores > 1e-7) & (scores < 1 - 1e-7)]

    fine, _ = _buckets(inner)

    off = np.abs(bucket_centres(1)[fine] - inner)
    assert (off <= np.minimum(1 / 1920, 0.05 * np.minimum(inner, 1 - inner) + 1e-12)).all()


def test_decimal_edges_open_their_bucket() -> None:
    tenths = np.arange(1, 10) / 10

    _, coarse = _buckets(tenths)

    assert bin_of_coarse(ECE_BINS)[coarse].tolist() == list(range(1, ECE_BINS))


@pytest.mark.parametrize("choices", [*((bins,) for bins in BIN_CHOICES), (4, 10), (2, 20)])
def test_a_bin_is_named_by_its_first_coarse_bucket(scores: np.ndarray, choices: tuple[int, ...]) -> None:
    scores = np.concatenate([scores, np.arange(21) / 20, np.nextafter(np.arange(1, 21) / 20, 0)])
    query = f"select {binned_sql(exp.column('p'), choices).sql('duckdb')} k from (select unnest($scores::double[]) p)"  # noqa: S608 - ours
    found = np.asarray(duckdb.execute(query, {"scores": scores.tolist()}).fetchnumpy()["k"])

    _, coarse = _buckets(scores)
    for bins in choices:
        assert (bin_of_coarse(bins)[found] == bin_of_coarse(bins)[coarse]).all()
    edges = {edge / bins for bins in choices for edge in range(bins)}
    assert len(set(found.tolist())) == len(edges)
    assert (found <= coarse).all()


@pytest.mark.parametrize("factor", [1, SLICE_FACTOR])
def test_centres_ascend(factor: int) -> None:
    centres = bucket_centres(factor)

    assert centres.shape == (FINE_BUCKETS // factor,)
    assert (np.diff(centres) > 0).all()


def test_merged_buckets_do_not_cross_coarse_ones() -> None:
    assert all(start % SLICE_FACTOR == 0 for start in COARSE_STARTS)
