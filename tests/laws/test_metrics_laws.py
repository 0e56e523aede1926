"""What holds for every metric, whatever the rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes import kinds
from tests.fakes.predictions import BINARY_METRICS, cells_of, every_metric, spec_of

from lockgate.gates.cells import Cells, Model
from lockgate.gates.classes.cells import ClassCells, ClassSlice
from lockgate.gates.metric import Metric
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.state import cells_to_plain, merge_cells
from lockgate.gates.task import Task

SPEC = spec_of(*every_metric(sliced=True), by=((Dimension("carrier"),),))

Row = tuple[int, float, float, str | None]

scores = st.one_of(
    st.floats(0, 1), st.sampled_from([0.0, 0.05, 0.5, 1.0]), st.floats(0, 1e-6), st.floats(1 - 1e-6, 1)
)
rows = st.tuples(st.integers(0, 1), scores, scores, st.sampled_from(["AA", "UA", None]))
tables = st.lists(rows, min_size=1, max_size=25)

few = settings(max_examples=8)  # each opens an engine several times: 0.1 s a table


def _table(found: list[Row]) -> dict[str, object]:
    late, old, new, carrier = (
        (list(column) for column in zip(*found, strict=True)) if found else ([], [], [], [])
    )
    return {"late": np.array(late, dtype=np.int64), "p_old": np.array(old, dtype=float),
            "p_new": np.array(new, dtype=float), "carrier": carrier or np.array([], dtype=str)}  # fmt: skip


def _same(first: Cells, second: Cells) -> None:
    assert first.keys == second.keys
    assert first.quality == second.quality
    left, right = cells_to_plain(first), cells_to_plain(second)
    assert left["ranks"] == right["ranks"]
    assert left["extremes"] == right["extremes"]
    assert left["joint"]["n"] == right["joint"]["n"]
    assert first.joint.sums == pytest.approx(second.joint.sums, rel=1e-9, abs=1e-12)


def _numbers(columns: Mapping[str, object]) -> list[tuple[float, float]]:
    cells = cells_of(columns, SPEC).slice(0, seed=1)
    found = []
    for metric in BINARY_METRICS:
        measured = [metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)]
        found.append((measured[0].estimate.value, measured[1].estimate.value))
    return found


@few
@given(tables, tables, tables)
def test_merging_parts_gives_the_whole_in_any_grouping(a: list[Row], b: list[Row], c: list[Row]) -> None:
    first, second, third = (cells_of(_table(part), SPEC) for part in (a, b, c))

    merged = merge_cells(merge_cells(first, second), third)

    _same(merged, merge_cells(first, merge_cells(second, third)))
    _same(merged, merge_cells(third, merge_cells(second, first)))
    _same(merged, cells_of(_table([*a, *b, *c]), SPEC))


@few
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(found: list[Row], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)

    numbers = _numbers(_table(shuffled))

    assert np.array(numbers) == pytest.approx(
        np.array(_numbers(_table(found))), rel=1e-9, abs=1e-12, nan_ok=True
    )


@few
@given(tables)
def test_changing_places_changes_the_sign_of_the_difference(found: list[Row]) -> None:
    columns = _table(found)
    swapped = {**columns, "p_old": columns["p_new"], "p_new": columns["p_old"]}

    there, back = (np.array([pair[1] for pair in _numbers(one)]) for one in (columns, swapped))

    assert there == pytest.approx(-back, rel=1e-9, abs=1e-12, nan_ok=True)


@few
@given(tables)
def test_bounds_hold_the_estimate_or_are_unknown(found: list[Row]) -> None:
    cells = cells_of(_table(found), SPEC).slice(0, seed=1)

    measured = [
        one
        for metric in BINARY_METRICS
        for one in (metric.estimate(cells, Model.BASELINE), metric.difference(cells))
    ]

    for one in measured:
        lower, upper = one.bounds(0.1)
        is_unknown = math.isnan(lower) and math.isnan(upper)
        assert is_unknown or lower - 1e-9 <= one.estimate.value <= upper + 1e-9
        assert is_unknown or not one.undefined
        # a value that too few rows carry says so, and has no bounds
        assert math.isnan(one.estimate.value) == bool(one.undefined) or "needed" in one.undefined


@few
@given(tables)
def test_each_slice_is_what_its_rows_alone_would_give(found: list[Row]) -> None:
    whole = cells_of(_table(found), SPEC)

    for at in range(1, len(whole.keys)):
        value = dict(whole.key(at))["carrier"]
        mine = [row for row in found if (row[3] or "(null)") == value]
        alone = cells_of(_table(mine), SPEC).slice(0, seed=1)
        part = whole.slice(at, seed=1)
        for metric in BINARY_METRICS:
            expected, got = metric.difference(alone).estimate.value, metric.difference(part).estimate.value
            assert got == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)


Kind = tuple[ModelGateSpec, tuple[Metric[ClassSlice], ...]]

PETS = (
    kinds.of_classes(*kinds.every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True)),
    kinds.MULTICLASS_METRICS,
)
STORIES = (
    kinds.of_labels(*kinds.every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True)),
    kinds.MULTILABEL_METRICS,
)

# the rows come of the seed, and what was counted of them is looked at by each law
drawn_rows = pytest.mark.parametrize(
    ("n", "seed"), [(1, 0), (2, 1), (3, 2), (5, 3), (8, 4), (13, 5), (19, 6), (25, 7)]
)
kind_of_classes = pytest.mark.parametrize("kind", [PETS, STORIES], ids=["classes", "labels"])


def _drawn(kind: Kind, n: int, seed: int) -> dict[str, np.ndarray]:
    return (kinds.pets if kind is PETS else kinds.stories)(n, seed=seed)


def _known(kind: Kind, n: int, seed: int) -> ClassCells:
    return _counted(n, seed, is_pets=kind is PETS)


@cache
def _counted(n: int, seed: int, *, is_pets: bool) -> ClassCells:
    kind = PETS if is_pets else STORIES
    columns = _drawn(kind, n, seed)
    columns["town"] = np.array(["A"] * n)  # one slice: all rows, of which the classes that occur are averaged
    return kinds.cells_of(columns, kind[0])


def _measured(kind: Kind, cells: ClassCells, *, at: int = 0) -> list[float]:
    found = cells.slice(at, seed=1)
    both = [(metric.estimate(found, Model.CANDIDATE), metric.difference(found)) for metric in kind[1]]
    return [one.estimate.value for pair in both for one in pair]


@kind_of_classes
@drawn_rows
def test_the_order_of_rows_of_classes_does_not_matter(kind: Kind, n: int, seed: int) -> None:
    columns = _drawn(kind, n, seed)
    order = np.random.default_rng(seed).permutation(n)

    found = _measured(kind, kinds.cells_of({name: values[order] for name, values in columns.items()}, kind[0]))

    assert found == pytest.approx(_measured(kind, _known(kind, n, seed)), rel=1e-9, abs=1e-12, nan_ok=True)


@kind_of_classes
@drawn_rows
def test_two_models_of_classes_that_change_places_change_the_sign(kind: Kind, n: int, seed: int) -> None:
    columns = _drawn(kind, n, seed)
    other = {"old": "new", "new": "old"}
    swapped = {
        name: columns[f"{other[name[:3]]}{name[3:]}" if name[:4] in ("old_", "new_") else name]
        for name in columns
    }

    there, back = (
        _measured(kind, one)[1::2] for one in (_known(kind, n, seed), kinds.cells_of(swapped, kind[0]))
    )

    assert there == pytest.approx([-value for value in back], rel=1e-9, abs=1e-12, nan_ok=True)


@kind_of_classes
@drawn_rows
def test_bounds_of_classes_hold_the_estimate_or_are_unknown(kind: Kind, n: int, seed: int) -> None:
    cells = _known(kind, n, seed).slice(0, seed=1)

    for metric in kind[1]:
        for one in (metric.estimate(cells, Model.BASELINE), metric.difference(cells)):
            lower, upper = one.bounds(0.1)
            is_unknown = math.isnan(lower) and math.isnan(upper)
            assert is_unknown or lower - 1e-9 <= one.estimate.value <= upper + 1e-9
            assert is_unknown or not one.undefined
            assert math.isnan(one.estimate.value) == bool(one.undefined)


@kind_of_classes
@drawn_rows
def test_each_slice_of_classes_is_what_its_rows_alone_would_give(kind: Kind, n: int, seed: int) -> None:
    whole, town = (_measured(kind, _known(kind, n, seed), at=at) for at in (0, 1))

    assert [a for a, b in zip(town, whole, strict=True) if not math.isnan(b)] == pytest.approx(
        [b for b in whole if not math.isnan(b)], rel=1e-9, abs=1e-12
    )
