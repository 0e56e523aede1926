"""The loop that one writes first: scikit-learn's metrics in each slice, for each model; no intervals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from metrics import METRICS_OF
from runner import is_worse, run
from table_shape import Sets


def worse(table: str, sets: Sets) -> Iterator[str]:
    """Return the slices whose numbers are worse by more than the margin."""
    frame = pd.read_parquet(table)
    label, old, new = (frame[name].to_numpy() for name in ("label", "p_old", "p_new"))
    for names in [(), *sets]:
        groups = frame.groupby(list(names)).indices if names else {"all": np.arange(len(frame))}
        for values, rows in groups.items():
            for metric, measure in METRICS_OF.items():
                difference = measure(label[rows], new[rows]) - measure(label[rows], old[rows])
                if is_worse(metric, difference):
                    yield "+".join([values] if isinstance(values, str) else values)


if __name__ == "__main__":
    run(worse)
