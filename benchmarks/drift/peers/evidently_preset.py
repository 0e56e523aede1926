"""Evidently's preset with its own choice of methods and thresholds."""

from __future__ import annotations

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset
from runner import run
from table_shape import CATEGORIES, NUMBERS


def drifted(reference: str, current: str) -> list[str]:
    """Return the columns whose score is beyond the preset's threshold."""
    shape = DataDefinition(numerical_columns=NUMBERS, categorical_columns=CATEGORIES)
    before, now = (
        Dataset.from_pandas(pd.read_parquet(path), data_definition=shape) for path in (reference, current)
    )
    result = Report([DataDriftPreset()], include_tests=True).run(now, before).dict()
    return [
        str(test["metric_config"]["params"]["column"])
        for test in result["tests"]
        if test["status"] == "FAIL" and "column" in test["metric_config"]["params"]
    ]


if __name__ == "__main__":
    run(drifted)
