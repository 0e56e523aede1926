"""What a gate judges together, as something that can be drawn again around a known truth."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lockgate.gates.against import measure
from lockgate.gates.cells import Model
from lockgate.gates.decide import Bounding, bars, decide_gate
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps.gap import Gap
from lockgate.gates.gaps.groups import grouped, pairs_of
from lockgate.gates.gaps.judge import decide_gap
from lockgate.gates.measurement import FactMeasurement, Measurement
from lockgate.gates.metric import Metric
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.mix_measurement import MixMeasurement
from lockgate.gates.mix_reading import mixed_groups, read_mix
from lockgate.gates.selftest.redrawn import Redrawn
from lockgate.gates.selftest.worlds import world_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import SliceView, TaskCells
from lockgate.gates.worst_mix import WorstMix
from lockgate.stats.decision import Decision

__all__ = ["Family", "families_of"]

Draw = np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What is judged together.

    Parameters
    ----------
    check, required : str
        The gate.
    is_paired : bool
        Whether the truth is that candidate and baseline are equally good.
    size : int
        Slices or pairs that can be drawn; 0 for all rows.
    n_left_out : int
        Slices or pairs that cannot, because they have no number: the gate is INCONCLUSIVE on them.
    draw : callable
        Draw all of them once.
    truths : tuple of float
        What is true of each where they are drawn from.
    decide : callable
        From bounds to a decision.
    ends : tuple of float
        The bars, finite.
    is_ratio : bool
        Whether the truth is moved by a factor.
    shares_draws : bool
        Whether one draw takes part in several decisions, as a group does in all its pairs.
    method : str
        How they are drawn.
    reason : str
        Why nothing can be drawn; empty if it can.
    """

    check: str
    required: str
    is_paired: bool
    size: int
    n_left_out: int = 0
    draw: Callable[[Draw], Sequence[Bounding]] = lambda _: ()
    truths: tuple[float, ...] = ()
    decide: Callable[[tuple[float, float]], Decision]
    ends: tuple[float, ...]
    is_ratio: bool = False
    shares_draws: bool = False
    method: str = ""
    reason: str = ""

    def moved(self, drawn: Sequence[Bounding], end: float) -> list[Bounding]:
        """Return what was drawn as if the truth of each were exactly at an end: bounds move with it."""
        return [
            _Moved(one, factor=end / truth) if self.is_ratio else _Moved(one, by=end - truth)
            for one, truth in zip(drawn, self.truths, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Moved:
    """Bounds that are moved by an amount or a factor."""

    measured: Bounding
    by: float = 0.0
    factor: float = 1.0

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the moved bounds."""
        lower, upper = self.measured.bounds(alpha)
        return lower * self.factor + self.by, upper * self.factor + self.by


@dataclass(frozen=True, slots=True)
class _Sampler:
    """Draws a measurement around a known truth."""

    draw: Callable[[Draw], Measurement]
    truth: float
    method: str


def families_of(spec: ModelGateSpec, cells: TaskCells, *, seed: int) -> Iterator[Family]:
    """Yield for each gate all rows and the family of its slices, then the pairs of each metric compared by group."""
    asked = {cells.plan.sets.index(spec.members(one)) for one in spec.slice_sets if one in spec.cut_sets}
    judged = [at for at, (where, _) in enumerate(cells.keys) if where in asked and cells.is_judged(at)]
    whole, slices = cells.slice(0, seed=seed), [cells.slice(at, seed=seed) for at in judged]
    pins = {dimension.called for dimension in spec.pinned or ()}
    for gate in spec.gates:
        mix = gate.worst_mix
        yield _of_gate(gate, [whole], 0) if mix is None else _of_mix(spec, gate, mix, cells, seed)
        for is_pinned in (False, True):  # pinned slices are a family of their own
            family = [view for view in slices if (view.key[0][0] in pins) is is_pinned]
            if family and gate.slices in (SliceScope.ALL, SliceScope.PINNED if is_pinned else SliceScope.ALL):
                yield _of_gate(gate, family, len(family))
    for gap in spec.fairness:
        for at in range(len(gap.metrics)):
            yield _of_gap(spec, gap, at, cells, seed)


def _of_gate(gate: MetricGate, views: Sequence[SliceView], size: int) -> Family:
    is_paired = isinstance(gate.requirement, NotWorse)
    read = partial(_read, gate)
    made = (_sampler(gate.definition, read, view, is_paired=is_paired) for view in views)
    samplers = [one for one in made if one is not None]

    def draw_all(draw: Draw) -> list[Bounding]:
        return [sampler.draw(draw) for sampler in samplers]

    return Family(
        check=gate.called,
        required=str(gate.requirement),
        is_paired=is_paired,
        size=len(samplers) if size else 0,
        n_left_out=size and size - len(samplers),
        draw=draw_all,
        truths=tuple(sampler.truth for sampler in samplers),
        decide=partial(decide_gate, gate),
        ends=bars(gate),
        method=" and ".join(dict.fromkeys(sampler.method for sampler in samplers)),
        reason="" if samplers else _untried(read(views[0])),
    )


def _untried(measured: Measurement) -> str:
    """Return why a number cannot be drawn again."""
    if isinstance(measured, FactMeasurement):
        return "a fact of the rows at hand, which chance has no part in"
    return measured.undefined or "too few rows for an interval"


def _of_mix(spec: ModelGateSpec, gate: MetricGate, mix: WorstMix, cells: TaskCells, seed: int) -> Family:
    """Return the one number of a worst mix; its groups are drawn, their shares are as they were seen."""
    seen = read_mix(spec, gate, mix, cells, seed=seed)
    is_paired = isinstance(gate.requirement, NotWorse)
    told = Family(
        check=gate.called,
        required=str(gate.requirement),
        is_paired=is_paired,
        size=0,
        decide=partial(decide_gate, gate),
        ends=bars(gate),
        reason=seen.undefined,
    )
    if not isinstance(seen, MixMeasurement):
        return told
    views = mixed_groups(spec, mix, cells, seed=seed)
    made = [
        _sampler(gate.definition, partial(_read, gate), views[name].view, is_paired=is_paired)
        for name in seen.names
    ]
    samplers = [one for one in made if one is not None]
    if len(samplers) < len(made):
        return replace(told, reason="a group has too few rows for an interval")

    def draw_mix(draw: Draw) -> list[Bounding]:
        return [replace(seen, parts=tuple(sampler.draw(draw) for sampler in samplers))]

    return replace(
        told,
        draw=draw_mix,
        truths=(0.0 if is_paired else seen.estimate.value,),
        method=" and ".join(dict.fromkeys(sampler.method for sampler in samplers)),
    )


def _read(gate: MetricGate, view: SliceView) -> Measurement:
    return measure(gate, lambda one: one(view))


def _of_gap(spec: ModelGateSpec, gate: GapGate, at: int, cells: TaskCells, seed: int) -> Family:
    """Return the pairs of one metric; a group is drawn once for all its pairs."""
    groups = grouped(spec, gate, cells, seed=seed)
    metric = gate.definitions[at]
    read = partial(_alone, metric)
    made = {key: _sampler(metric, read, seen.view, is_paired=False) for key, seen in groups.views.items()}
    samplers = {key: one for key, one in made.items() if one is not None}
    every = list(pairs_of(gate, at, groups))
    pairs = [
        ((pair.stratum, pair.first), (pair.stratum, pair.second), pair.gap.estimate.value)
        for pair in every
        if (pair.stratum, pair.first) in samplers and (pair.stratum, pair.second) in samplers
    ]
    is_ratio = gate.compare is Compare.RATIO
    known = [pair for pair in pairs if math.isfinite(pair[2]) and (pair[2] > 0 or not is_ratio)]

    def draw_all(draw: Draw) -> list[Bounding]:
        drawn = {key: sampler.draw(draw) for key, sampler in samplers.items()}
        return [Gap(drawn[first], drawn[second], gate.compare) for first, second, _ in known]

    return Family(
        check=gate.in_strata(gate.checks[at]),
        required=str(gate.requirement),
        is_paired=False,
        size=len(known),
        n_left_out=len(every) - len(known),
        shares_draws=True,
        draw=draw_all,
        truths=tuple(value for *_, value in known),
        decide=partial(decide_gap, gate),
        ends=tuple(end for end in gate.ends if math.isfinite(end)),
        is_ratio=is_ratio,
        method=" and ".join(dict.fromkeys(sampler.method for sampler in samplers.values())),
        reason="" if known else "no two groups have numbers that can be drawn again",
    )


def _alone(metric: Metric[SliceView], view: SliceView) -> Measurement:
    return metric.estimate(view, Model.CANDIDATE)


def _sampler(
    metric: Metric[SliceView], read: Callable[[SliceView], Measurement], view: SliceView, *, is_paired: bool
) -> _Sampler | None:
    """Return a sampler of a slice; None where its metric has no error that could be drawn."""
    seen = read(view)
    if seen.undefined or not seen.estimate.is_defined:
        return None
    truth = 0.0 if is_paired else seen.estimate.value
    world = world_of(view, metric, is_exchanged=is_paired)
    if world is not None:
        return _Sampler(lambda draw: read(world(draw)), truth, "cells drawn again")
    return _Sampler(partial(_from_normal, seen, truth), truth, "normal draws with the error that was measured")


def _from_normal(seen: Measurement, truth: float, draw: Draw) -> Measurement:
    return Redrawn(seen, draw.normal(), truth - seen.estimate.value)
