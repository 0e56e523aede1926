"""What a gate asks of the groups' mix: that the metric holds under the worst one within a budget."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.gates.slicing import SliceSet, slice_set_name
from lockgate.gates.task import Task

__all__ = ["MEANS", "WorstMix"]

_CLASSES = ("accuracy", "brier_score_loss", "churn", "log_loss", "negative_flip_rate", "positive_flip_rate")

MEANS: Mapping[Task, tuple[str, ...]] = {
    Task.BINARY_CLASSIFICATION: (
        *_CLASSES,
        "calibration_in_the_large",
        "expected_cost",
        "expected_utility",
        "false_negative_rate",
        "false_positive_rate",
        "mean_absolute_score_difference",
        "mean_score_of_negatives",
        "mean_score_of_positives",
        "recall",
        "selection_rate",
        "true_negative_rate",
        "zero_one_loss",
    ),
    Task.MULTICLASS_CLASSIFICATION: _CLASSES,
    Task.REGRESSION: (
        "mean_absolute_error",
        "mean_absolute_percentage_error",
        "mean_bias",
        "mean_gamma_deviance",
        "mean_pinball_loss",
        "mean_poisson_deviance",
        "mean_squared_error",
        "mean_squared_log_error",
        "mean_tweedie_deviance",
        "symmetric_percentage_error",
        "within_tolerance_score",
    ),
    Task.RANKING: (
        "dcg_score",
        "hit_rate",
        "mean_average_precision",
        "mean_reciprocal_rank",
        "ndcg_score",
        "precision_at_k",
        "recall_at_k",
    ),
}
"""Metrics that are a mean over rows, or queries, that do not depend on the model: under another mix of groups they are
the means of the groups, weighted by it."""

_MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstMix:
    """Groups of rows whose shares may change, and by how much.

    Parameters
    ----------
    groups : SliceSet
        The column, or up to three crossed ones, whose values, bins or windows are the groups; every row is in one of
        them.
    factor : float, default=2.0
        How many times as large as in these rows the share of each group may become, above 1, finite. A group may
        vanish.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    >>> from lockgate.gates.slicing import Dimension
    >>> str(WorstMix(groups=(Dimension("carrier"),)))
    'in the worst mix of carrier'
    """

    groups: SliceSet
    factor: float = 2.0

    def __post_init__(self) -> None:
        names = [dimension.called for dimension in self.groups]
        fits = 1 <= len(names) <= _MOST_DIMENSIONS and len(set(names)) == len(names)
        self._require(fits, "groups", f"one to {_MOST_DIMENSIONS} different columns", names)
        partial = [one.called for one in self.groups if one.where or one.values or one.tree is not None]
        must = "columns that put every row in a group, so without `where`, `values` and `tree`"
        self._require(not partial, "groups", must, partial)
        self._require(math.isfinite(self.factor) and self.factor > 1, "factor", "a number above 1", self.factor)

    def require_mean(self, metric: str, task: Task) -> None:
        """Refuse a metric that does not follow from the means of the groups.

        Raises
        ------
        ParameterError
            If the metric is not in ``MEANS`` of the task.
        """
        means = MEANS.get(task, ())
        must = f"given of a mean over rows ({', '.join(means) or f'{task.value} has none'})"
        self._require(metric in means, "metric", must, metric)

    @staticmethod
    def _require(holds: bool, name: str, must: str, got: object) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise ParameterError.of("worst mix", name, must, got)

    def __str__(self) -> str:
        return f"in the worst mix of {slice_set_name(self.groups)}"
