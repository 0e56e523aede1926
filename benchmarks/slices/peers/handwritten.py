"""By hand: one DuckDB query with grouping sets, then Poisson draws on its cells with numpy.

A cell is a slice, a label, and the bin of each model's score; flags follow from bins. One draw of a set's cells feeds
every metric of both models. Mean losses have a closed form: their paired variance is summed in the query.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
from runner import is_worse, run
from table_shape import BINS, COLUMNS, LEVEL, REPLICATES, Sets

Z = 1.6448536269514722
Array = np.ndarray


def worse(table: str, sets: Sets) -> Iterator[str]:
    """Return the slices that are worse for certain, in one of the metrics."""
    cells = {name: np.ma.filled(column, -1) for name, column in _cells(table, sets).items()}
    rng = np.random.default_rng(4)
    for names in [(), *sets]:
        others = [cells[f"has_{name}"] == (name not in names) for name in COLUMNS if f"has_{name}" in cells]
        chosen = np.logical_and.reduce(others) if others else np.ones(cells["n"].size, dtype=bool)
        yield from _worse_of_set({key: column[chosen] for key, column in cells.items()}, names, rng)


def _cells(table: str, sets: Sets) -> dict[str, Array]:
    used = [name for name in COLUMNS if any(name in names for names in sets)]
    keys = "label, k_old, k_new"
    groups = ", ".join(f"({', '.join([*names, keys])})" for names in [(), *sets])
    bins = ", ".join(
        f"least(floor(p_{one} * {BINS}), {BINS - 1})::integer as k_{one}" for one in ("old", "new")
    )
    losses = ", ".join(
        f"-ln(greatest(case when label = 1 then p_{one} else 1 - p_{one} end, 1e-15)) as l_{one},"
        f"(p_{one} - label) * (p_{one} - label) as b_{one}"
        for one in ("old", "new")
    )
    flags = "".join(f"grouping({name}) as has_{name}, " for name in used)
    query = f"""
    select {", ".join(used)}, {flags} {keys}, count(*) as n, sum(p_old) as s_old, sum(p_new) as s_new,
        sum(l_new - l_old) as l, sum((l_new - l_old) * (l_new - l_old)) as l2,
        sum(b_new - b_old) as b, sum((b_new - b_old) * (b_new - b_old)) as b2
    from (select *, {losses}, {bins} from read_parquet(?))
    group by grouping sets ({groups})"""  # noqa: S608 - our own names
    connection = duckdb.connect(config={"memory_limit": "2GiB"})
    return connection.execute(query, [table]).fetchnumpy()


def _worse_of_set(cells: dict[str, Array], names: tuple[str, ...], rng: np.random.Generator) -> Iterator[str]:
    """Judge the slices of one set: each slice has consecutive cells."""
    texts = [np.unique(cells[name].astype(str), return_inverse=True) for name in names]
    code = np.zeros(cells["n"].size, dtype=np.int64)
    for found, place in texts:
        code = code * found.size + place
    slices, slice_of = np.unique(code, return_inverse=True)
    for metric, difference, error in _losses(cells, slice_of):
        for at in np.flatnonzero(difference - Z * error > 0.0):
            if is_worse(metric, float(difference[at] - Z * error[at])):
                yield _name(int(slices[at]), texts)
    for metric, value, draws in _drawn(cells, slice_of, rng):
        low, high = np.nanquantile(draws - np.nanmean(draws, axis=0), [LEVEL / 2, 1 - LEVEL / 2], axis=0)
        best = value - low if metric != "expected_calibration_error" else value - high
        for at in range(slices.size):
            if is_worse(metric, float(best[at])):
                yield _name(int(slices[at]), texts)


def _losses(cells: dict[str, Array], slice_of: Array) -> Iterator[tuple[str, Array, Array]]:
    n = np.bincount(slice_of, cells["n"])
    for metric, name in (("log_loss", "l"), ("brier_score_loss", "b")):
        mean, square = (np.bincount(slice_of, cells[key]) / n for key in (name, f"{name}2"))
        yield metric, mean, np.sqrt(np.maximum(0.0, square - mean * mean) / n)


def _drawn(
    cells: dict[str, Array], slice_of: Array, rng: np.random.Generator
) -> Iterator[tuple[str, Array, Array]]:
    """Return for each metric candidate minus baseline in each slice, and in each replicate."""
    seen, drawn = {}, {}
    weights = rng.poisson(cells["n"], (REPLICATES, cells["n"].size)).astype(np.float64)
    for store, one in ((seen, cells["n"][np.newaxis, :].astype(np.float64)), (drawn, weights)):
        old, new = (_metrics(cells, slice_of, one, model) for model in ("old", "new"))
        store.update({metric: new[metric] - old[metric] for metric in old})
    for metric, value in seen.items():
        yield metric, value[0], drawn[metric]


def _metrics(cells: dict[str, Array], slice_of: Array, weights: Array, model: str) -> dict[str, Array]:
    flag, label = cells[f"k_{model}"] >= BINS // 2, cells["label"] == 1
    size = int(slice_of.max()) + 1
    kind = (slice_of * 2 + flag) * 2 + label  # true and false, negatives and positives
    tn, fn, fp, tp = np.moveaxis(_summed(weights, kind, size * 4).reshape(len(weights), size, 4), 2, 0)
    gaps = weights * (cells[f"s_{model}"] / cells["n"] - label)
    binned = _summed(gaps, slice_of * BINS + cells[f"k_{model}"], size * BINS).reshape(len(weights), size, BINS)
    rows = tn + fn + fp + tp
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "accuracy": (tp + tn) / rows,
            "precision": tp / (tp + fp),
            "recall": tp / (tp + fn),
            "f1": 2 * tp / (2 * tp + fp + fn),
            "expected_calibration_error": np.abs(binned).sum(axis=2) / rows,
        }


def _summed(values: Array, place: Array, size: int) -> Array:
    """Sum columns that have the same place."""
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    found = np.zeros((len(values), size))
    found[:, place[order][starts]] = np.add.reduceat(values[:, order], starts, axis=1)
    return found


def _name(code: int, texts: list[tuple[Array, Array]]) -> str:
    parts = []
    for found, _ in reversed(texts):
        code, at = divmod(code, found.size)
        parts.append(str(found[at]))
    return "+".join(reversed(parts)) or "all"


if __name__ == "__main__":
    run(worse)
