from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.operating_point import (
    Cut,
    Rate,
    cut_at_fallout,
    cut_at_precision,
    cut_at_recall,
    cut_at_rows,
    cut_influence,
    fallout,
    precision,
    recall,
    selected,
    specificity,
)

P, N = np.array([1.0, 2.0, 4.0, 8.0]), np.array([16.0, 8.0, 4.0, 2.0])


def test_cuts_are_where_their_rate_says() -> None:
    assert cut_at_rows(P, N, 14) == Cut(2, 0.5, 10.0, 14.0)
    assert cut_at_recall(P, N, 0.6) == Cut(2, 1.0, 12.0, 18.0)
    assert cut_at_fallout(P, N, 0.2) == Cut(2, 1.0, 12.0, 18.0)
    assert cut_at_precision(P, N, 0.5) == Cut(1, 1.0, 14.0, 28.0)
    assert cut_at_fallout(P, N, 0.01) == Cut(4, 0.0, 0.0, 0.0)


def test_what_no_cut_can_do_is_nowhere() -> None:
    found = [
        cut_at_rows(P, N, 100),
        cut_at_recall([0.0], [1.0], 0.5),
        cut_at_fallout([1.0], [0.0], 0.5),
        cut_at_precision([1.0], [9.0], 0.5),
    ]

    assert [cut.bucket for cut in found] == [-1, -1, -1, -1]


def test_rows_of_an_empty_bucket_are_not_split() -> None:
    assert cut_at_rows([0.0], [0.0], 0) == Cut(0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [(precision, 12 / 18), (recall, 0.8), (specificity, 0.8), (fallout, 0.2)],
)
def test_rates_are_those_of_the_rows_above(reported: Rate, expected: float) -> None:
    value, *_ = cut_influence(P, N, cut_at_recall(P, N, 0.6), reported=reported, fixed=recall)

    assert value == pytest.approx(expected)


@pytest.mark.parametrize("reported", [precision, recall, specificity])
def test_influences_sum_to_zero(reported: Rate) -> None:
    cut = cut_at_rows(P, N, 14)

    _, of_positives, of_negatives = cut_influence(P, N, cut, reported=reported, fixed=selected)

    assert float(P @ of_positives + N @ of_negatives) == pytest.approx(0, abs=1e-9)


def test_the_standard_error_is_that_of_the_bootstrap() -> None:
    draw = np.random.default_rng(1)
    score = draw.random(4_000)
    late = draw.random(4_000) < score**2
    edges = np.linspace(0, 1, 801)

    def counts(pick: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        p, n = np.histogram(score[pick][late[pick]], edges)[0], np.histogram(score[pick][~late[pick]], edges)[0]
        return p.astype(float), n.astype(float)

    p, n = counts(np.arange(4_000))
    _, of_p, of_n = cut_influence(p, n, cut_at_fallout(p, n, 0.1), reported=recall, fixed=fallout)
    draws = []
    for _ in range(300):
        p_drawn, n_drawn = counts(draw.integers(0, 4_000, 4_000))
        cut = cut_at_fallout(p_drawn, n_drawn, 0.1)
        draws.append(cut_influence(p_drawn, n_drawn, cut, reported=recall, fixed=fallout)[0])

    error = math.sqrt(float(p @ of_p**2 + n @ of_n**2)) / 4_000
    assert error == pytest.approx(float(np.std(draws)), rel=0.15)


def test_a_rate_that_has_no_value_has_no_influence() -> None:
    value, of_positives, _ = cut_influence(P, N, Cut(4, 0.0, 0.0, 0.0), reported=precision, fixed=fallout)

    assert math.isnan(value)
    assert np.isnan(of_positives).all()


def test_a_fixed_rate_that_does_not_move_with_the_cut_leaves_the_influence_unknown() -> None:
    _, of_positives, _ = cut_influence(
        P, N, cut_at_rows(P, N, 14), reported=recall, fixed=lambda at: at.positives
    )

    assert np.isnan(of_positives).all()


def test_counts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ParameterError, match="one number a bucket"):
        cut_at_rows([1.0, 2.0], [1.0], 1)
