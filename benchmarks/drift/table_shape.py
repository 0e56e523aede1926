"""The columns of the tables, known to every program."""

from __future__ import annotations

__all__ = ["CATEGORIES", "DRIFTED", "FLOATS", "INTEGERS", "LEVELS", "NUMBERS", "ROWS"]

FLOATS = [*(f"f{i}" for i in range(12)), *(f"l{i}" for i in range(6))]
INTEGERS = [f"i{i}" for i in range(6)]
CATEGORIES = [f"s{i}" for i in range(6)]
NUMBERS = [*FLOATS, *INTEGERS]
LEVELS = [3, 8, 20, 50, 100, 300]
DRIFTED = ["f2", "f7", "s3"]
"""Columns that have moved in the drifted table; every program has to name them."""

ROWS = (1_000_000, 10_000_000)
