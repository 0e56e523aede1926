"""Which distance measures a column, and how much of it does not matter."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.errors import ParameterError
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.drift.spec import DriftSpec
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.distances import DISTANCES

__all__ = ["COARSE_BINS", "MARGINS", "NAMED", "ORDERED", "distance_of", "margin_of", "summed_of"]

MARGINS = {
    "cramers_v": 0.1,
    "hellinger": 0.1,
    "jensen_shannon": 0.1,
    "kolmogorov_smirnov": 0.1,
    "l_infinity": 0.1,
    "mean_shift": 0.1,
    "normalised_wasserstein": 0.1,
    "population_stability_index": 0.1,
    "total_variation": 0.1,
}
"""What does not matter where the entry says nothing: a tenth of the rows, or of a standard deviation."""

ORDERED, NAMED = "kolmogorov_smirnov", "total_variation"

COARSE_BINS = 10
"""Bins of about equal rows for distances that compare bin by bin: with more, chance alone makes them large."""


def distance_of(spec: DriftSpec, column: str, *, is_ordered: bool) -> Distance:
    """Return the distance that measures a column.

    The column's own method wins over that of the entry; a method that needs an order leaves names to total variation.

    Raises
    ------
    ParameterError
        If the column's own method needs an order that the column does not have.

    Examples
    --------
    >>> distance_of(DriftSpec(data="flights"), "carrier", is_ordered=False).name
    'total_variation'
    """
    own = spec.methods.get(column, "")
    if own and DISTANCES[own].needs_order and not is_ordered:
        raise ParameterError.of(
            "drift", f"methods.{column}", "a distance between names, such as total_variation", own
        )
    chosen = DISTANCES[own or spec.method or ORDERED]
    return DISTANCES[NAMED] if chosen.needs_order and not is_ordered else chosen


def summed_of(spec: DriftSpec, columns: Sequence[ReferenceColumn]) -> frozenset[str]:
    """Return the columns whose values are summed up, because it matters where on the line they lie."""
    return frozenset(
        one.name
        for one in columns
        if one.binned is not None and distance_of(spec, one.name, is_ordered=True).uses_places
    )


def margin_of(spec: DriftSpec, column: str, distance: Distance) -> float:
    """Return the largest distance of a column that does not matter.

    Raises
    ------
    ParameterError
        If the distance has no usual margin and the entry gives none.

    Examples
    --------
    >>> margin_of(DriftSpec(data="flights", margins={"carrier": 0.05}), "carrier", DISTANCES["total_variation"])
    0.05
    """
    entry_wide = None if isinstance(spec.margin, str) else spec.margin
    given = spec.margins.get(column, entry_wide)
    margin = MARGINS.get(distance.name) if given is None else given
    if margin is None:
        raise ParameterError.of("drift", "margin", f"given for {distance.name}, which has no usual one", None)
    if margin >= distance.largest:
        raise ParameterError.of(
            "drift", "margin", f"below {distance.largest:g}, the largest {distance.name}", margin
        )
    return margin
