"""From cells to a metric under the worst mix of its groups."""

from __future__ import annotations

import math
from functools import partial

from lockgate.gates.against import measure
from lockgate.gates.blocks import Seen, measured
from lockgate.gates.decide import is_floor
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.mix_measurement import measured_mix
from lockgate.gates.seen import seen_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells
from lockgate.gates.worst_mix import WorstMix

__all__ = ["mixed_groups", "read_mix"]

_ROUNDING = 1e-6
"""Weights are counted in whole units, of each cell by itself, so parts are not quite the whole."""


def read_mix(
    spec: ModelGateSpec, gate: MetricGate, mix: WorstMix, cells: TaskCells, *, seed: int
) -> Measurement:
    """Return what a gate holds against its bar, under the worst mix of its groups.

    Parameters
    ----------
    spec, cells, seed
        As in `lockgate.gates.judge.judge`; the cells hold what the spec asks.
    gate : MetricGate
        One of the spec's.
    mix : WorstMix
        What it asks of the groups.

    Returns
    -------
    Measurement
        Undefined where a group has no number.
    """
    (whole,) = seen_of(spec, cells, [0], seed=seed)
    groups = {
        name: (_mass(gate, seen), _with_blocks(gate, seen))
        for name, seen in mixed_groups(spec, mix, cells, seed=seed).items()
    }
    mass, total = _mass(gate, whole), sum(count for count, _ in groups.values())
    is_rounded = spec.weight is not None and math.isclose(mass, total, rel_tol=_ROUNDING)
    return measured_mix(
        _with_blocks(gate, whole),
        groups,
        mass=total if is_rounded else mass,
        factor=mix.factor,
        is_largest=not is_floor(gate),
        are_independent=spec.blocks is None,
    )


def mixed_groups(spec: ModelGateSpec, mix: WorstMix, cells: TaskCells, *, seed: int) -> dict[str, Seen]:
    """Return the groups of a mix that have rows, by name."""
    where = cells.plan.sets.index(spec.members(mix.groups))
    positions = [at for at, (position, _) in enumerate(cells.keys) if position == where]
    groups = seen_of(spec, cells, positions, seed=seed)
    return {" × ".join(value for _, value in seen.view.key): seen for seen in groups}


def _with_blocks(gate: MetricGate, seen: Seen) -> Measurement:
    return measure(gate, partial(measured, seen))


def _mass(gate: MetricGate, seen: Seen) -> int:
    """Return what the rows count in the mean, as the metric tells it where each row stands for itself."""
    found = measure(gate, lambda read: read(seen.view))
    return 0 if found.undefined else found.estimate.support
