"""What a behaviour test is: a property that the model's answer to a row has, or has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.domain import Domain, Search
from lockgate.probes.rows import Floats, Predict, Rows, answers, differs, taken

__all__ = ["Behaviour", "Knowledge", "Tolerant", "Trial", "apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a model answered to rows, and to the same rows as a test changed them.

    Parameters
    ----------
    rows, changed : Rows
        The rows, and as they were changed; the same where only the way of asking differs.
    before, after : ndarray of shape (n,)
        The answers.
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
    """

    features: tuple[str, ...]
    domains: Mapping[str, Domain] = field(default_factory=dict)
    search: Search | None = None


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
    """

    name: ClassVar[str]
    is_minimal: ClassVar[bool] = False
    """Whether its changes are as small as can be already."""

    is_of_sample: ClassVar[bool] = True
    """Whether its rows are drawn from those that there could be; of rows that are made up no share can be told."""

    skips: ClassVar[str] = "that it does not change"
    """Which rows it skips, for people."""

    at_most: float = 0.0
    slices: tuple[str, ...] = ()

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
    """A behaviour that two answers are near each other.

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
        return "the same" if self.tolerance == 0 else f"the same within {format_value(self.tolerance)}"


def apart(before: Floats, after: Floats) -> Floats:
    """Return how far answers are apart; infinitely where one is no finite number.

    Examples
    --------
    >>> apart(np.array([0.5, np.nan]), np.array([0.25, 0.5])).tolist()
    [0.25, inf]
    """
    with np.errstate(invalid="ignore"):
        found = np.abs(after - before)
    return np.where(np.isfinite(found), found, np.inf)
