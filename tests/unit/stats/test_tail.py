from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.tail import tail_mean, tail_stretch


def test_the_worst_share_by_hand() -> None:
    found = tail_mean([0.1, 0.4, 2.0], [6, 3, 1], share=0.2)

    assert found.value == pytest.approx(1.2)
    assert (found.threshold, found.rows) == (0.4, 2.0)
    assert found.influence.tolist() == pytest.approx([0.4 - 1.2, 0.4 - 1.2, 0.4 + 1.6 / 0.2 - 1.2])
    assert found.influence @ np.array([6, 3, 1]) == pytest.approx(0)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5, 1.0])
def test_it_is_the_mean_of_the_end_of_the_sorted_losses(share: float) -> None:
    losses = np.random.default_rng(1).exponential(size=1_000)

    found = tail_mean(losses, np.ones(1_000), share=share)

    assert found.value == pytest.approx(np.sort(losses)[-int(1_000 * share) :].mean(), abs=1e-9)


def test_it_is_the_least_value_of_the_formula_of_rockafellar_and_uryasev() -> None:
    losses, share = np.random.default_rng(2).normal(size=333), 0.07

    formula = min(t + np.maximum(losses - t, 0).mean() / share for t in losses)  # attained at one of the losses

    assert tail_mean(losses, np.ones(333), share=share).value == pytest.approx(formula, abs=1e-9)


def test_the_influence_is_the_change_by_one_more_row() -> None:
    losses, counts, more = np.array([0.2, 0.5, 1.5, 3.0]), np.array([600.0, 300, 70, 30]) * 1e4, 10.0

    found = tail_mean(losses, counts, share=0.05)

    for at in range(4):
        added = counts + more * (np.arange(4) == at)
        change = (tail_mean(losses, added, share=0.05).value - found.value) * counts.sum() / more
        assert change == pytest.approx(found.influence[at], abs=1e-4)


def test_without_rows_there_is_no_tail_and_empty_cells_take_no_part() -> None:
    nothing = tail_mean([], [], share=0.1)
    found = tail_mean([np.nan, 1.0, np.inf], [0, 5, 0], share=0.2)

    assert np.isnan(nothing.value)
    assert nothing.rows == 0
    assert (found.value, found.influence.tolist()) == (1.0, [0.0, 0.0, 0.0])


@pytest.mark.parametrize(
    ("losses", "counts", "share", "name"),
    [
        ([1.0], [1, 2], 0.1, "counts"),
        ([1.0], [-1], 0.1, "counts"),
        ([np.nan], [1], 0.1, "losses"),
        ([1.0], [1], 0.0, "share"),
        ([1.0], [1], 1.1, "share"),
    ],
)
def test_what_is_outside_the_domain_is_refused(
    losses: list[float], counts: list[float], share: float, name: str
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        tail_mean(losses, counts, share=share)


def test_the_stretch_is_what_the_largest_of_an_exponential_tail_would_add() -> None:
    draw, rows, share = np.random.default_rng(3), 40, 0.1
    excess = np.zeros((4_000, 400))
    excess[:, :rows] = draw.exponential(size=(4_000, rows))  # of 400 rows, 40 beyond the end of the tail
    influence = excess / share - 1
    added = (influence.max(axis=1).mean() / 400) ** 2 / (influence.var() / 400)

    assert tail_stretch(rows, share=share) == pytest.approx(np.sqrt(1 + added), rel=0.02)


@pytest.mark.parametrize(
    ("rows", "share", "name"), [(0.5, 0.1, "rows"), (20, 0.0, "share"), (20, 1.5, "share")]
)
def test_a_tail_without_rows_has_no_stretch(rows: float, share: float, name: str) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        tail_stretch(rows, share=share)
