"""Predictions of a model that is bad somewhere, and the cells of a search over them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.requirement import Requirement
from lockgate.gates.discovery.base_cells import BaseCells
from lockgate.gates.discovery.collect import collect_base_cells
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.engine import Source

__all__ = ["SEARCH", "base_cells_of", "classified", "priced_spec", "search_spec"]

SEARCH = Discovery(columns=(Dimension("city"), Dimension("size"), Dimension("kind")), margin=0.0)


def classified(rows: int, *, seed: int, harm: float = 0.0) -> dict[str, object]:
    """Return predictions that are right on average, but for one slice in which `harm` of the labels are turned.

    The slice is ``city = 'b'`` and ``kind = 'y'``, about a ninth of the rows.
    """
    random = np.random.default_rng(seed)
    city, kind = random.choice(["a", "b", "c"], rows), random.choice(["x", "y", "z"], rows)
    size = random.normal(0, 1, rows)
    p_new = random.uniform(0.05, 0.95, rows)
    late = random.random(rows) < p_new
    turned = (city == "b") & (kind == "y") & (random.random(rows) < harm)
    p_old = np.clip(p_new + random.normal(0, 0.02, rows), 0.01, 0.99)
    return {
        "id": np.arange(rows), "city": city, "kind": kind, "size": size, "late": np.where(turned, p_new < 0.5, late),
        "p_new": p_new, "p_old": p_old,
    }  # fmt: skip


def search_spec(discover: Discovery = SEARCH, *, alpha: float = 0.05) -> ModelGateSpec:
    """Return a spec on the columns of `classified` that searches."""
    only = MetricGate(metric="log_loss", requirement=Requirement.at_most(10))
    return ModelGateSpec(
        table="scored",
        label="late",
        candidate="p_new",
        baseline="p_old",
        gates=(only,),
        discover=discover,
        alpha=alpha,
    )


def priced_spec(discover: Discovery) -> ModelGateSpec:
    """Return a spec of a regression on the columns ``price``, ``new`` and ``old``."""
    only = MetricGate(metric="mae", requirement=Requirement.at_most(10), task=Task.REGRESSION)
    return ModelGateSpec(
        table="scored", label="price", candidate="new", baseline="old", gates=(only,), discover=discover,
        task=Task.REGRESSION,
    )  # fmt: skip


def base_cells_of(columns: dict[str, object], spec: ModelGateSpec, *, seed: int = 0) -> BaseCells:
    """Return the cells of a table in memory."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    session = DuckDBEngine(threads=1).open({spec.table: Source("memory", frame=table)})
    try:
        return collect_base_cells(session, spec, spec.discover or SEARCH, seed=seed)
    finally:
        session.close()
