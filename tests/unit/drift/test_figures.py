"""The plots of a comparison."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
from tests.fakes.references import compared_on

from lockgate.domain.figure import ComparisonFigure, IntervalFigure
from lockgate.drift.figures import MOST_CELLS, MOST_PLOTS, drift_figures
from lockgate.drift.spec import DriftSpec


def _figures(before: object, now: object) -> tuple[IntervalFigure, dict[str, ComparisonFigure]]:
    overview, *rest = compared_on(before, now).figures
    assert isinstance(overview, IntervalFigure)
    return overview, {one.unit: one for one in rest if isinstance(one, ComparisonFigure)}


def test_columns_stand_in_units_of_their_margin_and_the_gravest_first() -> None:
    before = {"x": list(range(40)) * 50, "y": list(range(40)) * 50, "n": [1, None] * 1_000}
    now = {"x": list(range(20, 60)) * 50, "y": list(range(40)) * 50, "n": [1, 1] * 1_000}

    overview, _ = _figures(before, now)

    assert [(row.label, round(row.estimate, 6)) for row in overview.rows] == [
        ("x", 5.0),
        ("n (missing)", 5.0),
        ("n", 0.0),
        ("y", 0.0),
    ]
    assert overview.bar == 1.0


def test_open_ends_are_drawn_only_where_they_hold_rows() -> None:
    before = {"x": [1, 2, 3] * 100}

    inside, beyond = (_figures(before, {"x": values})[1]["x"] for values in ([1, 2, 2] * 100, [0, 2, 4] * 100))

    assert (inside.edges, inside.current) == ((0.5, 1.5, 2.5, 3.5), (100, 200, 0))
    assert beyond.edges == (-math.inf, 0.5, 1.5, 2.5, 3.5, math.inf)
    assert (beyond.reference, beyond.current) == ((0, 100, 100, 100, 0), (100, 0, 100, 0, 100))


def test_many_cells_are_drawn_together_and_no_row_is_lost() -> None:
    values = np.random.default_rng(3).normal(size=5_000)

    figure = _figures({"x": values}, {"x": values})[1]["x"]

    assert len(figure.reference) <= MOST_CELLS + 2
    assert sum(figure.reference) == sum(figure.current) == 5_000


def test_rare_names_are_drawn_together() -> None:
    before = {"s": [f"v{i % 20:02}" for i in range(2_000)]}

    figure = _figures(before, before)[1]["s"]

    assert (len(figure.names), figure.names[-1]) == (13, "8 more")
    assert sum(figure.current) == 2_000


def test_the_note_says_how_far_against_what_is_allowed() -> None:
    figure = _figures({"s": ["a", "b"] * 500}, {"s": ["a", "b"] * 500})[1]["s"]

    assert figure.note.startswith("total variation 0 (0 to ")
    assert figure.note.endswith("margin 0.1")
    assert figure.verdict == "pass"


def test_the_columns_that_moved_furthest_are_drawn() -> None:
    names = [f"c{i}" for i in range(MOST_PLOTS + 5)]

    _, drawn = _figures({name: [1, 2] * 50 for name in names}, {name: [1, 2] * 50 for name in names})

    assert len(drawn) == MOST_PLOTS


def test_a_column_that_holds_nothing_now_is_drawn_and_has_no_interval() -> None:
    overview, drawn = _figures({"x": [1, 2] * 50}, pa.table({"x": pa.array([None] * 100, pa.int64())}))

    assert [row.label for row in overview.rows] == ["x (missing)"]
    assert sum(drawn["x"].current) == 0


def test_nothing_to_compare_is_nothing_to_draw() -> None:
    assert drift_figures(DriftSpec(data="t"), ()) == ()
