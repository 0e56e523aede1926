"""Model gates on every engine: the cells that all metrics are computed from are the same."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.conformance.engines import Bench, bench_of
from tests.fakes import numbers
from tests.fakes.predictions import every_metric, simulated, spec_of

from lockgate.gates.cells import Cells
from lockgate.gates.collect import collect_cells
from lockgate.gates.collect_moments import collect_moments
from lockgate.gates.moments.cells import MomentCells
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec

NUMBERS = numbers.spec_of(
    *numbers.every_metric(sliced=True),
    by=((Dimension("city"),), (Dimension("size", bins=4), Dimension("city"))),
)
CARRIER, DISTANCE = Dimension("carrier"), Dimension("distance", bins=4)
SPEC = spec_of(*every_metric(sliced=True), by=((CARRIER,), (DISTANCE,), (CARRIER, DISTANCE)))


def predictions() -> pa.Table:
    """Return predictions with a missing score, one outside [0, 1], a NaN, a missing label and a missing carrier."""
    columns = simulated(2_000, seed=4)
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    odd = {
        "late": pa.array([1, None, 0, 1, 0], pa.int64()),
        "p_old": pa.array([0.5, 0.5, float("nan"), 0.5, 0.5]),
        "p_new": pa.array([None, 0.5, 0.5, 1.5, 0.25]),
        "carrier": pa.array(["AA", "AA", "AA", "AA", None]),
        "distance": pa.array([100, 100, 100, 100, None], pa.int64()),
    }
    return pa.concat_tables([table, pa.table(odd)])


def cells_on(bench: Bench, spec: ModelGateSpec) -> Cells:
    session = bench.engine.open(bench.sources({"scored": predictions()}))
    try:
        return collect_cells(session, spec)
    finally:
        session.close()


@pytest.mark.parametrize(
    "spec", [SPEC, spec_of(*every_metric(paired=False), baseline=None)], ids=["sliced", "whole"]
)
def test_the_cells_of_a_model_are_those_of_duckdb(bench: Bench, spec: ModelGateSpec) -> None:
    expected = cells_on(bench_of("duckdb"), spec)

    found = cells_on(bench, spec)

    assert (found.quality, found.plan, found.keys) == (expected.quality, expected.plan, expected.keys)
    assert (found.joint.n == expected.joint.n).all()
    assert found.joint.sums == pytest.approx(expected.joint.sums, rel=1e-9, abs=1e-12)
    assert (found.ranks.n == expected.ranks.n).all()
    for ours, theirs in ((found.lowest, expected.lowest), (found.highest, expected.highest)):
        assert np.array_equal(ours, theirs, equal_nan=True)


def moments_on(bench: Bench) -> MomentCells:
    columns = numbers.priced(1_000, seed=4)
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    odd = {
        "price": pa.array([0.0, -5.0, None, 1.0, float("inf")]),
        "p_old": pa.array([1.0, 2.0, 1.0, float("nan"), 1.0]),
        "p_new": pa.array([1.5, -3.0, 1.0, 1.0, None]),
        "city": pa.array(["A", None, "A", "A", "A"]),
        "size": pa.array([50, None, 100, 100, 100], pa.int64()),
    }
    session = bench.engine.open(bench.sources({"scored": pa.concat_tables([table, pa.table(odd)])}))
    try:
        return collect_moments(session, NUMBERS)
    finally:
        session.close()


def test_the_moments_of_a_regression_are_those_of_duckdb(bench: Bench) -> None:
    expected = moments_on(bench_of("duckdb"))

    found = moments_on(bench)

    assert (found.quality, found.plan, found.keys) == (expected.quality, expected.plan, expected.keys)
    assert (found.n == expected.n).all()
    assert (found.undefined == expected.undefined).all()
    assert found.sums == pytest.approx(expected.sums, rel=1e-9, abs=1e-9 * np.abs(expected.sums).max())
    assert found.products == pytest.approx(expected.products, rel=1e-9, abs=1e-9)
