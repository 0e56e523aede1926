"""Turn the evidence of many columns into verdicts: drift, no drift, or not enough rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.drift.evidence import DriftEvidence
from lockgate.stats.false_discovery import (
    benjamini_hochberg_adjusted,
    benjamini_yekutieli_adjusted,
    rejected_in_tree,
)
from lockgate.stats.multiplicity import holm_adjusted

__all__ = ["DriftDecision", "Family", "decide_drift"]

PathT = TypeVar("PathT", bound=tuple[str, ...])


class Family(Enum):
    """How false alarms over all columns and slices of a run are kept in check."""

    BENJAMINI_HOCHBERG = "benjamini_hochberg"
    """The expected share of false alarms among the alarms; columns independent or positively dependent."""
    BENJAMINI_YEKUTIELI = "benjamini_yekutieli"
    """The same under any dependence, and stricter: six times for 200 columns."""
    HIERARCHICAL = "hierarchical"
    """Benjamini-Hochberg down the tree of feature groups, columns and slices."""
    HOLM = "holm"
    """The probability of any false alarm."""


@dataclass(frozen=True, slots=True)
class DriftDecision:
    """A verdict on one column or slice, and the evidence for it.

    Parameters
    ----------
    verdict : Verdict
        ``FAIL``: the drift is more than the margin. ``PASS``: it is less. ``INCONCLUSIVE``: neither is proved.
    p_adjusted : float or None
        The smallest level of the run at which this is a drift; None for a tree, which has no such number.
    evidence : DriftEvidence
        The distance, its bounds, and the rows still needed.
    """

    verdict: Verdict
    p_adjusted: float | None
    evidence: DriftEvidence


def decide_drift(
    evidences: Mapping[PathT, DriftEvidence], *, alpha: float = 0.05, family: Family = Family.BENJAMINI_HOCHBERG
) -> dict[PathT, DriftDecision]:
    """Decide on all columns and slices of a run.

    Parameters
    ----------
    evidences : mapping of tuple of str to DriftEvidence
        What is known of each, by its path: (column,) or (group, column) or (group, column, slice). Only a tree looks
        at more than the path's identity.
    alpha : float, default=0.05
        Error level in (0, 0.5): of all false alarms together as `family` says, and of a false pass of each column.
    family : Family
        How alarms are counted.

    Returns
    -------
    dict of tuple of str to DriftDecision
        In the order given. Empty in, empty out.

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain.

    Notes
    -----
    Passes need no correction: the run passes only if *every* column does, so the chance that it passes although some
    column drifts by its margin or more is at most that column's own `alpha` (an intersection-union test). Alarms do:
    any one of 200 healthy columns would do for a false one.

    References
    ----------
    R. L. Berger, Technometrics 24 (1982), doi:10.1080/00401706.1982.10487790 (intersection-union tests).

    Examples
    --------
    >>> from lockgate.stats.drift.evidence import measure_drift
    >>> from lockgate.stats.drift.question import DriftQuestion
    >>> from lockgate.stats.drift.sample import Sample
    >>> from lockgate.stats.drift.total_variation import TOTAL_VARIATION
    >>> reference = Sample.of_counts([5_000, 5_000])
    >>> samples = {"same": [5_010, 4_990], "moved": [6_000, 4_000], "few": [11, 9]}
    >>> decisions = decide_drift(
    ...     {
    ...         (name,): measure_drift(
    ...             DriftQuestion(reference, Sample.of_counts(counts), TOTAL_VARIATION, margin=0.05)
    ...         )
    ...         for name, counts in samples.items()
    ...     }
    ... )
    >>> [(path[0], decision.verdict.value) for path, decision in decisions.items()]
    [('same', 'pass'), ('moved', 'fail'), ('few', 'inconclusive')]
    """
    require_open_fraction("decide_drift", "alpha", alpha)
    if alpha >= 0.5:  # noqa: PLR2004 - a decision that errs half the time decides nothing
        raise ParameterError.of("decide_drift", "alpha", "a float in (0, 0.5)", alpha)
    p_values = {path: evidence.p_drift for path, evidence in evidences.items()}
    if family is Family.HIERARCHICAL:
        drifted = rejected_in_tree(p_values, alpha=alpha)
        return {path: _decided(path in drifted, None, evidence, alpha) for path, evidence in evidences.items()}
    adjust = _ADJUST[family]
    adjusted = adjust(list(p_values.values()))
    return {
        path: _decided(p_value <= alpha, p_value, evidence, alpha)
        for (path, evidence), p_value in zip(evidences.items(), adjusted, strict=True)
    }


_ADJUST = {
    Family.BENJAMINI_HOCHBERG: benjamini_hochberg_adjusted,
    Family.BENJAMINI_YEKUTIELI: benjamini_yekutieli_adjusted,
    Family.HOLM: holm_adjusted,
}


def _decided(
    is_drift: bool,  # noqa: FBT001 - private, and the first thing that is decided
    p_adjusted: float | None,
    evidence: DriftEvidence,
    alpha: float,
) -> DriftDecision:
    verdict = Verdict.FAIL if is_drift else Verdict.INCONCLUSIVE
    if not is_drift and evidence.p_equivalence <= alpha:
        verdict = Verdict.PASS
    return DriftDecision(verdict, p_adjusted, evidence)
