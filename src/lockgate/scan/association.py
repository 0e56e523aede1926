r"""Measures of how much one column tells about another, from the states of aggregates.

From a contingency table with :math:`N` rows, entropies :math:`H` in nats and :math:`\varphi^2 = \chi^2 / N`:

- mutual information :math:`I = H(L) + H(R) - H(L, R)`;
- normalised: :math:`2 I / (H(L) + H(R))`, in [0, 1];
- Theil's U, the share of the right side's entropy that the left side takes away: :math:`I / H(R)`, in [0, 1];
- Cramér's V: :math:`\sqrt{\varphi^2 / \min(r - 1, c - 1)}`, in [0, 1], and its bias-corrected form;
- predictive power: see `predictive_power`.

From moments: Pearson's and Spearman's correlation, and the correlation ratio :math:`\eta`, the square root of the
share of the right column's spread that lies between the groups of the left one.

References
----------
Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T, doi:10.1016/j.jkss.2012.10.002.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.grouped_moments import GroupedMoments, GroupedMomentsState
from lockgate.scan.aggregates.rank_moments import RankMoments, RankMomentsState

__all__ = [
    "SYMMETRIC",
    "Measure",
    "association_aggregate",
    "check_measure",
    "cramers_v",
    "measured",
    "mutual_information",
    "predictive_power",
]

Measure = Literal[
    "pearson",
    "spearman",
    "cramers_v",
    "cramers_v_corrected",
    "theils_u",
    "mutual_information",
    "normalised_mutual_information",
    "correlation_ratio",
    "predictive_power",
]
"""How association is measured."""

SYMMETRIC: tuple[Measure, ...] = (
    "pearson",
    "spearman",
    "cramers_v",
    "cramers_v_corrected",
    "normalised_mutual_information",
)
"""Measures that do not ask which column tells about which, and lie in [-1, 1]."""


def check_measure(check: str, measure: str, among: Sequence[str] = get_args(Measure)) -> None:
    """Refuse a measure that is not known, or not fit for a check.

    Raises
    ------
    ParameterError
        If `measure` is not `among` those that are accepted.
    """
    if measure not in among:
        raise ParameterError.of(check, "measure", "one of " + ", ".join(f"`{name}`" for name in among), measure)


def association_aggregate(measure: Measure, left: str, right: str, *, bins: int = 0) -> Aggregate:
    """Return what must be known to measure how much `left` tells about `right`."""
    if measure == "pearson":
        return CoMoments((left, right))
    if measure == "spearman":
        return RankMoments(left, right)
    if measure == "correlation_ratio":
        return GroupedMoments(right, (left,))
    return Contingency((left,), (right,), bins)


def measured(measure: Measure, state: State) -> tuple[float | None, int]:
    """Return the measure and the rows it rests on; None without rows, NaN where it is undefined."""
    if isinstance(state, CoMomentsState):
        (pair,) = state.pairs
        return (pair.correlation if pair.n else None), pair.n
    if isinstance(state, RankMomentsState):
        return (state.correlation if state.n else None), state.n
    if isinstance(state, GroupedMomentsState):
        return (_correlation_ratio(state) if state.n else None), state.n
    if not isinstance(state, ContingencyState):
        raise TypeError(type(state).__name__)
    return (_OF_TABLE[measure](state) if state.rows else None), state.rows


def mutual_information(state: ContingencyState) -> float:
    """Return the mutual information in nats, 0 or more; what rounding leaves of nothing is 0."""
    found = state.left_entropy + state.right_entropy - state.joint_entropy
    return found if found > _NOISE * max(1.0, state.joint_entropy) else 0.0


_NOISE = 1e-10
"""Entropies keep twelve digits, so a difference below this is what rounding left."""


def cramers_v(state: ContingencyState, *, is_corrected: bool = False) -> float:
    """Return Cramér's V in [0, 1], NaN where a side has one value; corrected for the bias of small samples or not."""
    left, right = float(state.left), float(state.right)
    phi = state.phi_squared
    if min(left, right) <= 1:
        return math.nan
    if is_corrected:
        phi = max(0.0, phi - (left - 1) * (right - 1) / (state.rows - 1))
        left, right = (side - (side - 1) ** 2 / (state.rows - 1) for side in (left, right))
    freedom = min(left, right) - 1
    return min(1.0, math.sqrt(phi / freedom)) if freedom > _NOISE else math.nan


def predictive_power(state: ContingencyState) -> float:
    r"""Return how much better the right value is guessed from the left one than without it, in [0, 1].

    Each row is guessed from the *other* rows: the right value that is most frequent among rows with the same left
    value (a tie guesses wrong). A left value that occurs once tells nothing: such a row is guessed as without it, by
    the most frequent right value. With the accuracy :math:`a` of these guesses and :math:`a_0` of always guessing the
    most frequent right value, the power is :math:`\max(0, (a - a_0) / (1 - a_0))`: 0 where the left column
    helps nothing, 1 where it gives the right one away. NaN where the right column has one value.

    An identifier that never repeats has the power 0, since leaving the row out leaves nothing to learn from; so
    numbers and instants should be cut into bins.
    """
    base = state.right_most / state.rows
    if state.right <= 1:
        return math.nan
    guessed = (state.hits + state.singles * base) / state.rows
    return max(0.0, (guessed - base) / (1 - base))


def _theils_u(state: ContingencyState) -> float:
    return min(1.0, mutual_information(state) / state.right_entropy) if state.right_entropy else math.nan


def _normalised(state: ContingencyState) -> float:
    total = state.left_entropy + state.right_entropy
    return min(1.0, 2 * mutual_information(state) / total) if total else math.nan


def _correlation_ratio(state: GroupedMomentsState) -> float:
    return math.sqrt(state.between / state.squares) if state.squares else math.nan


_OF_TABLE: dict[str, Callable[[ContingencyState], float]] = {
    "cramers_v": cramers_v,
    "cramers_v_corrected": lambda state: cramers_v(state, is_corrected=True),
    "theils_u": _theils_u,
    "mutual_information": mutual_information,
    "normalised_mutual_information": _normalised,
    "predictive_power": predictive_power,
}
