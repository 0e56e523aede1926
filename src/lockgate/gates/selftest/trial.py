"""Try a model's gates on many samples of a world in which the truth is known."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import decide_all
from lockgate.gates.selftest.families import Family, families_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells
from lockgate.stats.intervals import clopper_pearson

__all__ = ["Rate", "Trial", "try_gates"]

Counts = NDArray[np.int64]

_ALPHA = 0.002
"""Two-sided error of the interval of a rate: a gate that errs as stated is called a liar once in a thousand times."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened in a number of runs.

    Examples
    --------
    >>> Rate(20, 400).value, Rate(20, 400).exceeds(0.05), Rate(60, 400).exceeds(0.05)
    (0.05, False, True)
    """

    count: int
    runs: int

    @property
    def value(self) -> float:
        """Return the share of runs; NaN without runs."""
        return self.count / self.runs if self.runs else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Return its exact 99.8 % interval; NaN without runs."""
        return clopper_pearson(self.count, self.runs, alpha=_ALPHA)

    def exceeds(self, stated: float) -> bool:
        """Tell whether the true rate is surely above a stated one."""
        return self.interval[0] > stated


@dataclass(frozen=True, slots=True)
class Trial:
    """What a gate did on samples of a known world.

    Parameters
    ----------
    check, required : str
        The gate.
    is_paired : bool
        Whether the world is the baseline against itself; else the candidate as it was seen.
    size : int
        Slices, or pairs of groups, that were judged together; 0 for all rows.
    n_left_out : int
        Slices or pairs that have no number, so that nothing could be drawn; the gate never decides them.
    alpha : float
        The stated error probability; of a false pass together with those of the other candidates.
    among : int
        Of how many candidates whichever passes may be shipped.
    false_alarm : Rate
        FAIL of any, where nothing is worse than the bar: for a comparison both models are equally good, for an absolute
        bar the truth is exactly at it.
    passed : Rate
        PASS of all, as the gate stands: its power.
    false_pass : Rate
        PASS where the truth is exactly at the bar: a regression of exactly the margin. Of pairs, which share groups,
        it is the mean share of a run, and no surer than one decision a run would make it.
    reason : str
        Why there are no rates; empty if there are.
    method : str
        How samples were drawn.
    """

    check: str
    required: str
    is_paired: bool
    size: int
    alpha: float
    among: int = 1
    n_left_out: int = 0
    false_alarm: Rate = Rate(0, 0)
    passed: Rate = Rate(0, 0)
    false_pass: Rate = Rate(0, 0)
    reason: str = ""
    method: str = ""

    @property
    def is_violated(self) -> bool:
        """Tell whether the gate surely errs more often than it states."""
        return self.false_alarm.exceeds(self.alpha) or self.false_pass.exceeds(self.alpha / self.among)


def try_gates(spec: ModelGateSpec, cells: TaskCells, *, runs: int, seed: int) -> tuple[Trial, ...]:
    """Try every gate on all rows, on the family of its slices, or on the family of its pairs of groups.

    Parameters
    ----------
    spec : ModelGateSpec
        What is asked.
    cells : TaskCells
        What was counted for it.
    runs : int
        Samples, 20 to 100,000.
    seed : int
        Seed of the draws.

    Returns
    -------
    tuple of Trial
        In the order of the gates, those on gaps last.

    Raises
    ------
    ParameterError
        If `runs` is outside its domain.

    Notes
    -----
    Slices that share rows are drawn independently: Holm's method promises its rate for any dependence, and single
    slices err as they do. At the bar, bounds are taken to move with the truth.
    """
    if not 20 <= runs <= 100_000:  # noqa: PLR2004 - stated
        raise ParameterError.of("selftest", "runs", "an int in [20, 100000]", runs)
    found = []
    for number, family in enumerate(families_of(spec, cells, seed=seed)):
        found.append(_trial(family, np.random.default_rng((seed, number)), spec, runs))
    return tuple(found)


def _trial(family: Family, draw: np.random.Generator, spec: ModelGateSpec, runs: int) -> Trial:
    told = Trial(
        family.check,
        family.required,
        family.is_paired,
        family.size,
        spec.alpha,
        among=spec.among,
        n_left_out=family.n_left_out,
        reason=family.reason,
    )
    if family.reason:
        return told
    counts = np.zeros(4, dtype=np.int64)
    for _ in range(runs):
        counts += _one_run(family, spec, draw)
    alarms, passes, wrong, chances = (int(count) for count in counts)
    if family.shares_draws:
        wrong, chances = round(wrong * runs / chances), runs
    return replace(
        told,
        false_alarm=Rate(alarms, runs),
        passed=Rate(passes, runs),
        false_pass=Rate(wrong, chances),
        method=family.method,
    )


def _one_run(family: Family, spec: ModelGateSpec, draw: np.random.Generator) -> Counts:
    """Return false alarms, passes, false passes, and the chances there were for a false pass."""
    drawn = family.draw(draw)
    decided = partial(decide_all, family.decide, alpha=spec.alpha, among=spec.among)
    verdicts = [one.verdict for one in decided(drawn)]
    at_bar = [family.moved(drawn, end) for end in family.ends]
    alarms = verdicts
    if not family.is_paired:
        nearest = min(range(len(at_bar)), key=lambda at: abs(family.ends[at] - family.truths[0]))
        alarms = [one.verdict for one in decided(at_bar[nearest])]
    wrong = sum(decided([one])[0].verdict is Verdict.PASS for moved in at_bar for one in moved)
    happened = (
        Verdict.FAIL in alarms,
        all(one is Verdict.PASS for one in verdicts),
        wrong,
        len(at_bar) * len(drawn),
    )
    return np.array(happened, dtype=np.int64)
