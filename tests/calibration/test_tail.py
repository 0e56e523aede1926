"""How often bounds of the mean of the worst losses err, of one model and paired; a run is a slice."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.predictions import cells_of, simulated, spec_of

from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics.cvar_absolute_error import CvarAbsoluteError
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.slicing import Dimension
from lockgate.stats.tail import tail_mean

pytestmark = pytest.mark.slow

RUNS, ROWS, SHARE = 250, 600, 0.05  # thirty rows in the tail
NAMES = ("cvar_log_loss", "cvar_brier_score_loss")
Limit = Callable[[float, int], float]


@cache
def _found() -> tuple[Finding, ...]:
    columns = {**simulated(RUNS * ROWS, seed=11), "run": np.repeat(np.arange(RUNS), ROWS)}
    # bars far off, so that no interval is one of Holm's
    gates = [
        MetricGate(metric=name, requirement=asked, slices=SliceScope.ALL, arguments=(("share", SHARE),))
        for name, bar in zip(NAMES, (100.0, 1.0), strict=True)
        for asked in (Requirement.at_most(bar), NotWorse(bar))
    ]
    spec = spec_of(*gates, by=((Dimension("run"),),))
    return judge(spec, cells_of(columns, spec))


def _truth(name: str) -> float:
    columns = simulated(1_000_000, seed=12)
    chance = np.where(columns["late"] == 1, columns["p_new"], 1 - columns["p_new"])
    losses = -np.log(chance) if name == "cvar_log_loss" else (1 - chance) ** 2
    return tail_mean(losses, np.ones(losses.size), share=SHARE).value


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_paired", [False, True], ids=["alone", "paired"])
def test_bounds_err_by_no_more_than_the_docs_say(name: str, with_chance: Limit, *, is_paired: bool) -> None:
    truth = 0.0 if is_paired else _truth(name)  # both models err alike
    found = [
        one
        for one in _found()
        if one.check.startswith(f"{name}(")
        and one.subject.slice
        and one.required.startswith("not") == is_paired
    ]
    bounds = [(one.interval.lower, one.interval.upper) for one in found if one.interval is not None]
    assert len(bounds) == RUNS
    lower, upper = np.array(bounds, dtype=float).T

    assert np.mean(truth < lower) <= with_chance(0.05, RUNS)
    assert np.mean(upper < truth) <= with_chance(0.05 if is_paired else 0.075, RUNS)


def _slice(errors: NDArray[np.float64], share: float) -> MomentSlice:
    """Return what cells hold of some absolute errors: the mean of what each row adds to the tail."""
    end = float(np.sort(errors)[-int(np.ceil(share * errors.size))])
    added = end + np.maximum(errors - end, 0) / share
    term, n = Term(Kind.TAIL_ERROR, (share,)), errors.size
    sums, products = np.array([added.sum()]), np.array([[float(added @ added)]])
    return MomentSlice((), n, (term.value,), sums, products, {term: 0}, n)


@pytest.mark.parametrize(
    ("kind", "errs"), [("normal", 0.065), ("exponential", 0.065), ("heavy", 0.08), ("lognormal", 0.12)]
)
def test_bounds_of_the_worst_errors_err_by_no_more_than_the_docs_say(
    kind: str, errs: float, with_chance: Limit
) -> None:
    draw, runs = np.random.default_rng(21), 500
    draws: dict[str, Callable[[int], NDArray[np.float64]]] = {
        "normal": lambda size: np.abs(draw.normal(size=size)),
        "exponential": lambda size: draw.exponential(size=size),
        "heavy": lambda size: np.abs(draw.standard_t(5, size=size)),
        "lognormal": lambda size: draw.lognormal(size=size),
    }
    drawn = draws[kind]
    truth = tail_mean(drawn(1_000_000), np.ones(1_000_000), share=SHARE).value
    metric = CvarAbsoluteError(SHARE)

    bounds = [metric.estimate(_slice(drawn(ROWS), SHARE), Model.CANDIDATE).bounds(0.1) for _ in range(runs)]

    lower, upper = np.array(bounds).T
    assert np.mean(truth < lower) <= with_chance(0.05, runs)
    assert np.mean(upper < truth) <= with_chance(errs, runs)
