"""Distributions of columns whose range is red."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from tests.fakes.tables import opened, run_on

from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.figure import DistributionFigure
from lockgate.domain.requirement import Requirement
from lockgate.scan.distributions import MOST_FIGURES, distributions
from lockgate.scan.expression import Expression
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name


def figures_of(table: dict[str, list[Any]], *items: SuiteItem) -> tuple[DistributionFigure, ...]:
    """Return what is drawn for the items on a table."""
    suite = Suite(table="t", items=items)
    with opened(t=table) as session:
        return distributions([suite], run_on(suite, t=table), session)[0]


def ranged(column: str = "x", **bounds: float) -> SuiteItem:
    """Return a range check."""
    return SuiteItem(check=CHECKS["range"](column, **bounds))


def outside(figure: DistributionFigure) -> int:
    """Return the rows of bins that lie outside the bounds as a whole, and fail if a bin straddles a bound."""
    edges, total = figure.bars.edges, 0
    for (low, high), count in zip(pairwise(edges), figure.bars.counts, strict=True):
        for bound in (figure.lower, figure.upper):
            is_straddled = bound is not None and low < bound - 0.5 and high > bound + 0.5
            assert not (is_straddled and count), (low, high, bound)
        middle = (low + high) / 2
        is_low = figure.lower is not None and middle < figure.lower
        total += count if is_low or (figure.upper is not None and middle > figure.upper) else 0
    return total


@pytest.mark.parametrize(
    ("values", "bounds", "bad"),
    [
        ([i / 10 for i in range(140)] + [10_252.0] * 3, {"min": 0, "max": 14}, 3),
        ([float(i) for i in range(30)], {"max": 14.0}, 15),
        ([float(i) for i in range(30)], {"max": 14.0, "exclusive_max": True}, 16),
        ([float(i) for i in range(30)], {"min": 10.0, "exclusive_min": True}, 11),
        ([float(i) for i in range(-30, 30)], {"min": -5.0, "max": 5.0}, 49),
        (list(range(30)), {"max": 14}, 15),
        (list(range(30)), {"min": 3, "max": 14}, 18),
        (list(range(2000)), {"min": 3, "max": 14}, 1988),
        ([-176.6, -80.0, -60.0, 42.0, 117.7], {"max": 0, "exclusive_max": True}, 2),
        ([5.0, 6.0, 7.0], {"max": 1.0}, 3),
        (list(range(-10_000, 5)), {"min": 0}, 10_000),
    ],
)
def test_no_bin_holds_good_and_bad_values(values: list[float], bounds: dict[str, Any], bad: int) -> None:
    (figure,) = figures_of({"x": values}, ranged(**bounds))

    assert sum(figure.bars.counts) == len(values)
    assert outside(figure) == bad
    assert len(figure.bars.counts) <= 130


def test_what_is_good_stays_visible_beside_values_that_are_far_away() -> None:
    (figure,) = figures_of({"x": [i / 10 for i in range(140)] + [10_252.0]}, ranged(min=0, max=14))

    held = [count for count in figure.bars.counts if count]
    assert len(held) > 20
    assert figure.bars.edges[-1] == 10_252.0


def test_the_bounds_are_those_of_the_rule_that_is_red() -> None:
    figures = figures_of({"x": [1.0, 2.0, 3.0]}, ranged(min=0, max=10), ranged(max=2.5))

    assert [(figure.lower, figure.upper) for figure in figures] == [(None, 2.5)]


def test_two_red_rules_of_a_column_have_a_figure_each() -> None:
    figures = figures_of({"x": [1.0, 2.0, 30.0]}, ranged(max=2.5), ranged(min=1.5))

    assert [(figure.lower, figure.upper) for figure in figures] == [(None, 2.5), (1.5, None)]


def test_another_red_check_of_the_column_draws_nothing() -> None:
    table = {"x": [1.0, 2.0, None, 2.0]}
    others = (
        CHECKS["completeness"]("x"),
        CHECKS["uniqueness"](("x",)),
        CHECKS["max"](Requirement.at_most(1), "x"),
    )

    assert figures_of(table, ranged(min=0, max=10), *(SuiteItem(check=check) for check in others)) == ()


def test_a_figure_shows_the_rows_that_were_judged() -> None:
    item = SuiteItem(check=CHECKS["range"]("x", max=3), where=Expression("kind = 'a'"))

    (figure,) = figures_of({"x": [1, 2, 9, 500], "kind": ["a", "a", "a", "b"]}, item)

    assert sum(figure.bars.counts) == 3
    assert figure.bars.edges[-1] < 20


def test_a_range_of_texts_or_of_one_value_draws_nothing() -> None:
    assert figures_of({"x": [5, 5]}, ranged(max=5), ranged(min=5)) == ()


def test_figures_are_limited() -> None:
    names = [f"c{i}" for i in range(MOST_FIGURES + 3)]

    figures = figures_of({name: [1, 2, 3] for name in names}, *(ranged(name, max=1) for name in names))

    assert len(figures) == MOST_FIGURES


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([10**15], {"min": -1, "max": 0}),
        ([-1.7e308, 1e15, -1.0], {"min": 1e300, "max": 1.7e308}),
        ([-1.7e308, 1.7e308], {"min": 0.0, "max": 1.0}),
        ([5e-324, 0.0], {"min": 1.0}),
    ],
)
def test_nothing_is_drawn_where_doubles_end(values: list[Any], bounds: dict[str, Any]) -> None:
    figures = figures_of({"x": values}, ranged(**bounds))

    assert all(abs(edge) < 1e300 for figure in figures for edge in figure.bars.edges)
    assert all(high > low for figure in figures for low, high in pairwise(figure.bars.edges))


def test_a_range_of_billions_is_drawn_at_once() -> None:
    (figure,) = figures_of({"x": [-1, 5, 10_000_000_019]}, ranged(min=0, max=10_000_000_007))

    assert sum(figure.bars.counts) == 3
