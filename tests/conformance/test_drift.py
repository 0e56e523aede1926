"""Drift on every engine: the same tables have the same distances, bounds and verdicts wherever they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.conformance.conftest import NOW
from tests.conformance.engines import bench_of

from lockgate.app.check_drift import check_drift
from lockgate.domain.finding import Finding
from lockgate.drift.spec import DriftSpec, Together
from lockgate.scan.blocks import BlockSpec, BlockUnit

ROWS = 600
START = datetime(2013, 7, 1)  # noqa: DTZ001 - a table may hold instants without a zone

ASKED = {
    "whole, in slices and columns together": DriftSpec(
        data="trips",
        exclude=("tail",),
        slices=("carrier",),
        multivariate=(Together.PCA_RECONSTRUCTION, Together.MMD),
        multivariate_margins={"pca_reconstruction": 1.0},  # far off, for each engine draws rows of its own
        methods={"minutes": "wasserstein"},
        margins={"minutes": 10},
    ),
    "in blocks of time": DriftSpec(
        data="trips", columns=("minutes", "carrier"), blocks=BlockSpec(column="at", unit=BlockUnit.DAY)
    ),
    "columns together in blocks of time": DriftSpec(
        data="trips",
        columns=("minutes", "carrier"),
        blocks=BlockSpec(column="at", unit=BlockUnit.DAY),
        multivariate=tuple(Together),
    ),
    "in blocks of an entity": DriftSpec(
        data="trips", columns=("speed", "carrier"), blocks=BlockSpec(entity="tail")
    ),
}
EXACT, BY_HASH = 1e-9, 0.05
"""Engines add in another order. Each has a hash of its own as well, which draws rows and puts entities into blocks."""


def trips(*, late: int) -> pa.Table:
    """Return trips of thirty days and fifty planes; `late` ones take longer, and fly on other weekdays and hours."""
    random = np.random.default_rng(11)
    minutes = random.integers(20, 120, ROWS) + late
    # the columns hang together, so that the components of any half of the rows are about the same
    speed = (random.normal(400.0 - late, 20.0, ROWS) + minutes).round(3)
    holes = range(0, ROWS, 20)
    return pa.table({
        "minutes": pa.array([None if i in holes else int(value) for i, value in enumerate(minutes)]),
        "speed": pa.array([float("nan") if i - 1 in holes else float(value) for i, value in enumerate(speed)]),
        "carrier": pa.array([("UA", "AA", "B6", None)[(i * i + late) % 4] for i in range(ROWS)]),
        "at": pa.array([START + timedelta(hours=i % 30 * 24 + (i % 5 if late else i % 24)) for i in range(ROWS)]),
        "day": pa.array([date(2013, 7, 1) + timedelta(days=i % (2 if late else 28)) for i in range(ROWS)]),
        "tail": pa.array([f"N{i % 50:03}" for i in range(ROWS)]),
    })  # fmt: skip


@cache
def found(engine: str, asked: str) -> tuple[Finding, ...]:
    bench = bench_of(engine)
    sources = bench.sources({"before": trips(late=0), "now": trips(late=30)})
    done = check_drift(ASKED[asked], sources["before"], sources["now"], bench.engine, now=NOW)
    return done.run.result.findings


def said(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(str(one.subject), one.check, one.verdict.value, one.reason, one.n) for one in findings]


def numbers(finding: Finding) -> list[Any]:
    interval = finding.interval
    return [finding.observed, *((interval.lower, interval.upper) if interval else ())]


@pytest.mark.parametrize("asked", ASKED)
def test_every_engine_measures_the_same_drift(engine: str, asked: str) -> None:
    here, there = found("duckdb", asked), found(engine, asked)

    assert said(there) == said(here)
    assert {one.verdict.value for one in here} > {"fail"}
    for known, got in zip(here, there, strict=True):
        if known.check == "multivariate_drift":
            if known.interval is None:
                assert got.observed == pytest.approx(known.observed, rel=BY_HASH)
            assert may_be_alike(known, got)
        elif asked == "in blocks of an entity":
            assert got.observed == pytest.approx(known.observed, abs=EXACT)
            assert may_be_alike(known, got)
        else:
            assert numbers(got) == pytest.approx(numbers(known), abs=EXACT)


def may_be_alike(known: Finding, got: Finding) -> bool:
    """Tell whether the intervals of both have something in common; true where neither has one."""
    if known.interval is None or got.interval is None:
        return known.interval is got.interval
    (low, high), (lower, upper) = numbers(known)[1:], numbers(got)[1:]
    return bool(low <= upper and lower <= high)
