"""What a search may change of a row: one column, or a group of columns of which one is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.domain import Domain
from lockgate.probes.rows import Column, Floats, Rows, is_numeric

__all__ = ["Direction", "GroupMove", "Lever", "Move", "NumberMove", "ValueMove"]

_REACHES = (0.01, 0.03, 0.07, 0.15, 0.3, 0.6, 1.0)
"""Shares of the way to the end of a range that are tried."""


class Direction(StrEnum):
    """Which way a number may be changed."""

    ANY = "any"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """How a feature may be changed, and what that costs.

    Parameters
    ----------
    cost : float, default=1
        What a change costs, greater than 0: of a number, each standard deviation; of anything else, each change.
    direction : Direction, default="any"
        Which way a number may go.
    lowest, highest : float, default=the contract's range, or the one that was seen
        Where a number may go.
    step : float, default=1 for whole numbers, else none
        Numbers change by multiples of it.
    values : tuple, default=those of the contract, or those that were seen
        What anything else may become.
    """

    cost: float = 1.0
    direction: Direction = Direction.ANY
    lowest: float | None = None
    highest: float | None = None
    step: float | None = None
    values: tuple[str | int | float | bool, ...] = ()

    def __post_init__(self) -> None:
        if not (np.isfinite(self.cost) and self.cost > 0):
            raise ParameterError.of("lever", "cost", "a finite number greater than 0", self.cost)
        if self.step is not None and not (np.isfinite(self.step) and self.step > 0):
            raise ParameterError.of("lever", "step", "a finite number greater than 0", self.step)
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ParameterError.of("lever", "highest", f"at least {self.lowest}", self.highest)

    def move(self, name: str, column: Column, domain: Domain) -> Move:
        """Return the lever on a column.

        Raises
        ------
        ParameterError
            If the column has nothing that it could be changed to.
        """
        if is_numeric(column):
            return self._number(name, column, domain)
        values = self.values or domain.values
        if len(values) < 2:  # noqa: PLR2004 - from one to another
            raise ParameterError.of("lever", "values", f"two values or more for `{name}`", list(values))
        return ValueMove(name=name, values=tuple(values), cost=self.cost)

    def _number(self, name: str, column: Column, domain: Domain) -> Move:
        finite = column[np.isfinite(column)].astype(np.float64)
        scale = float(finite.std()) if finite.size else 0.0
        low = self.lowest if self.lowest is not None else domain.lowest
        high = self.highest if self.highest is not None else domain.highest
        if low is None or high is None or scale == 0 or low > high:
            must = f"a range, and values of `{name}` that differ"
            raise ParameterError.of("lever", "lowest", must, [low, high])
        step = self.step if self.step is not None else (1.0 if domain.is_whole else None)
        return NumberMove(
            name=name, low=low, high=high, step=step, price=self.cost / scale, direction=self.direction
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Changes of one lever, of all rows at a time."""

    halvings: ClassVar[int] = 0
    """How often the way back is halved; 0 where nothing lies between."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns that it changes."""
        raise NotImplementedError

    def options(self, start: Rows) -> Iterator[Mapping[str, Column]]:
        """Yield what the columns may become in each row."""
        raise NotImplementedError

    def costs(self, start: Rows, changed: Rows) -> Floats:
        """Return what it costs to come from the rows to others, row by row."""
        raise NotImplementedError

    def halfway(self, start: Rows, changed: Rows) -> Mapping[str, Column]:
        """Return what lies between the rows and others; of a lever with halvings."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMove(Move):
    """A number that moves within a range; a number that is missing stays so."""

    halvings: ClassVar[int] = 7

    name: str
    low: float
    high: float
    step: float | None
    price: float
    direction: Direction

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.name,)

    def options(self, start: Rows) -> Iterator[Mapping[str, Column]]:
        """Yield numbers ever nearer to each end of the range."""
        values = start[self.name].astype(np.float64)
        ends = {Direction.UP: self.high, Direction.DOWN: self.low}
        for way, end in ends.items():
            if self.direction in (Direction.ANY, way):
                reach = np.maximum(end - values, 0) if way is Direction.UP else np.minimum(end - values, 0)
                for share in _REACHES:
                    yield {self.name: values + self._stepped(share * reach)}

    def costs(self, start: Rows, changed: Rows) -> Floats:
        """Return the distance in standard deviations, at the price of each."""
        moved = np.abs(changed[self.name].astype(np.float64) - start[self.name].astype(np.float64))
        return np.where(np.isnan(moved), 0.0, moved * self.price)

    def halfway(self, start: Rows, changed: Rows) -> Mapping[str, Column]:
        """Return the number half way back."""
        values = start[self.name].astype(np.float64)
        return {self.name: values + self._stepped((changed[self.name].astype(np.float64) - values) / 2)}

    def span(self, values: Floats) -> tuple[Floats, Floats]:
        """Return how far down and up each number may go; a missing number goes nowhere, nor does one the wrong way."""
        down = values if self.direction is Direction.UP else np.minimum(values, self.low)
        up = values if self.direction is Direction.DOWN else np.maximum(values, self.high)
        return down, up

    def held(self, values: Floats, wanted: Floats) -> Floats:
        """Return numbers moved as near to what is wanted as range, direction and steps allow."""
        down, up = self.span(values)
        if self.step is None:
            return np.clip(wanted, down, up)
        most, least = self._stepped(up - values), self._stepped(down - values)
        return values + np.clip(np.round((wanted - values) / self.step) * self.step, least, most)

    def _stepped(self, moved: Floats) -> Floats:
        """Return whole steps, towards where a number came from, so that it stays in its range."""
        return moved if self.step is None else np.trunc(moved / self.step + np.sign(moved) * 1e-9) * self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMove(Move):
    """A column that becomes another of its values."""

    name: str
    values: tuple[object, ...]
    cost: float

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.name,)

    def options(self, start: Rows) -> Iterator[Mapping[str, Column]]:
        """Yield each value, for all rows."""
        like = start[self.name]
        for value in self.values:
            yield {self.name: np.full(len(like), value, dtype=like.dtype)}

    def costs(self, start: Rows, changed: Rows) -> Floats:
        """Return the cost of a change where there is one."""
        return np.where(changed[self.name] != start[self.name], self.cost, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMove(Move):
    """Columns of which one is 1 and the others are 0: a category that was one-hot encoded."""

    group: tuple[str, ...]
    cost: float = 1.0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the columns."""
        return self.group

    def options(self, start: Rows) -> Iterator[Mapping[str, Column]]:
        """Yield each column set and the others not, for all rows."""
        for chosen in self.group:
            yield {
                name: np.full(len(start[name]), int(name == chosen)).astype(start[name].dtype)
                for name in self.group
            }

    def costs(self, start: Rows, changed: Rows) -> Floats:
        """Return the cost of a change where another column is set."""
        is_other = np.any([changed[name] != start[name] for name in self.group], axis=0)
        return np.where(is_other, self.cost, 0.0)
