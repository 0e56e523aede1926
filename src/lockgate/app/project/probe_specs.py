"""Entries that ask a model: what they say in lockgate.yaml, as values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.task_columns import TaskColumns
from lockgate.probes.behaviour import Behaviour
from lockgate.probes.judge import ROW
from lockgate.probes.losses import RowLoss
from lockgate.probes.shapley import FEWEST

__all__ = [
    "BehaviourEntry",
    "ImportanceEntry",
    "Method",
    "ProbedTable",
    "TaskTable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedTable:
    """A model, and the rows that it is asked about.

    Parameters
    ----------
    model : str
        Name of a model under ``models``, or the path of its file.
    data : str
        Name of a table under ``data``.
    rows : int, default=10000
        Rows that are drawn from it, 1 or more; all where it has no more.
    """

    model: str
    data: str
    rows: int = 10_000

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise ParameterError.of("model", "rows", "an int of 1 or more", self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTable(ProbedTable):
    """A model of a task, and the rows that it is asked about, with the columns that only some tasks have.

    Parameters
    ----------
    query : str, default=none
        Column that says what documents were ranked for; of a ranking, whose queries are drawn whole.
    series : str, default=none
        Column that says which series a row belongs to; of a forecast.
    time : str, default=none
        Column with the time that is forecast; of a forecast.
    horizon : str, default=none
        Column that says how far ahead a row was forecast; of a forecast.
    """

    query: str | None = None
    series: str | None = None
    time: str | None = None
    horizon: str | None = None

    @property
    def task_columns(self) -> TaskColumns:
        """Return the columns that only some tasks have."""
        return TaskColumns(query=self.query, series=self.series, time=self.time, horizon=self.horizon)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourEntry(ProbedTable):
    """Test properties that a model's answers must have.

    Parameters
    ----------
    tests : tuple of Behaviour
        What must hold, at least one.
    label : str or dict of str to str, default=none
        Column, or columns, with the truth, which a model that does not know its features must not be given.
    query : str, default=none
        Column that says what documents were ranked for: queries are drawn whole, and one breaks a property if one of
        its documents does.
    series : str, default=none
        Column that says which series a row belongs to: a series breaks a property if one of its rows does.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    tests: tuple[Behaviour, ...]
    label: Predicted = ""
    query: str | None = None
    series: str | None = None
    rows: int = 2_000
    alpha: float = 0.05

    def __post_init__(self) -> None:
        ProbedTable.__post_init__(self)
        if not self.tests:
            raise ParameterError.of("behaviour", "tests", "at least one", [])
        if self.query is not None and self.series is not None:
            must = "not given beside `query`: rows belong to one of the two"
            raise ParameterError.of("behaviour", "series", must, self.series)
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("behaviour", "alpha", "a float in (0, 0.5)", self.alpha)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"behaviour of {self.model}"

    @property
    def unit(self) -> str | None:
        """Return the column of what is counted, None where rows stand for themselves."""
        return self.query or self.series

    @property
    def units(self) -> tuple[str, str]:
        """Return what is counted, one and many."""
        if self.query:
            return "query", "queries"
        return ("series", "series") if self.series else ROW

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        if self.unit:
            yield self.unit
        for test in self.tests:
            yield from (*test.reads, *test.slices)


