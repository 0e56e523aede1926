"""Write a reference and two current tables: one from the same population, one with three drifted columns."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import duckdb
from table_shape import CATEGORIES, DRIFTED, FLOATS, INTEGERS, LEVELS

_NORMAL = "sqrt(-2 * ln(random() + 1e-300)) * cos(6.283185307179586 * random())"


def main() -> None:
    """Write one table; every random column has a seed of its own, so that drift in one moves no other."""
    parser = ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=float, required=True)
    parser.add_argument("--drifted", action="store_true")
    options = parser.parse_args()
    options.path.parent.mkdir(parents=True, exist_ok=True)
    columns = [f"{_column(name, drifted=options.drifted and name in DRIFTED)} as {name}" for name in _names()]
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"select setseed({options.seed})")
        target = str(options.path).replace("'", "''")
        query = f"select {', '.join(columns)} from range({options.rows})"  # noqa: S608 - our own names
        connection.execute(f"copy ({query}) to '{target}' (format parquet, row_group_size 122880)")


def _names() -> list[str]:
    return [*FLOATS, *INTEGERS, *CATEGORIES]


def _column(name: str, *, drifted: bool) -> str:
    number = int(name[1:])
    if name in CATEGORIES:
        levels = LEVELS[number]
        skew = "random()" if drifted else "random() * random()"
        return f"'cat_' || cast(floor({skew} * {levels}) as integer)"
    if name in INTEGERS:
        return f"cast(random() * {10 ** (number + 1)} as integer)"
    shift = "0.5 + " if drifted else ""
    null = "nullif(floor(random() * 50), 0) * 0 + " if number % 6 == 5 else ""  # two in a hundred are null
    value = (
        f"exp({shift}{_NORMAL})"
        if name.startswith("l")
        else f"{number * 10} + {1 + number} * ({shift}{_NORMAL})"
    )
    return null + value


if __name__ == "__main__":
    main()
