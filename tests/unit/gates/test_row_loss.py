from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes import kinds, numbers
from tests.fakes.predictions import gate, simulated, spec_of

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.row_loss import rows_and_losses
from lockgate.gates.slice_plan import Cut
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns
from lockgate.scan.engine import Source

BAR = Requirement.at_least(0.5)
PETS, STORIES, FLIGHTS, PRICES = (
    kinds.pets(60, seed=1),
    kinds.stories(60, seed=1),
    simulated(60, seed=1),
    numbers.priced(60, seed=1),
)
QUANTILES = {"0.1": "p_old", "0.5": "p_new"}


def pinball(level: float, predicted: np.ndarray) -> np.ndarray:
    gap = PRICES["price"] - predicted
    found: np.ndarray = np.maximum(level * gap, (level - 1) * gap)
    return found


def of_pets(model: str) -> np.ndarray:
    chance = np.column_stack([PETS[f"{model}_{name}"] for name in kinds.CLASSES])
    is_label = PETS["pet"][:, None] == np.array(kinds.CLASSES)
    found: np.ndarray = -np.log(chance[is_label])
    return found


def of_stories(model: str) -> np.ndarray:
    gaps = [STORIES[f"{model}_{name}"] - STORIES[f"is_{name}"] for name in kinds.LABELS]
    found: np.ndarray = np.sum(np.square(gaps), axis=0)
    return found


def of_flights(model: str) -> np.ndarray:
    score = FLIGHTS[f"p_{model}"]
    found: np.ndarray = -np.log(np.where(FLIGHTS["late"] == 1, score, 1 - score))
    return found


CASES = {
    "binary": (FLIGHTS, spec_of(gate("roc_auc", BAR)), of_flights("new"), of_flights("old")),
    "regression": (
        PRICES,
        numbers.spec_of(numbers.gate("r2_score", BAR)),
        abs(PRICES["price"] - PRICES["p_new"]),
        abs(PRICES["price"] - PRICES["p_old"]),
    ),
    "quantiles": (
        PRICES,
        ModelGateSpec(
            table="scored",
            label="price",
            candidate=QUANTILES,
            task=Task.QUANTILE_REGRESSION,
            gates=(MetricGate(metric="r2_score", requirement=BAR, task=Task.QUANTILE_REGRESSION),),
        ),
        pinball(0.1, PRICES["p_old"]) + pinball(0.5, PRICES["p_new"]),
        None,
    ),
    "classes": (PETS, kinds.of_classes(kinds.gate("recall", BAR)), of_pets("new"), of_pets("old")),
    "predicted": (
        PETS,
        kinds.predictions_only(kinds.gate("recall", BAR)),
        (PETS["pet"] != PETS["new_class"]).astype(float),
        (PETS["pet"] != PETS["old_class"]).astype(float),
    ),
    "labels": (
        STORIES,
        kinds.of_labels(kinds.gate("recall", BAR, task=Task.MULTILABEL_CLASSIFICATION)),
        of_stories("new"),
        of_stories("old"),
    ),
}


@pytest.mark.parametrize(("columns", "spec", "new", "old"), CASES.values(), ids=CASES)
def test_a_row_loses_what_it_should(
    columns: Mapping[str, np.ndarray], spec: ModelGateSpec, new: np.ndarray, old: np.ndarray | None
) -> None:
    table = pa.table({name: pa.array(values) for name, values in columns.items()} | {"at": np.arange(60)})
    session = DuckDBEngine(threads=1).open({"scored": Source("memory", frame=table)})
    try:
        rows, losses = rows_and_losses(spec, (Cut("at"),), session.schema("scored")) or (exp.select(), {})
        found = session.arrays(
            exp.select("d0", *(exp.alias_(loss, name) for name, loss in losses.items())).from_(
                rows.subquery("r")
            )
        )
    finally:
        session.close()

    order = np.argsort(found["d0"].astype(np.int64))
    assert found["c"][order] == pytest.approx(new, abs=1e-12)
    assert ("b" in found) == (old is not None)
    if old is not None:
        assert found["b"][order] == pytest.approx(old, abs=1e-12)


def test_a_row_of_a_ranking_has_no_loss_of_its_own() -> None:
    spec = ModelGateSpec(
        table="scored",
        label="late",
        candidate="p_new",
        task=Task.RANKING,
        task_columns=TaskColumns(query="carrier"),
        gates=(MetricGate(metric="ndcg_score", requirement=BAR, task=Task.RANKING),),
    )
    session = DuckDBEngine(threads=1).open({"scored": Source("memory", frame=pa.table(FLIGHTS))})

    assert rows_and_losses(spec, (), session.schema("scored")) is None