class Method(StrEnum):
    """How importance is measured."""

    PERMUTATION = "permutation"
    SHAP = "shap"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportanceEntry(TaskTable):
    """Measure what a model relies on, and whether it is what the baseline relied on.

    Only what is named is judged; the importances are shown in any case.

    Parameters
    ----------
    label : str or dict of str to str
        Column with the truth; of labels, of which a row can have several, a column for each by its name.
    method : Method, default="permutation"
        What importance is: what the loss gains, or the mean size of Shapley values, in the unit of the answer, which
        need the extra `shap`.
    loss : RowLoss, default="log_loss"
        What importance is measured in; of ``permutation``. With `horizon` it is measured at each horizon too.
    k : int, default=all documents
        How many documents from the top ``ndcg_loss`` looks at, 1 or more.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a loss of classes.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of ``zero_one_loss``.
    repeats : int, default=5
        Permutations of each feature, or orders in which features are added, 1 or more.
    explained : int, default=500
        Rows whose answers are shared out, 10 or more; of ``shap``.
    background : int, default=50
        Rows from which the values of absent features come, 10 or more; of ``shap``.
    groups : dict of str to tuple of str, default=none
        Features that are taken together too, by the name of the group.
    baseline : str, default=none
        The model in service: its name under ``models`` or the path of its file.
    refits : tuple of str, default=none
        Models that were trained as the baseline was, with other seeds or on other samples: how much they
        differ is noise.
    top : int, default=5
        How many features are the top, for `most_churn`.
    most_idle : int, default=not judged
        How many features may change no answer at all.
    most_duplicated : int, default=not judged
        How many features may say the same as another.
    largest_share : float, default=not judged
        The largest share of all importance that one feature may have, in [0, 1).
    most_churn : float, default=not judged
        The share of the baseline's top features that may be missing from the candidate's, in [0, 1), or what refits
        differ if that is more.
    most_sign_flips : int, default=not judged
        How many features may help one model and hurt the other; of ``shap``, may move answers up as they grow in one
        model and down in the other.
    most_change : float, default=not judged
        How far the importance of a feature may differ from the baseline's, in the unit of the loss or the answer.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    label: Predicted
    method: Method = Method.PERMUTATION
    loss: RowLoss = RowLoss.LOG_LOSS
    k: int | None = None
    positive: str | int | bool | None = None
    threshold: float = 0.5
    repeats: int = 5
    explained: int = 500
    background: int = 50
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: str = ""
    refits: tuple[str, ...] = ()
    top: int = 5
    most_idle: int | None = None
    most_duplicated: int | None = None
    largest_share: float | None = None
    most_churn: float | None = None
    most_sign_flips: int | None = None
    most_change: float | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        TaskTable.__post_init__(self)
        self._require_bars()
        self._require_units()
        for name, least in (("top", 1), ("repeats", 1), ("explained", FEWEST), ("background", FEWEST)):
            if getattr(self, name) < least:
                raise ParameterError.of("importance", name, f"an int of {least} or more", getattr(self, name))
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("importance", "alpha", "a float in (0, 0.5)", self.alpha)

    def _require_units(self) -> None:
        """Refuse columns that say two things of what rows belong to, and a loss of queries without queries."""
        if self.query is not None and (self.series is not None or self.horizon is not None):
            name = "series" if self.series is not None else "horizon"
            must = "not given beside `query`: a ranking has none"
            raise ParameterError.of("importance", name, must, getattr(self, name))
        is_ranked = self.loss is RowLoss.NDCG_LOSS
        if is_ranked and self.query is None:
            must = (
                f"given, because `{self.loss}` is a loss of queries: the column that documents were ranked for"
            )
            raise ParameterError.of("importance", "query", must, None)
        if self.k is not None and (self.k < 1 or not is_ranked):
            must = f"an int of 1 or more, and only with `loss: {RowLoss.NDCG_LOSS}`"
            raise ParameterError.of("importance", "k", must, self.k)
        if self.method is Method.SHAP and self.horizon is not None:
            must = "not given with `method: shap`: it has no loss of a horizon; probe a table of one horizon"
            raise ParameterError.of("importance", "horizon", must, self.horizon)

    def _require_bars(self) -> None:
        if not any(getattr(self, name) is not None for name in (*_ALONE, *_COMPARED)):
            must = f"given, or another of {', '.join((*_ALONE[1:], *_COMPARED))}"
            raise ParameterError.of("importance", _ALONE[0], must, None)
        for name in (*_ALONE, *_COMPARED):
            bar = getattr(self, name)
            if bar is not None and not 0 <= bar < (1 if name in _SHARES else math.inf):
                must = "a share in [0, 1)" if name in _SHARES else "a finite number of 0 or more"
                raise ParameterError.of("importance", name, must, bar)
        for name in _COMPARED:
            if getattr(self, name) is not None and not self.baseline:
                raise ParameterError.of(
                    "importance", "baseline", f"a model, because of `{name}`", self.baseline
                )

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"importance of {self.model}"

    @property
    def unit(self) -> str:
        """Return what importance is measured in, for people."""
        return self.loss.value if self.method is Method.PERMUTATION else "the answer"

    @property
    def grouped_by(self) -> str | None:
        """Return the column of what rows belong to that depend on each other, None where they stand for themselves."""
        return self.query or self.series

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        yield from columns_of(self.label)
        yield from self.task_columns.named
        for columns in self.groups.values():
            yield from columns


_ALONE = ("most_idle", "most_duplicated", "largest_share")
_COMPARED = ("most_churn", "most_sign_flips", "most_change")
_SHARES = ("largest_share", "most_churn")
