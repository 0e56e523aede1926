"""Every kind of slice, and the cells of a search, on every engine."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.conformance.engines import Bench, bench_of
from tests.fakes.predictions import gate, spec_of
from tests.fakes.weak_slices import classified, search_spec

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Cells
from lockgate.gates.collect import collect_cells
from lockgate.gates.discovery.base_cells import BaseCells
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery_spec import Against, Discovery
from lockgate.gates.slicing import Dimension

ROWS = 1_200
DIMENSIONS = (
    Dimension(name="night", where="hour >= 22 or hour < 5"),
    Dimension(name="weekday", expression="extract(dow from at)"),
    Dimension(name="twice", expression="hour * 2.5", edges=(10.0, 30.0)),
    Dimension(name="binned", expression="size * 2", bins=3),
    Dimension("size", edges=(-1.0, 0.5)),
    Dimension("at", every="hour", name="by hour"),
    Dimension("at", every="day", name="by day"),
    Dimension("at", every="week", name="by week"),
    Dimension("at", every="month", name="by month"),
    Dimension("on", every="week"),
)
SPEC = spec_of(
    gate("accuracy", Requirement.at_least(0.5), sliced=True),
    by=(*((one,) for one in DIMENSIONS), (DIMENSIONS[0], DIMENSIONS[4], Dimension("city"), Dimension("kind"))),
)
SEARCH = Discovery(
    columns=(Dimension("city"), Dimension("size"), Dimension("hour", edges=(6.0, 18.0)), DIMENSIONS[0]),
    margin=0.0,
    against=Against.BASELINE,
    identity=("id", "city", "hour"),
)


def predictions() -> pa.Table:
    """Return predictions with times, an hour that can be missing, and a number that can be missing or no number."""
    columns = {name: pa.array(values) for name, values in classified(ROWS, seed=4).items()}
    step = np.arange(ROWS)
    times = [datetime(2013, 1, 1) + timedelta(hours=int(one) // 10 * 10) for one in step]  # noqa: DTZ001 - without a zone
    size = np.where(step % 50 == 0, np.nan, np.round(np.random.default_rng(1).normal(size=ROWS), 3))
    return pa.table(
        {
            **columns,
            "size": pa.array(size, mask=step % 70 == 0),
            "hour": pa.array(step % 24, mask=step % 60 == 7),
            "at": pa.array(times, pa.timestamp("us")),
            "on": pa.array([one.date() for one in times], pa.date32()),
        }
    )


def cells_on(bench: Bench) -> Cells:
    session = bench.engine.open(bench.sources({"scored": predictions()}))
    try:
        return collect_cells(session, SPEC)
    finally:
        session.close()


def base_cells_on(bench: Bench) -> BaseCells:
    session = bench.engine.open(bench.sources({"scored": predictions()}))
    try:
        return collect_base_cells(session, search_spec(SEARCH), SEARCH, seed=3)
    finally:
        session.close()


def test_rows_are_cut_as_duckdb_cuts_them(bench: Bench) -> None:
    expected = cells_on(bench_of("duckdb"))

    found = cells_on(bench)

    assert (found.plan, found.keys) == (expected.plan, expected.keys)
    assert (found.joint.n == expected.joint.n).all()


def test_the_halves_of_a_search_are_those_of_duckdb(bench: Bench) -> None:
    expected = base_cells_on(bench_of("duckdb"))

    found = base_cells_on(bench)

    assert (found.plan, found.values, found.rows, found.distinct) == (
        expected.plan, expected.values, expected.rows, expected.distinct,
    )  # fmt: skip
    for ours, theirs in ((found.searched, expected.searched), (found.held, expected.held)):
        assert (ours.codes == theirs.codes).all()
        assert (ours.n == theirs.n).all()
        assert ours.sums == pytest.approx(theirs.sums, rel=1e-9, abs=1e-12)
        assert ours.squares == pytest.approx(theirs.squares, rel=1e-9, abs=1e-12)
