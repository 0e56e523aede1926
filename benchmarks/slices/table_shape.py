"""The table of predictions, and what is asked of it, known to every program."""

from __future__ import annotations

from itertools import combinations

__all__ = [
    "BINS",
    "COLUMNS",
    "CROSSED",
    "FEW",
    "LEVEL",
    "METRICS",
    "PLANTED",
    "REPLICATES",
    "ROWS",
    "SETS",
    "THRESHOLD",
    "n_slices",
]

COLUMNS = {"region": 3, "channel": 5, "age": 8, "product": 10, "month": 12, "branch": 16}
"""Columns that slices are cut by, and the number of their values, which are ``<column>_<i>``."""

SETS = [(name,) for name in COLUMNS] + list(combinations(COLUMNS, 2))
FEW = [("month",)]
CROSSED = {"all": SETS, "few": FEW}
"""All one- and two-way slices; and the twelve of one column."""

METRICS = (
    "accuracy",
    "precision",
    "recall",
    "f1",
    "log_loss",
    "brier_score_loss",
    "expected_calibration_error",
)
THRESHOLD = 0.5
BINS = 10  # of equal width, of the calibration error
REPLICATES = 1_000
LEVEL = 0.1  # two-sided error of an interval

PLANTED = ("product", "product_7", "branch", "branch_3")
"""The slice in which the candidate of the faulty table is worse; every program has to find it."""

ROWS = (300_000, 5_000_000)


def n_slices(sets: list[tuple[str, ...]]) -> int:
    """Return how many slices there are if all values meet."""
    found = 0
    for names in sets:
        size = 1
        for name in names:
            size *= COLUMNS[name]
        found += size
    return found
