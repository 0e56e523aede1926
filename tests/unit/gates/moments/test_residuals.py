from __future__ import annotations

import numpy as np
import pytest
from tests.fakes import forecasts, ranked
from tests.fakes.numbers import gate, moments_of, priced, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.moments.residuals import RESIDUAL_BINS, residual_figures
from lockgate.gates.moments.state import merge_moments
from lockgate.gates.slicing import Dimension

MAE = gate("mae", NotWorse(1.0), sliced=True)
SPEC = spec_of(MAE, by=((Dimension("size", bins=4),),))


def test_each_tenth_of_the_predictions_has_its_mean_error() -> None:
    columns = priced(1_000, seed=1)

    (figure,) = residual_figures(moments_of(columns, SPEC).residuals)

    assert [line.name for line in figure.lines] == ["baseline", "candidate"]
    assert all(98 <= rows <= 102 for rows in figure.lines[1].sizes)
    order = np.argsort(columns["p_new"])[-figure.lines[1].sizes[-1] :]
    error = columns["p_new"] - columns["price"]
    last = figure.lines[1].points[-1]
    assert last == pytest.approx((columns["p_new"][order].mean(), error[order].mean()))
    assert sum(figure.lines[0].sizes) == 1_000


def test_predictions_that_are_all_alike_are_one_point() -> None:
    columns = {**priced(20, seed=1), "p_new": np.full(20, 3.0)}

    (figure,) = residual_figures(
        moments_of(columns, spec_of(gate("mae", NotWorse(1.0)), baseline="p_old")).residuals
    )

    assert [len(line.points) for line in figure.lines] == [1, 1]


def test_parts_add_up_and_keep_the_edges_of_the_first() -> None:
    columns = priced(300, seed=1)
    whole = moments_of(columns, SPEC)
    rows = (slice(0, 100), slice(100, None))
    first, second = (
        moments_of({name: values[part] for name, values in columns.items()}, SPEC, like=whole.plan)
        for part in rows
    )

    merged = merge_moments(first, second).residuals

    assert [(one.model, one.at, one.rows) for one in merged] == [
        (one.model, one.at, one.rows) for one in whole.residuals
    ]
    assert [one.error for one in merged] == pytest.approx([one.error for one in whole.residuals], abs=1e-6)


def test_a_ranking_and_quantiles_without_a_median_have_no_residuals_and_a_forecast_has() -> None:
    low_and_high = (0.1, 0.9)
    ends = forecasts.spec_of(
        forecasts.gate("interval_width", Requirement.at_most(50)), candidate=forecasts.new(low_and_high)
    )
    points = forecasts.spec_of(forecasts.gate("mean_absolute_error", Requirement.at_most(50)))
    rank = ranked.spec_of(ranked.gate("ndcg_score", Requirement.at_least(0.1)))

    assert residual_figures(moments_of(forecasts.forecast(9, seed=1), ends).residuals) == ()
    assert residual_figures(moments_of(ranked.ranked(9, seed=1), rank).residuals) == ()
    (figure,) = residual_figures(moments_of(forecasts.forecast(9, seed=1), points).residuals)
    assert [line.name for line in figure.lines] == ["candidate"]
    assert len(figure.lines[0].points) == RESIDUAL_BINS
