from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.predictions import cells_of, gate, simulated, spec_of

from lockgate.domain.figure import MixFigure
from lockgate.domain.requirement import Requirement
from lockgate.gates.figures import model_figures
from lockgate.gates.judge import judge
from lockgate.gates.mix_figure import mix_figure
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.worst_mix import WorstMix

MIX = WorstMix(groups=(Dimension("carrier"),))


def table() -> dict[str, np.ndarray]:
    columns = simulated(3_000, seed=1)
    draw = np.random.default_rng(2)
    columns["carrier"] = draw.choice(["AA", "EV", "UA"], 3_000, p=[0.6, 0.1, 0.3])
    is_bad = (columns["carrier"] == "EV") & (draw.random(3_000) < 0.6)
    return {**columns, "p_new": np.where(is_bad, 1 - columns["p_new"], columns["p_new"])}


TABLE = table()


def asked(metric: str = "zero_one_loss") -> ModelGateSpec:
    return spec_of(replace(gate(metric, Requirement.at_most(0.33)), worst_mix=MIX))


def test_the_groups_are_drawn_with_the_shares_that_make_the_worst_mix() -> None:
    spec = asked()
    cells = cells_of(TABLE, spec)
    (finding,) = judge(spec, cells, seed=1)

    figure = next(one for one in model_figures(spec, cells, [finding]) if isinstance(one, MixFigure))

    wrong = (TABLE["p_new"] >= 0.5) != TABLE["late"]
    own = {name: wrong[TABLE["carrier"] == name].mean() for name in ("AA", "EV", "UA")}
    assert {row.label: row.estimate for row in figure.rows} == pytest.approx(own)
    assert all(row.lower < row.estimate < row.upper for row in figure.rows)
    assert sum(row.seen for row in figure.rows) == pytest.approx(1)
    assert sum(row.worst * row.estimate for row in figure.rows) == pytest.approx(figure.worst.estimate)
    assert figure.rows[0].worst - figure.rows[0].seen == max(row.worst - row.seen for row in figure.rows)
    assert all(row.worst <= 2 * row.seen + 1e-9 for row in figure.rows)
    assert figure.seen == pytest.approx(wrong.mean())
    assert finding.interval is not None
    assert (figure.worst.lower, figure.worst.upper) == (finding.interval.lower, finding.interval.upper)
    assert (figure.bar, figure.worst.verdict) == (0.33, finding.verdict.value)
    assert figure.title == "In which mix of carrier is zero_one_loss worst?"


def test_a_group_without_bounds_leaves_the_mix_open_and_is_drawn() -> None:
    few = np.arange(3_000) < 5
    spec = asked("log_loss")
    cells = cells_of({**TABLE, "carrier": np.where(few, "new", TABLE["carrier"])}, spec)
    (finding,) = judge(spec, cells, seed=1)

    figure = mix_figure(spec, spec.gates[0], cells, [finding])

    assert figure is not None
    assert finding.interval is None
    assert np.isnan([figure.worst.lower, figure.worst.upper]).all()


def test_nothing_is_drawn_where_there_is_no_number() -> None:
    spec = asked()
    one_group = {**TABLE, "carrier": np.full(3_000, "AA")}
    cells = cells_of(one_group, spec)
    found = judge(spec, cells, seed=1)

    assert mix_figure(spec, spec.gates[0], cells, found) is None
    assert mix_figure(spec, spec.gates[0], cells, []) is None
    broken = cells_of({**TABLE, "p_new": np.full(3_000, np.nan)}, spec)
    assert mix_figure(spec, spec.gates[0], broken, judge(spec, broken, seed=1)) is None
    whole = replace(spec.gates[0], worst_mix=None)
    assert mix_figure(spec, whole, cells, found) is None
