"""Every kind of drift, from lockgate.yaml to the verdict, and judged again without the table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.e2e.conftest import PROJECT, Site

ROWS = 4_000
STAGES = """  monitor:
    - drift:
        data: now
        reference: before
        label: late
        prediction: score
        slices: [carrier]
        multivariate: [domain_classifier]
        min_slice_rows: 100
"""


def _flights(*, seed: int, year: int, moved: bool = False) -> Mapping[str, object]:
    """Return flights of a year; where they moved, each column did so in its own way."""
    draw = np.random.default_rng(seed)
    start = datetime(year, 1, 1)  # noqa: DTZ001 - timestamps of the table have no zone
    days = [start + timedelta(days=int(day)) for day in draw.integers(0, 364, ROWS)]
    hours = draw.integers(12 if moved else 5, 23, ROWS)
    carriers = np.array(["AA", "B6", "ZZ"] if moved else ["AA", "B6", "UA"])
    missing = draw.random(ROWS) < (0.4 if moved else 0.05)
    return {
        "carrier": pa.array(draw.choice(carriers, ROWS).tolist()),
        "distance": draw.normal(1_000, 200, ROWS),
        "air_time": pa.array(draw.normal(150, 30, ROWS), mask=missing),
        "left": pa.array([day + timedelta(hours=int(hour)) for day, hour in zip(days, hours, strict=True)]),
        "booked": pa.array([_weekend(day) if moved else day.date() for day in days]),
        "late": draw.random(ROWS) < (0.6 if moved else 0.2),
        "score": draw.beta(5 if moved else 2, 5, ROWS),
    }


def _weekend(day: datetime) -> date:
    return (day + timedelta(days=5 - day.weekday() % 5)).date() if day.weekday() < 5 else day.date()


@pytest.fixture
def found(site: Site) -> Mapping[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return what is found of each subject in a year like the one before, and in one in which all moved."""
    before = site.home.table("before", _flights(seed=1, year=2013))
    now = site.home.table("now", _flights(seed=2, year=2014))
    data = f"  before: {before}\n  now: {now}\n"
    site.home.write("lockgate.yaml", PROJECT.format(data=data, stages=STAGES))
    code, _, error = site("reference", "accept", "before", "--reason", "the year before")
    assert code == 0, error
    same = _run(site, 0)
    site.home.table("now", _flights(seed=3, year=2014, moved=True))
    moved = _run(site, 1)
    Path(site.root / now).unlink()
    assert site("replay", "latest")[0] == 1  # the same verdict again, without the table
    return {name: (same.get(name, {}), moved.get(name, {})) for name in {**same, **moved}}


def _run(site: Site, expected: int) -> dict[str, dict[str, Any]]:
    code, shown, error = site("run", "-f", "json")
    assert code == expected, error
    (stage,) = json.loads(shown)["run"]["stages"]
    (entry,) = stage["entries"]
    named = {}
    for finding in entry["findings"]:
        subject = finding["subject"]
        picked = "".join(f" {by}={value}" for by, value in subject.get("slice", []))
        named[f"{finding['check']} {','.join(subject.get('columns', []))}{picked}"] = finding
    return named


def test_every_kind_of_drift_is_found_and_none_in_a_year_like_the_one_before(
    found: Mapping[str, tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    whole = [name for name in found if name.startswith(("drift ", "missingness_drift ")) and "=" not in name]
    verdicts = {name: tuple(one.get("verdict") for one in found[name]) for name in whole}

    assert verdicts == {
        "drift ": ("pass", "fail"),
        "drift carrier": ("pass", "fail"),
        "drift distance": ("pass", "pass"),
        "drift air_time": ("pass", "pass"),
        "drift left": ("pass", "fail"),
        "drift booked": ("pass", "fail"),
        "drift late": ("pass", "fail"),
        "drift score": ("pass", "fail"),
        "missingness_drift air_time": ("pass", "fail"),
    }
    summaries = {name: found[name][1]["summary"] for name in whole}
    assert summaries["drift late"].startswith("the label; ")
    assert summaries["drift score"].startswith("the prediction; ")
    assert "1 new value in 3" in summaries["drift carrier"]
    assert "'ZZ'; 1 value gone: 'UA'" in summaries["drift carrier"]
    assert "missing 4.8 % in the reference, 39.9 % now" in summaries["missingness_drift air_time"]
    assert found["drift  carrier=ZZ"][1]["reason"] == found["drift  carrier=UA"][1]["reason"] == "LG463"
    assert found["drift late carrier=AA"][1]["verdict"] == "fail"
    together = next(one for name, one in found.items() if name.startswith("multivariate_drift "))
    assert [one["verdict"] for one in together] == ["pass", "fail"]
