"""From cells to the groups of a gap gate, and from groups to the pairs that are compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product

from lockgate.domain.errors import ParameterError
from lockgate.gates.blocks import Seen, measured, stretches, values_without
from lockgate.gates.cells import Model
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps.gap import Gap, WeightedSide
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.seen import seen_of
from lockgate.gates.slice_plan import Cut
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells
from lockgate.stats.jackknife import jackknife_correlations

__all__ = ["MOST_PAIRS", "Grouped", "Pair", "Values", "grouped", "pairs_of", "weighted_pairs"]

_ALIKE = 1e-9

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
    strata : tuple of tuple of str
        Every stratum that has rows, or that the gate names; ascending.
    views : mapping of (tuple of str, tuple of str) to Seen
        What was counted, by stratum and group; without ``within`` the only stratum is the empty one.
    """

    groups: tuple[Values, ...]
    strata: tuple[Values, ...]
    views: Mapping[tuple[Values, Values], Seen]


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
    cuts = [[cells.plan.cuts[spec.dimensions.index(one)] for one in cut] for cut in (gate.within, gate.groups)]
    every_stratum = _with_named({stratum for stratum, _ in found}, cuts[0])
    every_group = _with_named({group for _, group in found}, cuts[1]) | ({gate.reference} - {()})
    return Grouped(tuple(sorted(every_group)), tuple(sorted(every_stratum)), found)


def _with_named(seen: set[Values], cuts: Sequence[Cut]) -> set[Values]:
    """Return what has rows, and what holds a value that must have rows and has none."""
    columns = [{values[at] for values in seen} for at in range(len(cuts))]
    absent = [set(cut.required) - column for column, cut in zip(columns, cuts, strict=True)]
    if not any(absent):
        return seen
    every = product(*(column | missing for column, missing in zip(columns, absent, strict=True)))
    return seen | {
        values for values in every if any(one in missing for one, missing in zip(values, absent, strict=True))
    }


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
            correlation = _correlation(one, other)
            if _is_turned(gate, one.measured, other.measured):
                first, second, one, other = second, first, other, one  # noqa: PLW2901 - the same pair, named the other way
            yield Pair(stratum, first, second, Gap(one.measured, other.measured, gate.compare, correlation))


def weighted_pairs(gate: GapGate, at: int, groups: Grouped) -> Iterator[Pair]:
    """Yield for each pair of groups the gap weighted over the strata that have both; undefined where none has."""
    sides = _sides(gate, at, groups)
    for first, second in _chosen(gate, groups.groups):
        known = [
            stratum
            for stratum in groups.strata
            if not (sides[stratum, first].measured.undefined or sides[stratum, second].measured.undefined)
        ]
        rows = [sides[one, first].n + sides[one, second].n for one in known]
        weights = tuple(count / sum(rows) for count in rows)
        one, other = (
            _weighted([sides[stratum, group] for stratum in known], weights) for group in (first, second)
        )
        correlation = _correlation(one, other)
        if _is_turned(gate, one.measured, other.measured):
            first, second, one, other = second, first, other, one  # noqa: PLW2901 - the same pair, named the other way
        yield Pair((), first, second, Gap(one.measured, other.measured, gate.compare, correlation), len(known))


@dataclass(frozen=True, slots=True)
class _Side:
    """The number of one group, what its rows count, and the number without each of some groups of blocks, if any."""

    measured: Measurement
    left_out: Sequence[float] = ()
    n: int = 0


def _correlation(one: _Side, other: _Side) -> float:
    """Return that of the errors of two groups; 0 where each row stands for itself.

    Groups that move alike in every block have shown no spread of their gap. That is not certainty, so they count as
    independent.
    """
    found = float(jackknife_correlations([one.left_out, other.left_out])[0, 1]) if one.left_out else 0.0
    return 0.0 if found > 1 - _ALIKE else found


def _weighted(parts: Sequence[_Side], weights: tuple[float, ...]) -> _Side:
    if not parts:
        return _Side(UndefinedMeasurement("no stratum has both groups", 0))
    left_out = [
        math.fsum(weight * value for weight, value in zip(weights, values, strict=True))
        for values in zip(*(part.left_out for part in parts), strict=True)
    ]
    correlations = jackknife_correlations([part.left_out for part in parts]) if left_out else None
    return _Side(WeightedSide(tuple(part.measured for part in parts), weights, correlations), left_out)


def _sides(gate: GapGate, at: int, groups: Grouped) -> dict[tuple[Values, Values], _Side]:
    metric = gate.definitions[at]
    read = partial(metric.estimate, model=Model.CANDIDATE)
    blocks = stretches({block for seen in groups.views.values() for block in seen.blocks or ()})
    sides: dict[tuple[Values, Values], _Side] = {}
    for stratum in groups.strata or ((),):
        for group in groups.groups:
            seen = groups.views.get((stratum, group))
            sides[stratum, group] = (
                _Side(UndefinedMeasurement("no rows", 0), [math.nan] * len(blocks))
                if seen is None
                else _Side(
                    measured(seen, read), values_without(seen, read, blocks) if blocks else (), seen.view.n
                )
            )
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
