"""Evidently's classification preset, for each model on all rows: it has no slices that cost less than a table each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.presets import ClassificationQuality
from runner import is_worse, run
from table_shape import THRESHOLD, Sets

NAMES = {
    "Accuracy": "accuracy",
    "Precision": "precision",
    "Recall": "recall",
    "F1Score": "f1",
    "LogLoss": "log_loss",
}


def worse(table: str, sets: Sets) -> Iterator[str]:
    """Return ``all`` if all rows are worse by more than the margin."""
    del sets
    frame = pd.read_parquet(table)
    old, new = (_quality(frame, score) for score in ("p_old", "p_new"))
    if any(is_worse(metric, new[name] - old[name]) for name, metric in NAMES.items()):
        yield "all"


def _quality(frame: pd.DataFrame, score: str) -> dict[str, float]:
    task = BinaryClassification(target="label", prediction_probas=score, pos_label=1)
    data = Dataset.from_pandas(frame, data_definition=DataDefinition(classification=[task]))
    found = Report([ClassificationQuality(probas_threshold=THRESHOLD)]).run(data, None).dict()
    return {one["metric_name"].partition("(")[0]: float(one["value"]) for one in found["metrics"]}


if __name__ == "__main__":
    run(worse)
