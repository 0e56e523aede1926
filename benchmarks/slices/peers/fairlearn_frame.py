"""fairlearn's MetricFrame: one frame a slice set and model, the same metrics; no intervals unless asked.

With ``N_BOOT`` in the environment every frame is computed on so many samples too.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator

import pandas as pd
from fairlearn.metrics import MetricFrame
from metrics import METRICS_OF
from runner import is_worse, run
from table_shape import LEVEL, Sets

N_BOOT = int(os.environ.get("N_BOOT", "0"))


def worse(table: str, sets: Sets) -> Iterator[str]:
    """Return the slices whose numbers are worse by more than the margin."""
    warnings.simplefilter("ignore")
    frame = pd.read_parquet(table)
    options = (
        {"n_boot": N_BOOT, "ci_quantiles": [LEVEL / 2, 1 - LEVEL / 2], "random_state": 4} if N_BOOT else {}
    )
    for names in sets:
        old, new = (
            MetricFrame(
                metrics=METRICS_OF,
                y_true=frame["label"],
                y_pred=frame[score],
                sensitive_features=frame[list(names)],
                **options,
            )
            for score in ("p_old", "p_new")
        )
        for values, row in (new.by_group - old.by_group).iterrows():
            if any(is_worse(metric, row[metric]) for metric in METRICS_OF):
                yield "+".join([values] if isinstance(values, str) else values)


if __name__ == "__main__":
    run(worse)
