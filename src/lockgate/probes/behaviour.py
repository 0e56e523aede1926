"""What a behaviour test is: a property that the model's answer to a row has, or has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.box_attack import BoxAttack
from lockgate.probes.domain import Domain, Search
from lockgate.probes.rows import Floats, Predict, Rows, answers, are_numbers, differs, picked, taken

__all__ = ["Behaviour", "Knowledge", "Steady", "Tolerant", "Trial", "apart", "beyond", "other_prediction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a model answered to rows, and to the same rows as a test changed them.

    Parameters
    ----------
    rows, changed : Rows
        The rows, and as they were changed; the same where only the way of asking differs.
    before, after : ndarray of shape (n,) or (n, k)
        The answers, of one number or of several.
    excess : ndarray of shape (n,)
        By how much an answer breaks the property; 0 or less where it holds, infinite where there is no number.
    skipped : int, default=0
        Rows that the test was not put to, such as those without a value of the column that it changes.
    costs : ndarray of shape (n,) or None
        What the change cost, where tests have costs; infinite where none was found.
    """

    rows: Rows
    changed: Rows
    before: Floats
    after: Floats
    excess: Floats
    skipped: int = 0
    costs: Floats | None = field(default=None)

    @property
    def violates(self) -> NDArray[np.bool_]:
        """Return which rows break the property."""
        broken: NDArray[np.bool_] = self.excess > 0
        return broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a test may want to know beside the rows.

    Parameters
    ----------
    features : tuple of str
        What the model reads.
    domains : mapping of str to Domain
        Which values columns may have, by contract.
    search : callable or None, default=None
        Looks for the smallest row that breaks a property; None where nothing can.
    attack : callable or None, default=None
        Looks for numbers near those of a row that turn its answer; None where nothing can.
    answers : AnswerKind, default="number"
        What the numbers of an answer are.
    levels : tuple of float, default=()
        The level of each number, where these are two quantiles or more.
    """

    features: tuple[str, ...]
    domains: Mapping[str, Domain] = field(default_factory=dict)
    search: Search | None = None
    attack: BoxAttack | None = None
    answers: AnswerKind = AnswerKind.NUMBER
    levels: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A property of the model's answers. One file of `lockgate.probes.behaviours` each.

    Parameters
    ----------
    at_most : float, default=0
        The share of rows that may break it, in [0, 1). A share above 0 is about all rows that there could be, and is
        decided by exact bounds; 0 is about the rows at hand, none of which may break it.
    slices : tuple of str, default=none
        Columns each value of which is judged by itself too.
    of : str, int, float or bool, default=none
        The class or label whose probability is the answer, or the level of the quantile; of a model that gives several
        numbers.
    """

    name: ClassVar[str]
    is_of_number: ClassVar[bool] = False
    """Whether it needs one number a row: of several, none is more or less than another."""

    is_minimal: ClassVar[bool] = False
    """Whether its changes are as small as can be already."""

    is_of_sample: ClassVar[bool] = True
    """Whether its rows are drawn from those that there could be; of rows that are made up no share can be told."""

    is_of_features: ClassVar[bool] = False
    """Whether it is about what a feature does; not so where a column that is not read is the best that can be."""

    skips: ClassVar[str] = "that it does not change"
    """Which rows it skips, for people."""

    without_number: ClassVar[str] = "some give no number"
    """What is said where it is broken without a number that tells by how much."""

    at_most: float = 0.0
    slices: tuple[str, ...] = ()
    of: str | int | float | bool | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.at_most < 1:
            raise ParameterError.of(self.name, "at_most", "a share in [0, 1)", self.at_most)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the test changes or compares; empty where it is about all."""
        return ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the columns that the test needs beside the features of the model."""
        return self.columns

    def informed(self, known: Knowledge) -> Behaviour:
        """Return the test with what is known of the columns and the model's features."""
        del known
        return self

    @property
    def promise(self) -> str:
        """Return what must hold of each row, for people."""
        raise NotImplementedError

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        """Put the test to rows.

        Raises
        ------
        ModelError
            If the model breaks.
        ColumnNotFoundError, ParameterError
            If the test makes no sense on these rows.
        """
        raise NotImplementedError

    def breach(self, before: Floats, after: Floats) -> Floats:
        """Return by how much a pair of answers breaks the property, as `Trial.excess`."""
        raise NotImplementedError

    def worse(self, before: Floats, one: Floats, other: Floats) -> Floats:
        """Return of two answers to each row the one that breaks the property more."""
        return picked(self.breach(before, one) > self.breach(before, other), one, other)

    def compared(self, predict: Predict, rows: Rows, changed: Rows) -> Trial:
        """Put a change to the rows that it reaches; the others prove nothing and are skipped."""
        reached = differs(rows, changed)
        first, second = taken(rows, reached), taken(changed, reached)
        before, after = (answers(predict, one) if reached.any() else np.zeros(0) for one in (first, second))
        return Trial(
            rows=first,
            changed=second,
            before=before,
            after=after,
            excess=self.breach(before, after),
            skipped=int((~reached).sum()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerant(Behaviour):
    """A behaviour that holds within a tolerance.

    Parameters
    ----------
    tolerance : float
        How far apart they may be, 0 or more, in the unit of the answer.
    """

    tolerance: float = 0.0

    def __post_init__(self) -> None:
        Behaviour.__post_init__(self)
        if not (np.isfinite(self.tolerance) and self.tolerance >= 0):
            raise ParameterError.of(self.name, "tolerance", "a finite number of 0 or more", self.tolerance)

    def breach(self, before: Floats, after: Floats) -> Floats:
        """Return how much farther than the tolerance two answers are apart."""
        return apart(before, after) - self.tolerance

    @property
    def within(self) -> str:
        """Return how near answers must be, for people."""
        return _within(self.tolerance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady(Tolerant):
    """A behaviour that two answers are near each other: in each of their numbers, or in the class that they predict.

    Parameters
    ----------
    same_class : bool, default=False
        Whether only the predicted class must stay, the one with the greatest number; of a model with several classes.
        Of a model of labels: whether the labels with a probability of a half or more must stay.
    """

    same_class: bool = False
    answers: AnswerKind = field(default=AnswerKind.NUMBER, init=False)

    def informed(self, known: Knowledge) -> Behaviour:
        """Return the test with what is known of the numbers of an answer."""
        informed = replace(self)
        object.__setattr__(informed, "answers", known.answers)
        return informed

    def breach(self, before: Floats, after: Floats) -> Floats:
        """Return how much farther than the tolerance two answers are apart, or 1 where their classes differ."""
        if not self.same_class:
            return apart(before, after) - self.tolerance
        if before.ndim == 1 or self.answers is AnswerKind.QUANTILES:
            gives = "quantiles" if before.ndim > 1 else "one number a row and not one a class"
            must = f"false, because the model gives {gives}: say with `tolerance` how far its answer may move"
            raise ParameterError.of(self.name, "same_class", must, self.same_class)
        is_other = other_prediction(before, after, self.answers, threshold=0.5)
        return np.where(are_numbers(before) & are_numbers(after), np.where(is_other, 1.0, -1.0), np.inf)

    @property
    def within(self) -> str:
        """Return how near answers must be, for people."""
        return "the same class" if self.same_class else _within(self.tolerance)


def other_prediction(
    before: Floats, after: Floats, answers: AnswerKind, *, threshold: float
) -> NDArray[np.bool_]:
    """Tell of each pair of answers of several numbers whether they predict another class, or other labels.

    Examples
    --------
    >>> one, other = np.array([[0.9, 0.6]]), np.array([[0.9, 0.4]])
    >>> [other_prediction(one, other, kind, threshold=0.5).tolist() for kind in (AnswerKind.CLASSES, AnswerKind.LABELS)]
    [[False], [True]]
    """
    if answers is AnswerKind.LABELS:
        is_other: NDArray[np.bool_] = ((before >= threshold) != (after >= threshold)).any(axis=1)
    else:
        is_other = before.argmax(axis=1) != after.argmax(axis=1)
    return is_other


def _within(tolerance: float) -> str:
    return "the same" if tolerance == 0 else f"the same within {format_value(tolerance)}"


def apart(before: Floats, after: Floats) -> Floats:
    """Return how far answers are apart, in the number that is farthest; infinitely where one is no finite number.

    Examples
    --------
    >>> apart(np.array([0.5, np.nan]), np.array([0.25, 0.5])).tolist()
    [0.25, inf]
    >>> apart(np.array([[0.5, 0.5]]), np.array([[0.25, 0.75]])).tolist()
    [0.25]
    """
    with np.errstate(invalid="ignore"):
        return _farthest(np.abs(after - before))


def beyond(found: Floats, lowest: float, highest: float) -> Floats:
    """Return how far answers are outside a range, in the number that is farthest; infinitely where it is none.

    Examples
    --------
    >>> beyond(np.array([1.5, np.nan]), 0, 1).tolist(), beyond(np.array([[0.5, -0.25]]), 0, 1).tolist()
    ([0.5, inf], [0.25])
    """
    with np.errstate(invalid="ignore"):  # an infinite answer and an open end
        outside = np.maximum(lowest - found, found - highest)
    return _farthest(np.where(np.isfinite(found), outside, np.inf))


def _farthest(distances: Floats) -> Floats:
    known = np.where(np.isnan(distances), np.inf, distances)
    return known if known.ndim == 1 else known.max(axis=1)
