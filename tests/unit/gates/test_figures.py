from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.figure import CurveFigure, IntervalFigure
from lockgate.domain.finding import Interval
from lockgate.domain.requirement import Requirement
from lockgate.gates import figures
from lockgate.gates.figures import model_figures
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse

SLICED = gate("log_loss", NotWorse(0.02), sliced=True)


def test_the_calibration_curve_shows_both_models_against_the_diagonal() -> None:
    columns, spec = simulated(3_000, seed=1), spec_of(SLICED)
    cells = cells_of(columns, spec)

    curve = model_figures(spec, cells, judge(spec, cells))[0]

    assert isinstance(curve, CurveFigure)
    assert curve.diagonal
    assert [line.name for line in curve.lines] == ["baseline", "candidate"]
    assert sum(curve.lines[1].sizes) == 3_000
    bin_of = (np.asarray(columns["p_new"]) * 10).astype(int)
    expected = np.asarray(columns["p_new"])[bin_of == 3].mean(), np.asarray(columns["late"])[bin_of == 3].mean()
    assert curve.lines[1].points[3] == pytest.approx(expected)


def test_without_a_baseline_there_is_one_line() -> None:
    spec = spec_of(gate("accuracy", Requirement.at_least(0.5)), baseline=None)
    cells = cells_of(simulated(300, seed=1), spec)

    shown = model_figures(spec, cells, judge(spec, cells))

    assert len(shown) == 1
    assert isinstance(shown[0], CurveFigure)
    assert [line.name for line in shown[0].lines] == ["candidate"]


def test_slices_are_shown_worst_first_against_the_bar() -> None:
    spec = spec_of(SLICED, gate("roc_auc", Requirement.at_least(0.6), sliced=True))
    cells = cells_of(simulated(3_000, seed=2), spec)

    *_, loss, auc = model_figures(spec, cells, judge(spec, cells))

    assert isinstance(loss, IntervalFigure)
    assert isinstance(auc, IntervalFigure)
    assert (loss.bar, auc.bar) == (0.02, 0.6)
    assert [row.upper for row in loss.rows] == sorted((row.upper for row in loss.rows), reverse=True)
    assert [row.lower for row in auc.rows] == sorted(row.lower for row in auc.rows)
    assert auc.title == "In which slices is roc_auc ≥ 0.6?"


def test_only_the_worst_of_many_slices_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = spec_of(SLICED)
    cells = cells_of(simulated(3_000, seed=2), spec)
    monkeypatch.setattr(figures, "MOST_ROWS", 2)

    plot = model_figures(spec, cells, judge(spec, cells))[1]

    assert isinstance(plot, IntervalFigure)
    assert len(plot.rows) == 2
    assert plot.title.endswith("(the 2 worst of 3 slices)")


def test_no_rows_make_no_plot() -> None:
    columns = {name: np.asarray(values)[:0] for name, values in simulated(1, seed=1).items()}
    spec = spec_of(SLICED)
    cells = cells_of(columns, spec)

    assert model_figures(spec, cells, judge(spec, cells)) == ()


def test_slices_without_bounds_are_not_drawn() -> None:
    spec = spec_of(gate("roc_auc", Requirement.at_least(0.6), sliced=True))
    cells = cells_of({**simulated(50, seed=2), "late": np.zeros(50, dtype=int)}, spec)

    shown = model_figures(spec, cells, judge(spec, cells))

    assert {type(one) for one in shown} == {CurveFigure}


def test_a_slice_of_one_row_has_no_line() -> None:
    columns = {**simulated(500, seed=3), "carrier": np.array(["AA"] * 499 + ["HA"])}
    spec = spec_of(SLICED)
    cells = cells_of(columns, spec)

    plot = model_figures(spec, cells, judge(spec, cells))[1]

    assert isinstance(plot, IntervalFigure)
    assert [row.label for row in plot.rows] == ["carrier=AA"]


def test_a_slice_with_an_open_end_is_not_drawn() -> None:
    spec = spec_of(SLICED)
    cells = cells_of(simulated(3_000, seed=2), spec)
    findings = [
        replace(one, interval=Interval(0.0, None, 0.1, "t"))
        if one.subject.slice == (("carrier", "AA"),)
        else one
        for one in judge(spec, cells)
    ]

    plot = model_figures(spec, cells, findings)[1]

    assert isinstance(plot, IntervalFigure)
    assert sorted(row.label for row in plot.rows) == ["carrier=B6", "carrier=UA"]
