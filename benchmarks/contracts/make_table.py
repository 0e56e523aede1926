"""Make the benchmark's table: 18 floats, 6 ints, 5 strings, a timestamp, nulls; fixed seed, bounded memory.

Each row group has its own generator seeded by ``[SEED, index]``, so the first million rows of the larger table
are the smaller table, and only one row group is ever in memory.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from table_shape import CARDINALITIES, FLOATS, NULL_RATES, labels

SEED = 2013
ROWS_PER_GROUP = 125_000
FIRST_INSTANT_US = 1_735_689_600_000_000  # 2025-01-01T00:00:00Z
SPAN_US = 90 * 86_400 * 1_000_000


def main() -> None:
    """Write the table that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--faulty", action="store_true", help="plant the faults that break 9 of the 60 checks")
    options = parser.parse_args()
    write_table(options.path, rows=options.rows)
    if options.faulty:
        plant_faults(options.path)


def write_table(path: Path, *, rows: int) -> None:
    """Write `rows` rows to `path`, row group by row group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, _schema()) as writer:
        for index, start in enumerate(range(0, rows, ROWS_PER_GROUP)):
            writer.write_table(row_group(index, start, min(ROWS_PER_GROUP, rows - start)))


def plant_faults(path: Path) -> None:
    """Break nine checks: single cells for seven, and a unit slip in f02, which moves its mean and its deviation."""
    table = pq.read_table(path)
    cells = {
        "f07": lambda v: [*v[:-1], 1e9],
        "s1": lambda v: ["carrier-Z", *v[1:]],  # neither allowed nor as the pattern says
        "s4": lambda v: ["a-much-too-long-name".replace("-", "") + "0@mail.example", *v[1:]],
        "id": lambda v: [v[1], *v[1:]],
        "seen_at": lambda v: [v[0].replace(year=2031), *v[1:]],
        "f06": lambda v: [None] * 100_000 + v[100_000:],
        "f02": lambda v: [value / 2 for value in v],
    }
    for name, change in cells.items():
        index = table.schema.get_field_index(name)
        values = pa.array(change(table[name].to_pylist()), type=table.schema.field(name).type)
        table = table.set_column(index, name, values)
    pq.write_table(table, path, row_group_size=ROWS_PER_GROUP)


def _schema() -> pa.Schema:
    floats = [pa.field(f"f{i:02d}", pa.float64()) for i in range(FLOATS)]
    ints = [pa.field("id", pa.int64()), *(pa.field(f"i{i}", pa.int64()) for i in range(1, 6))]
    strings = [pa.field(f"s{i}", pa.string()) for i in range(len(CARDINALITIES))]
    return pa.schema([*ints, *floats, *strings, pa.field("seen_at", pa.timestamp("us"))])


def row_group(index: int, start: int, size: int) -> pa.Table:
    """Return `size` rows; `index` seeds their values, and their ids begin where `start` rows end."""
    rng = np.random.default_rng([SEED, index])
    columns: dict[str, pa.Array] = {"id": pa.array(_ids(start, size))}
    for i in range(1, 6):
        columns[f"i{i}"] = _with_nulls(f"i{i}", rng.poisson(lam=4.0**i, size=size).astype(np.int64), rng)
    for i in range(FLOATS):
        columns[f"f{i:02d}"] = _with_nulls(f"f{i:02d}", _floats(i, size, rng), rng)
    for i, cardinality in enumerate(CARDINALITIES):
        # Squaring a uniform makes some values common and some rare, as categories are.
        codes = (rng.random(size) ** 2 * cardinality).astype(np.int32)
        mask = rng.random(size) < NULL_RATES.get(f"s{i}", 0.0)
        chosen = pa.DictionaryArray.from_arrays(pa.array(codes, mask=mask), pa.array(labels(i)))
        columns[f"s{i}"] = chosen.cast(pa.string())
    instants = FIRST_INSTANT_US + np.sort(rng.integers(0, SPAN_US, size=size))
    columns["seen_at"] = pa.array(instants, type=pa.timestamp("us"))
    return pa.table(columns, schema=_schema())


def _ids(start: int, size: int) -> np.ndarray:
    """Return unique ids that are neither sorted nor dense: an odd multiplier permutes 40-bit numbers."""
    return (np.arange(start, start + size, dtype=np.int64) * 0x5DEECE66D) & ((1 << 40) - 1)


def _floats(column: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Return normal, log-normal and uniform values in turn, each within known bounds."""
    if column % 3 == 0:
        return np.clip(rng.normal(10.0 * column, 1.0 + column, size), -1_000.0, 1_000.0)
    if column % 3 == 1:
        return np.minimum(rng.lognormal(0.0, 1.0, size), 500.0)
    return rng.random(size) * (column + 1)


def _with_nulls(name: str, values: np.ndarray, rng: np.random.Generator) -> pa.Array:
    rate = NULL_RATES.get(name, 0.0)
    return pa.array(values, mask=rng.random(values.size) < rate) if rate else pa.array(values)


if __name__ == "__main__":
    main()
