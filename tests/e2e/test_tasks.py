"""The projects of the how-to pages, run as they stand on made and on real data, and judged again from evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy import stats
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import QuantileRegressor
from tests.e2e.conftest import Site
from tests.fakes.departures import departures
from tests.fakes.forecasts import forecast
from tests.fakes.ranked import ranked

DOCS = Path(__file__).resolve().parents[2] / "docs/how-to"
BLOCK = re.compile(r"^```yaml\n(lockgate: 1\n.*?)^```", re.MULTILINE | re.DOTALL)


def films() -> dict[str, Any]:
    """Return films with stars and two scores, as a recommender would leave them."""
    columns = ranked(600, seed=1)
    return {("score_" + name if name in ("old", "new") else name): values for name, values in columns.items()}


def shops() -> dict[str, Any]:
    """Return forecasts of sales under the names of the page."""
    columns = forecast(800, seed=1)
    day = columns["ahead"] + 100
    naive = np.full(day.size, 12.0)
    away = {"p10": -13.0, "p50": 0.0, "p90": 13.0}
    renamed = {
        f"{model}_{name}": columns[f"{model}_0.5"] + by for model in ("old", "new") for name, by in away.items()
    }
    same = {"shop": columns["shop"], "sales": columns["sales"], "days_ahead": columns["ahead"]}
    return {**same, **renamed, "day": day, "naive_mae": naive}


def arrivals() -> dict[str, Any]:
    """Return minutes of travel and quantiles of two models of which the newer knows the width."""
    draw = np.random.default_rng(5)
    hub = np.array(["north", "south"])[draw.integers(0, 2, 4_000)]
    known = draw.gamma(9, 3, 4_000)
    found: dict[str, Any] = {"hub": hub, "minutes": known + draw.normal(0, 4, 4_000)}
    for name, width in (("old", 5.0), ("new", 4.0)):
        for level in (5, 50, 95):
            found[f"{name}_p{level:02}"] = known + width * stats.norm.ppf(level / 100)
    return found


@pytest.mark.parametrize(
    ("page", "at", "table", "columns", "unit"),
    [
        ("gate-a-ranking.md", 0, "ranked", films, "600 queries"),
        ("gate-forecasts-and-quantiles.md", 0, "arrivals", arrivals, "n = 4,000;"),
        ("gate-forecasts-and-quantiles.md", 1, "forecasts", shops, "800 series"),
    ],
)
def test_the_project_of_a_page_passes_and_is_judged_again_from_its_evidence(
    site: Site,
    page: str,
    at: int,
    table: str,
    columns: Callable[[], dict[str, Any]],
    unit: str,
) -> None:
    text = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))[at]
    site.home.write("lockgate.yaml", text)
    (site.root / "data").mkdir(exist_ok=True)
    pq.write_table(pa.table(columns()), site.root / f"data/{table}.parquet")

    code, out, err = site("run", "--evidence", "kept")

    assert (code, err) == (0, ""), out
    report = site("report", "--evidence", "kept", "--format", "json")[1]
    assert unit in report
    assert "0 differ" in site("replay", "--evidence", "kept")[1]


DIABETES = """
lockgate: 1
project: diabetes
data:
  scored: {source: data/scored.parquet}
stages:
  evaluate:
    - model:
        data: scored
        task: quantile_regression
        label: progression
        baseline: {0.1: old_10, 0.9: old_90}
        candidate: {0.1: new_10, 0.9: new_90}
      gates:
        - {metric: interval_coverage, arguments: {lower: 0.1, upper: 0.9}, mustBeGreaterOrEqualTo: 0.6}
        - {metric: weighted_interval_loss, notWorseThanBaselineBy: 20}
        - {metric: interval_width, arguments: {lower: 0.1, upper: 0.9}, mustBeLessThan: 20}
"""


def test_quantiles_of_real_models_are_judged(site: Site) -> None:
    features, label = load_diabetes(return_X_y=True)
    train, test = slice(0, 250), slice(250, None)
    scored: dict[str, Any] = {"progression": label[test]}
    for level in (0.1, 0.9):
        plain = QuantileRegressor(quantile=level, alpha=0).fit(features[train], label[train])
        trees = GradientBoostingRegressor(
            loss="quantile", alpha=level, n_estimators=60, max_depth=2, random_state=0
        ).fit(features[train], label[train])
        scored |= {f"old_{level * 100:.0f}": plain.predict(features[test])}
        scored |= {f"new_{level * 100:.0f}": trees.predict(features[test])}
    site.home.write("lockgate.yaml", DIABETES)
    (site.root / "data").mkdir(exist_ok=True)
    pq.write_table(pa.table(scored), site.root / "data/scored.parquet")

    code, out, _ = site("run")

    inside = (scored["new_10"] <= scored["progression"]) & (scored["progression"] <= scored["new_90"])
    assert code == 1  # the interval is far wider than 20
    assert "✘ 1 of 3 gates failed" in out
    assert 0.6 < inside.mean() < 0.9


DEPARTURES = """
lockgate: 1
project: departures
data:
  daily: {source: data/daily.parquet}
stages:
  evaluate:
    - model:
        data: daily
        task: forecasting
        series: line
        time: day
        horizon: ahead
        label: flights
        baseline: old
        candidate: new
      gates:
        - {metric: mean_absolute_scaled_error, arguments: {scale: naive_mae}, mustBeLessThan: 20}
        - {metric: mean_absolute_error, notWorseThanBaselineBy: 1, slices: all}
        - {metric: weighted_absolute_percentage_error, mustBeLessThan: 0.2}
"""


def test_forecasts_of_real_counts_are_judged_by_series_and_horizon(site: Site) -> None:
    table = departures(site.root)
    site.home.write("lockgate.yaml", DEPARTURES)
    (site.root / "data").mkdir(exist_ok=True)
    pq.write_table(table, site.root / "data/daily.parquet")
    flights, new, scale = (np.asarray(table[name], dtype=float) for name in ("flights", "new", "naive_mae"))

    code, _, err = site("run")

    assert (code, err) == (3, "")
    run = json.loads(site("report", "--format", "json")[1])
    scaled, whole, *horizons, share = run["run"]["stages"][0]["entries"][0]["findings"]
    # a line that flew the same every day has no scale, and is not left out
    assert scaled["summary"].startswith(f"undefined: {(scale == 0).sum():,} rows have no scale above 0")
    assert {one["verdict"] for one in (whole, *horizons, share)} == {"pass"}
    assert {one["n"] for one in (whole, *horizons, share)} == {len(set(table["line"].to_pylist()))}
    assert share["observed"] == pytest.approx(np.abs(new - flights).sum() / flights.sum(), rel=1e-9)
    assert len(horizons) == 2
