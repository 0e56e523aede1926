from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.oracles import exact_rows
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.measurement import ExcessMeasurement, MeanMeasurement
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.partial_area import partial_area


def _area(rows: Histogram) -> Ranked:
    value, of_positives, of_negatives, _ = partial_area(rows.positives, rows.negatives, 1.0)
    return Ranked(value, Influence(of_positives, of_negatives), 100, chance=0.01, spread=0.02)


def test_a_histogram_holds_the_rows_and_the_predictions() -> None:
    late, _, new, cells = exact_rows()

    rows = Histogram.of(cells, Model.CANDIDATE)

    assert rows.rows.sum() == late.size
    assert rows.flagged == (((new >= 0.5) & (late == 1)).sum(), ((new >= 0.5) & (late == 0)).sum())
    assert float(rows.rows @ rows.scores) == pytest.approx(float(new.sum()))
    assert (rows.half_widths > 0).all()
    assert rows.is_tied[rows.rows > 0].all()


def test_what_chance_adds_is_given_up_below_only() -> None:
    cells = exact_rows()[3]

    plain = RankedMetric(_area, -math.inf, math.inf).estimate(cells, Model.CANDIDATE)
    excess = RankedMetric(_area, is_excess=True).estimate(cells, Model.CANDIDATE)

    assert isinstance(excess, ExcessMeasurement)
    assert plain.bounds(0.1)[0] - excess.bounds(0.1)[0] == pytest.approx(0.01)
    assert plain.bounds(0.1)[1] == pytest.approx(excess.bounds(0.1)[1])


def test_of_a_difference_either_bound_gives_up_what_chance_adds_to_one_model() -> None:
    cells = exact_rows()[3]

    measured = RankedMetric(_area, is_excess=True).difference(cells)

    assert isinstance(measured, ExcessMeasurement)
    assert measured.chance == (0.01, 0.01)


def test_a_model_against_itself_owes_nothing_to_chance() -> None:
    columns = simulated(500, seed=1)
    cells = whole(columns["late"], columns["p_new"])

    measured = RankedMetric(_area, is_excess=True).difference(cells)

    assert isinstance(measured, ExcessMeasurement)
    assert (measured.estimate.value, measured.slack, measured.chance) == (0.0, 0.0, (0.0, 0.0))


def test_an_influence_that_is_not_known_leaves_the_bounds_unknown() -> None:
    def unknown(rows: Histogram) -> Ranked:
        nothing = np.full(rows.positives.size, np.nan)
        return Ranked(0.5, Influence(nothing, nothing), 10)

    cells = exact_rows()[3]
    alone, paired = (
        RankedMetric(unknown).estimate(cells, Model.CANDIDATE),
        RankedMetric(unknown).difference(cells),
    )

    assert np.isnan([*alone.bounds(0.1), *paired.bounds(0.1)]).all()
    assert isinstance(paired, MeanMeasurement)
