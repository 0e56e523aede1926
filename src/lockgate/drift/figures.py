"""The plots of a comparison: how far each column has moved, and both distributions of each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.domain.figure import ComparisonFigure, Figure, IntervalFigure, IntervalRow
from lockgate.domain.verdict import Verdict
from lockgate.drift.cells import Cells
from lockgate.drift.compare import Comparison
from lockgate.drift.question import CHECK
from lockgate.drift.spec import DriftSpec
from lockgate.drift.wording import number

__all__ = ["MOST_CELLS", "MOST_PLOTS", "drift_figures"]

MOST_PLOTS = 40
"""Columns whose distributions are drawn; those that moved furthest."""

MOST_CELLS = 32
"""Cells that are drawn of what has an order."""

_MOST_NAMES = 12
_FAR = 1e6
"""Margins at which an open end is drawn."""


def drift_figures(spec: DriftSpec, comparisons: Sequence[Comparison]) -> tuple[Figure, ...]:
    """Return the plots: all columns against their margins, then each column's two distributions.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    comparisons : sequence of Comparison
        What was found, in the order in which it is shown.
    """
    if not comparisons:
        return ()
    drawn = [one for one in comparisons if one.asked.check == CHECK and any(one.asked.cells.reference)][
        :MOST_PLOTS
    ]
    return (_overview(comparisons), *(_distributions(spec, one) for one in drawn))


def _overview(comparisons: Sequence[Comparison]) -> IntervalFigure:
    """Return each distance in units of its margin, so that one bar serves all."""
    order = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS)
    gravest = sorted(comparisons, key=lambda one: order.index(one.decision.verdict))
    rows = tuple(
        IntervalRow(
            _named(one),
            one.decision.evidence.value / one.decision.evidence.margin,
            one.decision.evidence.lower / one.decision.evidence.margin,
            min(one.decision.evidence.upper / one.decision.evidence.margin, _FAR),
            sum(one.asked.cells.current),
            one.decision.verdict.value,
        )
        for one in gravest
        if math.isfinite(one.decision.evidence.lower)
    )
    return IntervalFigure("Which columns have drifted?", "distance in units of its margin", rows, 1.0)


def _named(one: Comparison) -> str:
    """Return the column, its slice, and whether its missing rows are meant."""
    picked = " × ".join(f"{by}={value}" for by, value in one.asked.slice)
    name = one.asked.column.name + (f" · {picked}" if picked else "")
    return name if one.asked.check == CHECK else f"{name} (missing)"


def _distributions(spec: DriftSpec, one: Comparison) -> ComparisonFigure:
    measured, name = one.decision.evidence, one.asked.column.name
    margin = number(measured.margin)
    note = f"{number(measured.value)} ({number(measured.lower)} to {number(measured.upper)}), margin {margin}"
    edges, names, before, now = _drawn(one.asked.cells)
    return ComparisonFigure(
        title=f"Has {spec.data}.{_named(one)} moved?",
        unit=name,
        note=f"{one.asked.distance.name.replace('_', ' ')} {note}",
        edges=edges,
        names=names,
        reference=before,
        current=now,
        verdict=one.decision.verdict.value,
    )


Drawn = tuple[tuple[float, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]


def _drawn(cells: Cells) -> Drawn:
    return _drawn_line(cells) if cells.is_ordered else _drawn_names(cells)


def _drawn_line(cells: Cells) -> Drawn:
    """Return neighbouring cells together, so that few are drawn; the open ends are drawn where they hold rows."""
    edges = (-math.inf, *cells.edges, math.inf)
    inner = len(cells.edges) - 1
    every = -(-inner // MOST_CELLS)
    starts = [0, *range(1, inner + 1, every), inner + 1]
    ends = (*starts[1:], len(cells.reference))
    sums = [[sum(side[a:b]) for a, b in zip(starts, ends, strict=True)] for side in _sides(cells)]
    places = [edges[start] for start in starts] + [math.inf]
    first = 0 if sums[0][0] or sums[1][0] else 1
    last = len(starts) if sums[0][-1] or sums[1][-1] else len(starts) - 1
    return tuple(places[first : last + 1]), (), tuple(sums[0][first:last]), tuple(sums[1][first:last])


def _drawn_names(cells: Cells) -> Drawn:
    """Return the most frequent names, and all others together."""
    order = sorted(
        range(len(cells.names)), key=lambda i: -max(side[i] / (sum(side) or 1) for side in _sides(cells))
    )
    order = [i for i in order if any(side[i] for side in _sides(cells))]
    shown, rest = order[:_MOST_NAMES], order[_MOST_NAMES:]
    names = [cells.names[i] for i in shown]
    sides: list[list[int]] = [[side[i] for i in shown] for side in _sides(cells)]
    if rest:
        names.append(f"{len(rest)} more")
        for side, drawn in zip(_sides(cells), sides, strict=True):
            drawn.append(sum(side[i] for i in rest))
    return (), tuple(names), tuple(sides[0]), tuple(sides[1])


def _sides(cells: Cells) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return cells.reference, cells.current
