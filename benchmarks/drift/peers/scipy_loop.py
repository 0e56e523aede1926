"""The loop that one writes first: both tables in memory, scipy column by column, thresholds on the distance."""

from __future__ import annotations

import pyarrow.parquet as pq
from runner import run
from scipy.spatial.distance import jensenshannon
from scipy.stats import ks_2samp
from table_shape import CATEGORIES, NUMBERS

THRESHOLD = 0.1


def drifted(reference: str, current: str) -> list[str]:
    """Compare with Kolmogorov-Smirnov, and texts with Jensen-Shannon."""
    before, now = (pq.read_table(path).to_pandas() for path in (reference, current))
    found = [
        name
        for name in NUMBERS
        if ks_2samp(before[name].dropna(), now[name].dropna(), method="asymp").statistic > THRESHOLD
    ]
    for name in CATEGORIES:
        left, right = before[name].value_counts().align(now[name].value_counts(), fill_value=0)
        found += [name] if jensenshannon(left, right) > THRESHOLD else []
    return found


if __name__ == "__main__":
    run(drifted)
