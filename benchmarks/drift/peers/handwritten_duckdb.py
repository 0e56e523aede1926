"""One DuckDB query a table: 20 even bins between the reference's ends for numbers, counts for texts; then PSI."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import duckdb
from runner import run
from table_shape import CATEGORIES, NUMBERS

BINS = 20
THRESHOLD = 0.1


def drifted(reference: str, current: str) -> list[str]:
    """Compare; a reference that ends in .json is one that was kept."""
    connection = duckdb.connect()
    if reference.endswith(".json"):
        kept = json.loads(Path(reference).read_text(encoding="utf-8"))
    else:
        kept = freeze(connection, reference)
    now = histograms(connection, current, kept["edges"])
    return [name for name, before in kept["counts"].items() if psi(before, now[name]) > THRESHOLD]


def freeze(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    """Return the edges and the counts of the reference."""
    ends = ", ".join(f"min({name}), max({name})" for name in NUMBERS)
    row = connection.execute(f"select {ends} from read_parquet(?)", [table]).fetchall()[0]  # noqa: S608 - our own names
    edges = {
        name: [low + (high - low) * step / BINS for step in range(1, BINS + 1)]
        for name, low, high in zip(NUMBERS, row[::2], row[1::2], strict=True)
    }
    return {"edges": edges, "counts": histograms(connection, table, edges)}


def histograms(
    connection: duckdb.DuckDBPyConnection, table: str, edges: dict[str, list[float]]
) -> dict[str, dict[str, int]]:
    """Return the counts of every column, by one query."""
    numbers = [f"histogram({name}, {edges[name]})" for name in NUMBERS]
    texts = [f"histogram({name})" for name in CATEGORIES]
    query = f"select {', '.join([*numbers, *texts])} from read_parquet(?)"  # noqa: S608 - our own names
    row = connection.execute(query, [table]).fetchall()[0]
    return {
        name: {str(key): n for key, n in found.items()}
        for name, found in zip([*NUMBERS, *CATEGORIES], row, strict=True)
    }


def psi(before: dict[str, int], now: dict[str, int]) -> float:
    """Return the population stability index, half a row added to every cell."""
    keys = before.keys() | now.keys()
    totals = [sum(side.values()) + len(keys) / 2 for side in (before, now)]
    shares = [((before.get(key, 0) + 0.5) / totals[0], (now.get(key, 0) + 0.5) / totals[1]) for key in keys]
    return sum((q - p) * math.log(q / p) for p, q in shares)


if __name__ == "__main__":
    run(drifted)
