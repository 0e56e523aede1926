"""Distributions of columns whose range check is red."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from tests.fakes.tables import NOW, opened

from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.figure import DistributionFigure
from lockgate.scan.check import Check
from lockgate.scan.distributions import MOST_FIGURES, distributions
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name


def figures_of(
    table: dict[str, list[Any]],
    *checks: Check,
    masked: frozenset[str] = frozenset(),
) -> tuple[DistributionFigure, ...]:
    suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in checks), masked=masked)
    with opened(t=table) as session:
        run = run_suites([suite], session, now=NOW)
        (figures,) = distributions([suite], run, session)
    return figures


def test_a_red_range_shows_every_value_once() -> None:
    (figure,) = figures_of({"x": [float(i) for i in range(100)]}, CHECKS["range"]("x", min=-10, max=50))

    edges = figure.bars.edges
    assert (figure.lower, figure.upper) == (-10.0, 50.0)
    assert list(edges) == sorted(edges)
    assert sum(figure.bars.counts) == 100
    assert figure.title == "Where do the values of t.x lie?"


def test_what_is_green_masked_or_no_number_has_no_picture() -> None:
    table: dict[str, list[Any]] = {
        "green": [1, 2],
        "secret": [1, 2],
        "day": [date(2013, 1, 1), date(2013, 1, 2)],
        "infinite": [1.0, math.inf],
        "constant": [5, 5],
    }
    checks = [CHECKS["range"](name, max=0) for name in ("secret", "infinite")]
    checks += [
        CHECKS["range"]("green", max=9),
        CHECKS["range"]("day", max="2012-01-01"),
        CHECKS["range"]("constant", min=5, exclusive_min=True),
    ]

    assert figures_of(table, *checks, masked=frozenset({"SECRET"})) == ()


def test_there_are_only_so_many_pictures() -> None:
    table = {f"x{i}": [1, 2] for i in range(MOST_FIGURES + 3)}

    assert len(figures_of(table, *(CHECKS["range"](name, max=0) for name in table))) == MOST_FIGURES
