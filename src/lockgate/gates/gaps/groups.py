"""From cells to the groups of a gap gate, and from groups to the pairs that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from lockgate.domain.errors import ParameterError
from lockgate.gates.blocks import Seen, measured
from lockgate.gates.cells import Model
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps.gap import Gap, WeightedSide
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.seen import seen_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells

__all__ = ["MOST_PAIRS", "Grouped", "Pair", "grouped", "pairs_of", "weighted_pairs"]

MOST_PAIRS = 5_000
"""Most pairs of groups that one gate compares."""

Values = tuple[str, ...]
"""The value of each column that groups, or strata, are cut by."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups of a gate, by stratum.

    Parameters
    ----------
    groups : tuple of tuple of str
        Every group that has rows in some stratum, or that the gate names; ascending.
    views : mapping of (tuple of str, tuple of str) to Seen
        What was counted, by stratum and group; without ``within`` the only stratum is the empty one.
    """

    groups: tuple[Values, ...]
    views: Mapping[tuple[Values, Values], Seen]

    @property
    def strata(self) -> tuple[Values, ...]:
        """Return the strata that have rows, ascending."""
        return tuple(sorted({stratum for stratum, _ in self.views}))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups and their gap; in one stratum, or weighted over those that have both groups."""

    stratum: Values
    first: Values
    second: Values
    gap: Gap
    n_strata: int | None = None

    @property
    def is_weighted(self) -> bool:
        """Tell whether it is over several strata."""
        return self.n_strata is not None


def grouped(spec: ModelGateSpec, gate: GapGate, cells: TaskCells, *, seed: int) -> Grouped:
    """Return the groups that the cells hold.

    Parameters
    ----------
    spec, cells, seed
        As in `lockgate.gates.judge.judge`.
    gate : GapGate
        One of the spec's.
    """
    members = spec.members(gate.cut_by)
    position = cells.plan.sets.index(members)
    where: dict[tuple[Values, Values], int] = {}
    strata, parts = (
        [members.index(spec.dimensions.index(one)) for one in cut] for cut in (gate.within, gate.groups)
    )
    for at, (set_position, values) in enumerate(cells.keys):
        if set_position == position and cells.is_judged(at):
            key = tuple(values[one] for one in strata), tuple(values[one] for one in parts)
            where[key] = at
    found = dict(zip(where, seen_of(spec, cells, where.values(), seed=seed), strict=True))
    named: set[Values] = {(value,) for value in gate.groups[0].values} if len(gate.groups) == 1 else set()
    named |= {gate.reference} if gate.reference else set()
    return Grouped(tuple(sorted({group for _, group in found} | named)), found)


def pairs_of(gate: GapGate, at: int, groups: Grouped) -> Iterator[Pair]:
    """Yield the pairs that one of a gate's metrics is compared in, stratum by stratum.

    A group without rows is compared too: its number is undefined, so nothing is known of the gap.

    Raises
    ------
    ParameterError
        If there are more pairs than ``MOST_PAIRS``.
    """
    sides = _sides(gate, at, groups)
    chosen = _chosen(gate, groups.groups)
    strata = groups.strata or ((),)
    if len(chosen) * len(strata) > MOST_PAIRS:
        must = f"groups that make at most {MOST_PAIRS:,} pairs (name a `reference`, or use fewer values)"
        raise ParameterError.of("fairness gate", "groups", must, len(chosen) * len(strata))
    for stratum in strata:
        for first, second in chosen:
            one, other = sides[stratum, first], sides[stratum, second]
            if _is_turned(gate, one, other):
                first, second, one, other = second, first, other, one  # noqa: PLW2901 - the same pair, named the other way
            yield Pair(stratum, first, second, Gap(one, other, gate.compare))


def weighted_pairs(gate: GapGate, at: int, groups: Grouped) -> Iterator[Pair]:
    """Yield for each pair of groups the gap weighted over the strata that have both; undefined where none has."""
    sides = _sides(gate, at, groups)
    for first, second in _chosen(gate, groups.groups):
        known = [
            stratum
            for stratum in groups.strata
            if not (sides[stratum, first].undefined or sides[stratum, second].undefined)
        ]
        rows = [sides[one, first].estimate.n + sides[one, second].estimate.n for one in known]
        weights = tuple(count / sum(rows) for count in rows)
        found = [_weighted([sides[one, group] for one in known], weights) for group in (first, second)]
        names = [first, second]
        if _is_turned(gate, found[0], found[1]):
            names.reverse()
            found.reverse()
        yield Pair((), names[0], names[1], Gap(found[0], found[1], gate.compare), len(known))


def _weighted(parts: Sequence[Measurement], weights: tuple[float, ...]) -> Measurement:
    return (
        WeightedSide(tuple(parts), weights) if parts else UndefinedMeasurement("no stratum has both groups", 0)
    )


def _sides(gate: GapGate, at: int, groups: Grouped) -> dict[tuple[Values, Values], Measurement]:
    metric = gate.definitions[at]
    read = partial(metric.estimate, model=Model.CANDIDATE)
    sides: dict[tuple[Values, Values], Measurement] = {}
    for stratum in groups.strata or ((),):
        for group in groups.groups:
            view = groups.views.get((stratum, group))
            sides[stratum, group] = UndefinedMeasurement("no rows", 0) if view is None else measured(view, read)
    return sides


def _chosen(gate: GapGate, groups: Sequence[Values]) -> list[tuple[Values, Values]]:
    if gate.reference:
        return [(group, gate.reference) for group in groups if group != gate.reference]
    return list(combinations(groups, 2))


def _is_turned(gate: GapGate, one: Measurement, other: Measurement) -> bool:
    """Tell whether a pair without direction reads better turned: a difference above 0, a ratio on its bar's side."""
    if gate.reference or math.isnan(one.estimate.value) or math.isnan(other.estimate.value):
        return False
    wants_low_first = gate.compare is Compare.RATIO and gate.requirement.operator.value.endswith(
        "GreaterOrEqualTo"
    )
    is_low_first = one.estimate.value < other.estimate.value
    return is_low_first != wants_low_first and one.estimate.value != other.estimate.value
