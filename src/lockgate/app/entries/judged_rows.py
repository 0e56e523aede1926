"""The rows that importance is measured on: what they belong to, their parts, and what answers to them cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.app.entries.probed import Answerer
from lockgate.app.project.probe_specs import ImportanceEntry
from lockgate.domain.errors import ParameterError
from lockgate.gates.slicing import SliceKey
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.class_losses import class_losses, places_of
from lockgate.probes.costs import Costs, Places, places_in
from lockgate.probes.losses import RowLoss, label_losses, losses, quantile_losses, truth_of
from lockgate.probes.query_losses import ndcg_losses, require_relevant
from lockgate.probes.rows import Floats, Rows, column_of, is_missing, n_rows

__all__ = ["JudgedRows"]

_MOST_PARTS = 50
"""Horizons that are judged one by one at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRows:
    """Rows, and what they belong to.

    Parameters
    ----------
    rows : Rows
        Features, labels, and what tells rows apart.
    units : ndarray of shape (n,)
        What each row belongs to: itself, a query or a series.
    keys : tuple of SliceKey
        The parts that importance is measured on; the first is all rows.
    parts : tuple of ndarray of bool of shape (n,)
        Their rows.
    """

    rows: Rows
    units: Places
    keys: tuple[SliceKey, ...]
    parts: tuple[NDArray[np.bool_], ...]

    @classmethod
    def of(cls, work: ImportanceEntry, rows: Rows) -> JudgedRows:
        """Return the rows of an entry.

        Raises
        ------
        ParameterError
            If a row belongs to nothing, or there are too many horizons.
        """
        n = n_rows(rows)
        by = work.grouped_by
        units = np.arange(n) if by is None else places_in(column_of(rows, by, "importance"), by)
        keys: tuple[SliceKey, ...] = ((),)
        parts: tuple[NDArray[np.bool_], ...] = (np.ones(n, dtype=bool),)
        if work.horizon is not None:
            ahead = column_of(rows, work.horizon, "importance")
            if bool(is_missing(ahead).any()):
                raise ParameterError.of(
                    "importance", "horizon", "a column without missing values", work.horizon
                )
            values = sorted(set(ahead.tolist()))
            if len(values) > _MOST_PARTS:
                must = f"a column of at most {_MOST_PARTS} values, each of which is judged"
                raise ParameterError.of("importance", "horizon", must, f"{len(values):,} values")
            keys += tuple(((work.horizon, str(value)),) for value in values)
            parts += tuple(ahead == value for value in values)
        return cls(rows=rows, units=units, keys=keys, parts=parts)

    def n(self, part: int) -> int:
        """Return how many units have rows in a part."""
        return int(np.unique(self.units[self.parts[part]]).size)

    def costs(self, work: ImportanceEntry, model: Answerer) -> Costs:
        """Return what a model's answers to the rows cost.

        Raises
        ------
        ParameterError
            If the loss does not fit the model's numbers, or a label is none that the loss takes.
        """
        n_units = int(self.units.max()) + 1
        loss = self._loss(work, model)
        if work.loss is RowLoss.NDCG_LOSS:
            whole = (np.ones(n_units, dtype=bool),)
            queries = np.arange(n_units)
            return Costs(losses=loss, units=queries, n_units=n_units, of_rows=self.units, parts=whole)
        return Costs(losses=loss, units=self.units, n_units=n_units, of_rows=self.units, parts=self.parts)

    def _loss(self, work: ImportanceEntry, model: Answerer) -> Callable[[Floats], Floats]:
        """Return the loss of each row, or query, by the answers."""
        if model.kind is AnswerKind.LABELS:
            return self._of_labels(work, model)
        if not isinstance(work.label, str):
            must = "one column, because the model names no `labels` under `models`"
            raise ParameterError.of("importance", "label", must, work.label)
        label = self.rows[work.label]
        if model.kind is AnswerKind.CLASSES:
            places = places_of(label, model.classes, work.loss)
            return lambda answer: class_losses(work.loss, places, answer)
        truth = truth_of(label, work.loss, work.positive)
        if model.kind is AnswerKind.QUANTILES:
            return lambda answer: quantile_losses(work.loss, truth, answer, model.quantiles)
        if work.loss is RowLoss.NDCG_LOSS:
            require_relevant(self.units, truth)
            return lambda answer: ndcg_losses(self.units, truth, answer, k=work.k)
        return lambda answer: losses(work.loss, truth, answer, threshold=work.threshold)

    def _of_labels(self, work: ImportanceEntry, model: Answerer) -> Callable[[Floats], Floats]:
        if isinstance(work.label, str) or set(work.label) != set(model.labels):
            must = f"a column for each label of the model: {', '.join(model.labels)}"
            raise ParameterError.of("importance", "label", must, work.label)
        columns = [self.rows[work.label[name]] for name in model.labels]
        truth = np.column_stack([truth_of(column, work.loss, work.positive) for column in columns])
        return lambda answer: label_losses(work.loss, truth, answer, threshold=work.threshold)
