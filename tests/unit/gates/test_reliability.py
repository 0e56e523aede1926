from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.reliability import reliability_figures
from lockgate.scan.blocks import BlockSpec

BY_ROW = BlockSpec(entity="row")
ACCURACY = gate("accuracy", Requirement.at_least(0.5))


def test_each_model_has_a_line_of_at_most_ten_points_that_count_all_rows() -> None:
    (figure,) = reliability_figures(cells_of(simulated(1_000, seed=1), spec_of(ACCURACY)))

    assert [line.name for line in figure.lines] == ["baseline", "candidate"]
    assert all(len(line.points) <= 10 and sum(line.sizes) == 1_000 for line in figure.lines)


def test_without_a_baseline_there_is_one_line() -> None:
    (figure,) = reliability_figures(cells_of(simulated(100, seed=1), spec_of(ACCURACY, baseline=None)))

    assert [line.name for line in figure.lines] == ["candidate"]


def test_where_scores_are_ranked_there_is_an_isotonic_curve_with_a_band() -> None:
    columns = simulated(1_000, seed=1)
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.5)))

    _, isotonic = reliability_figures(cells_of(columns, spec))

    assert [line.name for line in isotonic.lines] == ["baseline", "candidate", "90 % of calibrated models"]
    assert all(20 < len(line.points) <= 60 for line in isotonic.lines)
    for line in isotonic.lines[:2]:
        rates = [y for _, y in line.points]
        assert rates == sorted(rates)
    band = isotonic.lines[2]
    inside = [low <= x <= high for (x, _), (low, high) in zip(band.points, band.band, strict=True)]
    assert sum(inside) > 0.9 * len(inside)


def test_a_miscalibrated_model_leaves_the_band() -> None:
    columns = simulated(5_000, seed=1)
    columns["p_new"] = columns["p_new"] ** 2
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.5)), baseline=None)

    _, isotonic = reliability_figures(cells_of(columns, spec))

    fitted, band = isotonic.lines
    outside = [y > high for (_, y), (_, high) in zip(fitted.points, band.band, strict=True)]
    assert sum(outside) > 0.6 * len(outside)


def test_without_rows_only_the_binned_curve_is_left() -> None:
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.5)))
    nothing = {name: values[:0] for name, values in simulated(10, seed=1).items()}

    assert len(reliability_figures(cells_of(nothing, spec))) == 1


@pytest.mark.parametrize(
    "other", [{"blocks": BY_ROW}, {"blocks": BY_ROW, "weight": "w"}], ids=["blocks", "weight"]
)
def test_rows_that_do_not_stand_for_themselves_have_no_band(other: dict[str, Any]) -> None:
    columns = simulated(1_000, seed=1) | {"row": np.arange(1_000), "w": np.full(1_000, 0.5)}
    spec = replace(spec_of(gate("roc_auc", Requirement.at_least(0.5)), baseline=None), **other)

    (figure,) = reliability_figures(cells_of(columns, spec))

    (plain, _) = reliability_figures(cells_of(columns, replace(spec, blocks=None, weight=None)))
    assert sum(figure.lines[0].sizes) == 1_000
    for mine, theirs in zip(figure.lines[0].points, plain.lines[0].points, strict=True):
        assert mine == pytest.approx(theirs)
