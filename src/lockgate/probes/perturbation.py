"""What a perturbation is: a change of some columns, with a dose."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.rows import Column, Rows, column_of, is_missing, n_rows

__all__ = ["SHARE", "Fault", "Perturbation", "hit_rows", "merged"]

SHARE = "share of rows"
"""The unit of doses that are shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perturbation:
    """A change of some columns, with a dose. One file of `lockgate.probes.perturbations` each.

    The caller's rows are never changed. The same rows, dose and seed give the same change; and one seed draws the
    same for every dose, so that a greater dose changes the same rows and more.

    Parameters
    ----------
    columns : tuple of str
        Columns that are changed, at least one.
    doses : tuple of float
        How much, ascending, each greater than 0.
    up_to : float, default=the greatest dose
        The greatest dose that a gate must survive, one of `doses`; greater ones are only shown.
    """

    name: ClassVar[str]
    dose_unit: ClassVar[str]
    most: ClassVar[float] = math.inf

    columns: tuple[str, ...]
    doses: tuple[float, ...]
    up_to: float | None = None

    def __post_init__(self) -> None:
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ParameterError.of(self.name, "columns", "at least one column, each once", list(self.columns))
        ascending = all(low < high for low, high in zip(self.doses, self.doses[1:], strict=False))
        within = all(0 < dose <= self.most and math.isfinite(dose) for dose in self.doses)
        if not (self.doses and ascending and within):
            span = "greater than 0" if math.isinf(self.most) else f"in (0, {self.most:g}]"
            raise ParameterError.of(self.name, "doses", f"ascending numbers {span}", list(self.doses))
        if self.up_to is not None and self.up_to not in self.doses:
            raise ParameterError.of(self.name, "up_to", f"one of {list(self.doses)}", self.up_to)

    def told(self, dose: float) -> str:
        """Return a dose with its unit, for people."""
        if self.dose_unit == SHARE:
            return f"{100 * dose:g} % of rows"
        return f"{format_value(dose)} {self.dose_unit}"

    @property
    def survived(self) -> tuple[float, ...]:
        """Return the doses that a gate must survive."""
        return tuple(dose for dose in self.doses if self.up_to is None or dose <= self.up_to)

    @property
    def title(self) -> str:
        """Return what is done to what, for people."""
        return f"{self.name} of {', '.join(self.columns)}"

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the columns that it needs: those it changes, and those that say how."""
        return self.columns

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        """Return the rows as they are after a dose.

        Raises
        ------
        ColumnNotFoundError, ParameterError
            If a column is not there, or the change makes no sense on it.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Perturbation):
    """A perturbation that a row has or has not: its dose is the share of rows that have it, in (0, 1].

    All its columns are hit in the same rows, as when one source fails.
    """

    dose_unit: ClassVar[str] = SHARE
    most: ClassVar[float] = 1.0

    keeps_missing: ClassVar[bool] = True
    """Whether a value that is missing stays so."""

    def at(self, rows: Rows, dose: float, seed: int) -> dict[str, Column]:
        """Return the rows with the fault in a share of them."""
        return self.among(rows, hit_rows(n_rows(rows), dose, seed), seed)

    def among(self, rows: Rows, hit: NDArray[np.bool_], seed: int) -> dict[str, Column]:
        """Return the rows with the fault in those that are hit."""
        changed = dict(rows)
        for name in self.columns:
            column = column_of(rows, name, self.name)
            reached = hit & ~is_missing(column) if self.keeps_missing else hit
            changed[name] = merged(column, self.faulty(rows, name, seed), reached)
        return changed

    def faulty(self, rows: Rows, name: str, seed: int) -> Column:
        """Return a column as it is with the fault in every row."""
        raise NotImplementedError


def hit_rows(n: int, dose: float, seed: int) -> NDArray[np.bool_]:
    """Return which rows are hit: the nearest whole number to the share, drawn without regard to their values.

    Examples
    --------
    >>> int(hit_rows(1_000, 0.25, 1).sum()), bool((hit_rows(9, 0.5, 1) <= hit_rows(9, 0.9, 1)).all())
    (250, True)
    """
    hit: NDArray[np.bool_] = np.random.default_rng([seed, 0]).permutation(n) < round(dose * n)
    return hit


def merged(column: Column, other: Column, hit: NDArray[np.bool_]) -> Column:
    """Return a column with the values of another in the rows that are hit, of a type that holds both."""
    if "O" in (column.dtype.kind, other.dtype.kind):
        return np.where(hit, other.astype(object), column.astype(object))
    return np.where(hit, other, column)
