"""Metrics of quantiles and forecasts, against scikit-learn, utilsforecast and their formulas by hand."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn import metrics as sk
from tests.fakes.forecasts import forecast, gate, whole
from tests.fakes.numbers import gate as gate_on
from tests.fakes.numbers import moments_of, priced, spec_of

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metric import Metric, with_arguments
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.metrics import metric_named
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task

with warnings.catch_warnings():  # its docstrings have escapes that Python warns of
    warnings.simplefilter("ignore")
    from utilsforecast import losses

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats]
Oracle = Callable[[Columns, str], float]


def _ends(columns: Columns, model: str) -> tuple[Floats, Floats, Floats, Floats]:
    return columns["sales"], columns[f"{model}_0.1"], columns[f"{model}_0.5"], columns[f"{model}_0.9"]


def _score(columns: Columns, model: str) -> Floats:
    label, low, _, high = _ends(columns, model)
    score: Floats = high - low + 10 * np.maximum(low - label, 0) + 10 * np.maximum(label - high, 0)
    return score


def _wis(columns: Columns, model: str) -> float:
    """Bracher's own form: the median's error and the weighted interval score, by the number of both."""
    label, _, middle, _ = _ends(columns, model)
    return float(((np.abs(label - middle) / 2 + 0.1 * _score(columns, model)) / 1.5).mean())


def _coverage(columns: Columns, model: str) -> float:
    label, low, _, high = _ends(columns, model)
    return float(((low <= label) & (label <= high)).mean())


def _crossings(columns: Columns, model: str) -> float:
    _, low, middle, high = _ends(columns, model)
    return float(((low > middle) | (middle > high)).mean())


def _scaled(columns: Columns, model: str) -> Floats:
    scaled: Floats = np.abs(columns[f"{model}_0.5"] - columns["sales"]) / columns["naive"]
    return scaled


def _pinball(level: float) -> Oracle:
    return lambda c, model: float(sk.mean_pinball_loss(c["sales"], c[f"{model}_{level:g}"], alpha=level))


ORACLES: dict[str, Oracle] = {
    "mean_pinball_loss": _pinball(0.9),
    "weighted_interval_loss": _wis,
    "interval_coverage": _coverage,
    "quantile_coverage": lambda c, model: float((c["sales"] <= c[f"{model}_0.9"]).mean()),
    "quantile_crossing_rate": _crossings,
    "interval_width": lambda c, model: float((c[f"{model}_0.9"] - c[f"{model}_0.1"]).mean()),
    "interval_loss": lambda c, model: float(_score(c, model).mean()),
    "mean_absolute_error": lambda c, model: float(sk.mean_absolute_error(c["sales"], c[f"{model}_0.5"])),
    "symmetric_percentage_error": lambda c, model: 2 * _by_series(losses.smape, c, model),
    "mean_absolute_scaled_error": lambda c, model: float(_scaled(c, model).mean()),
    "root_mean_squared_scaled_error": lambda c, model: float(np.sqrt((_scaled(c, model) ** 2).mean())),
}


def _by_series(loss: Callable[..., pd.DataFrame], columns: Columns, model: str) -> float:
    frame = pd.DataFrame(
        {"unique_id": columns["shop"], "y": columns["sales"], "model": columns[f"{model}_0.5"]}
    )
    return float(loss(frame, models=["model"])["model"].mean())


def _crossing(columns: dict[str, Floats]) -> dict[str, Floats]:
    """Return the columns with a few quantiles in the wrong order."""
    changed = columns["new_0.9"].copy()
    changed[::7] = columns["new_0.5"][::7] - 1
    return {**columns, "new_0.9": changed}


@pytest.mark.parametrize("by_series", [False, True], ids=["rows", "series"])
@pytest.mark.parametrize("name", ORACLES)
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(name: str, by_series: bool) -> None:  # noqa: FBT001 - a parameter
    asked, oracle = gate(name, Requirement.between(0.1, 0.9)), ORACLES[name]
    columns = _crossing(forecast(60, seed=4))
    cells = whole(columns, asked, by_series=by_series)
    metric = asked.definition

    alone = [metric.estimate(cells, model) for model in (Model.CANDIDATE, Model.BASELINE)]
    paired = metric.difference(cells)

    new, old = oracle(columns, "new"), oracle(columns, "old")
    assert [one.estimate.value for one in alone] == pytest.approx([new, old], rel=1e-9, abs=1e-11)
    assert paired.estimate.value == pytest.approx(new - old, rel=1e-7, abs=1e-9)
    assert paired.estimate.n == (60 if by_series else 360)
    for measured in (alone[0], paired):
        lower, upper = measured.bounds(0.1)
        assert lower <= measured.estimate.value <= upper


def test_the_scaled_error_of_a_series_is_that_of_utilsforecast() -> None:
    columns = forecast(1, seed=3, days=20)
    history = np.random.default_rng(1).normal(100, 10, 40)
    columns["naive"] = np.full(20, np.abs(np.diff(history)).mean())
    frame = pd.DataFrame(
        {"unique_id": 0, "ds": np.arange(20), "y": columns["sales"], "model": columns["new_0.5"]}
    )
    trained = pd.DataFrame({"unique_id": 0, "ds": np.arange(40), "y": history})

    expected = losses.mase(frame, models=["model"], seasonality=1, train_df=trained)["model"][0]

    asked = gate("mean_absolute_scaled_error", Requirement.at_most(1))
    found = asked.definition.estimate(whole(columns, asked), Model.CANDIDATE).estimate.value
    assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("scale", [0.0, -1.0, None, float("nan"), float("inf")])
def test_a_row_without_a_scale_makes_it_undefined(scale: float | None) -> None:
    columns = {**forecast(4, seed=1, days=1), "naive": [1.0, 2.0, scale, 4.0]}
    asked = gate("mean_absolute_scaled_error", Requirement.at_most(1))

    measured = asked.definition.estimate(whole(columns, asked), Model.CANDIDATE)

    assert measured.undefined == "1 row has no scale above 0"


@pytest.mark.parametrize("power", [0, 1, 1.5, 2, 3])
def test_deviances_and_what_is_explained_of_them_are_scikit_learns(power: float) -> None:
    columns = priced(500, seed=2)
    spec, metrics = _of_power(power)
    cells = moments_of(columns, spec).slice(0)
    label, new, old = (columns[name] for name in ("price", "p_new", "p_old"))

    for metric, oracle in zip(metrics, (sk.mean_tweedie_deviance, sk.d2_tweedie_score), strict=True):
        expected = [float(oracle(label, given, power=power)) for given in (new, old)]
        found = [metric.estimate(cells, model).estimate.value for model in (Model.CANDIDATE, Model.BASELINE)]
        assert found == pytest.approx(expected, rel=1e-7)
        assert metric.difference(cells).estimate.value == pytest.approx(expected[0] - expected[1], rel=1e-6)


def _of_power(power: float) -> tuple[ModelGateSpec, list[Metric[MomentSlice]]]:
    names = ("mean_tweedie_deviance", "d2_tweedie_score")
    gates = [
        MetricGate(
            metric=name, requirement=Requirement.at_most(1), task=Task.REGRESSION, arguments=(("power", power),)
        )
        for name in names
    ]
    given = {"power": power}
    return spec_of(*gates), [with_arguments(metric_named(name, Task.REGRESSION), given) for name in names]


@pytest.mark.parametrize(
    ("power", "price", "p_new", "count"),
    [
        (1, 0.0, 1.0, 0),
        (1, -1.0, 1.0, 1),
        (1.5, 0.0, 0.0, 1),
        (2, 0.0, 1.0, 1),
        (2, 1.0, 0.0, 1),
        (0, -1.0, -1.0, 0),
    ],
)
def test_what_a_deviance_does_not_take_is_counted(power: float, price: float, p_new: float, count: int) -> None:
    spec, _ = _of_power(power)
    columns = {"price": [price, 2.0], "p_new": [p_new, 3.0], "p_old": [1.0, 1.0]}

    cells = moments_of(columns, spec).slice(0)

    assert cells.undefined[Term(Kind.DEVIANCE, (float(power),))] == count


def test_labels_that_are_all_alike_have_no_deviance_to_explain() -> None:
    for power in (1, 1.5, 2):
        spec, metrics = _of_power(power)
        cells = moments_of({"price": [3.3] * 9, "p_new": [1.0] * 9, "p_old": [2.0] * 9}, spec).slice(0)
        assert metrics[1].estimate(cells, Model.CANDIDATE).undefined == "all labels are alike"


def test_a_row_where_label_and_prediction_are_zero_has_no_symmetric_error() -> None:
    asked = gate_on("smape", Requirement.at_most(1))
    columns = {"price": [0.0, 10.0], "p_new": [0.0, 30.0], "p_old": [1.0, 0.0]}
    cells = moments_of(columns, spec_of(asked)).slice(0)

    found = [
        asked.definition.estimate(cells, model).estimate.value for model in (Model.CANDIDATE, Model.BASELINE)
    ]

    assert found == pytest.approx([0.5, 2.0])
