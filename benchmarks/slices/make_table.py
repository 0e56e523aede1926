"""Write a table of predictions of two models: labels, scores, and six columns to cut slices by."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import duckdb
from table_shape import COLUMNS, PLANTED

_NORMAL = "sqrt(-2 * ln(random() + 1e-300)) * cos(6.283185307179586 * random())"


def main() -> None:
    """Write one table; its seed is fixed, and one thread makes it the same everywhere."""
    parser = ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--faulty", action="store_true", help="worsen the candidate in one slice")
    options = parser.parse_args()
    options.path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("select setseed(0.4)")
        target = str(options.path).replace("'", "''")
        query = _query(options.rows, faulty=options.faulty)
        connection.execute(f"copy ({query}) to '{target}' (format parquet, row_group_size 122880)")


def _query(rows: int, *, faulty: bool) -> str:
    """Return the query: what happens depends on the slices and on what no model sees; both models are calibrated."""
    codes = ", ".join(
        f"cast(floor(pow(random(), 1.3) * {size}) as integer) as {name}" for name, size in COLUMNS.items()
    )
    effects = " + ".join(f"0.6 * ({name} / {size - 1.0} - 0.5)" for name, size in COLUMNS.items())
    draws = f"{_NORMAL} as seen, {_NORMAL} as noise_b, {_NORMAL} as noise_c, random() as luck"
    texts = ", ".join(f"'{name}_' || {name} as {name}" for name in COLUMNS)
    first, one, second, other = PLANTED
    is_planted = f"{first} = {one.rpartition('_')[2]} and {second} = {other.rpartition('_')[2]}"
    shift = f"case when {is_planted} then -1.5 * sign(logit) else 0 end" if faulty else "0"
    return f"""
    select {texts}, cast(luck < 1 / (1 + exp(-logit)) as integer) as label,
        1 / (1 + exp(-(logit + 0.25 * noise_b))) as p_old,
        1 / (1 + exp(-(logit + 0.2 * noise_c + {shift}))) as p_new
    from (select *, -0.7 + 1.3 * seen + {effects} as logit from (select {codes}, {draws} from range({rows})))"""  # noqa: S608 - our own names


if __name__ == "__main__":
    main()
