"""The table of predictions, and what is asked of it, known to every program."""

from __future__ import annotations

from itertools import combinations

__all__ = [
    "BINS",
    "COLUMNS",
    "CROSSED",
    "FEW",
    "LEVEL",
    "MARGIN",
    "METRICS",
    "PLANTED",
    "REPLICATES",
    "ROWS",
    "SETS",
    "SOME",
    "THRESHOLD",
    "Sets",
    "n_slices",
]

COLUMNS = {"region": 3, "channel": 5, "age": 8, "product": 10, "month": 12, "branch": 16}
"""Columns that slices are cut by, and the number of their values, which are ``<column>_<i>``."""

Sets = list[tuple[str, ...]]
SETS: Sets = [(name,) for name in COLUMNS] + list(combinations(COLUMNS, 2))
FEW: Sets = [("month",)]
SOME: Sets = [("month",), ("product", "branch")]
CROSSED = {"all": SETS, "few": FEW, "some": SOME}
"""All one- and two-way slices; the twelve of one column; and what can be asked of those that take minutes."""

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
MARGIN = 0.02  # what the candidate may be worse by, in every metric
LEVEL = 0.1  # two-sided error of an interval

PLANTED = ("product", "product_7", "branch", "branch_3")
"""The slice in which the candidate of the faulty table is worse; every program that has slices has to find it."""

ROWS = (300_000, 5_000_000)


def n_slices(sets: Sets) -> int:
    """Return how many slices there are if all values meet."""
    found = 0
    for names in sets:
        size = 1
        for name in names:
            size *= COLUMNS[name]
        found += size
    return found
