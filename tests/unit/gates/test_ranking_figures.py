from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_curve
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.ranking_figures import ranking_figures
from lockgate.scan.blocks import BlockSpec

RANKED = spec_of(gate("roc_auc", Requirement.at_least(0.6)))


def test_both_models_have_a_curve_and_a_band_around_it() -> None:
    columns = simulated(2_000, seed=1)

    roc, trade = ranking_figures(cells_of(columns, RANKED))

    for figure in (roc, trade):
        assert [line.name for line in figure.lines] == ["baseline", "candidate"]
        for line in figure.lines:
            assert len(line.band) == len(line.points) > 15
            assert all(low <= y <= high for (_, y), (low, high) in zip(line.points, line.band, strict=True))
    fallout, recall, _ = roc_curve(columns["late"], columns["p_new"], drop_intermediate=False)
    for x, y in roc.lines[1].points:
        assert y == pytest.approx(float(recall[fallout <= x + 1e-12].max()), abs=0.01)


def test_one_model_has_one_curve() -> None:
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.6)), baseline=None)

    assert [len(figure.lines) for figure in ranking_figures(cells_of(simulated(500, seed=2), spec))] == [1, 1]


def test_points_without_bounds_have_a_band_that_holds_all_rates() -> None:
    columns = {"late": [0, 0, 1], "p_new": [0.9, 0.2, 0.6], "p_old": [0.9, 0.2, 0.6]}

    roc, _ = ranking_figures(cells_of(columns, RANKED))

    assert set(roc.lines[0].band) == {(0.0, 1.0)}
    assert len(roc.lines[0].band) == len(roc.lines[0].points) > 0


def test_nothing_is_drawn_without_ranks_or_with_one_class() -> None:
    unranked = spec_of(gate("accuracy", Requirement.at_least(0.6)))
    one_class = {**simulated(50, seed=3), "late": np.zeros(50, dtype=np.int64)}

    assert ranking_figures(cells_of(simulated(50, seed=3), unranked)) == ()
    assert ranking_figures(cells_of(one_class, RANKED)) == ()


def test_of_weighed_rows_the_curves_are_weighed_and_have_no_band() -> None:
    weights = np.random.default_rng(2).gamma(1.0, 2.0, 2_000)
    columns = simulated(2_000, seed=1) | {"w": weights, "row": np.arange(2_000)}

    roc, trade = ranking_figures(cells_of(columns, replace(RANKED, weight="w", blocks=BlockSpec(entity="row"))))

    assert not any(line.band for figure in (roc, trade) for line in figure.lines)
    fallout, recall, _ = roc_curve(
        columns["late"], columns["p_new"], sample_weight=weights, drop_intermediate=False
    )
    for x, y in roc.lines[1].points:
        assert y == pytest.approx(float(recall[fallout <= x + 1e-12].max()), abs=0.02)
