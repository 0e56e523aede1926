"""Scales of a plot: from numbers to places, with round ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Axis", "finite", "tick_text"]

_LOG_SPAN = 30  # from this ratio on, a linear axis would press the small values together
_THOUSAND, _MILLION = 1e3, 1e6
_SEPARATED_FROM = 1e4


def finite(values: Iterable[float | None]) -> list[float]:
    """Return the values that can be drawn.

    Examples
    --------
    >>> finite([1.0, None, float("nan"), float("inf"), 2.0])
    [1.0, 2.0]
    """
    return [value for value in values if value is not None and math.isfinite(value)]


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear or logarithmic scale from values to places in a drawing.

    Parameters
    ----------
    low, high : float
        Ends in values, ``low < high``; on a logarithmic scale both positive.
    start, end : float
        Ends in the drawing's units; `start` may exceed `end`, as for upright axes.
    is_log : bool, default=False
        Whether equal ratios are equal lengths.
    """

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    @classmethod
    def over(cls, values: Iterable[float | None], start: float, end: float, *, margin: float = 0.04) -> Axis:
        """Build a linear axis that holds all values, with a margin as a fraction of their span.

        Examples
        --------
        >>> Axis.over([0.0, 10.0], 0, 100, margin=0).place(2.5)
        25.0
        """
        known = finite(values) or [0.0, 1.0]
        low, high = min(known), max(known)
        if low == high:
            low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
        pad = (high - low) * margin
        if not math.isfinite(high - low):
            return cls(-1.0, 1.0, start, end)
        return cls(low - pad, high + pad, start, end)

    @classmethod
    def of_edges(cls, edges: list[float], start: float, end: float) -> Axis:
        """Build the axis of a histogram: logarithmic where the bins grow by a ratio over a long span."""
        spread = cls.over(edges, start, end, margin=0)
        is_long = edges[0] > 0 and edges[-1] / edges[0] >= _LOG_SPAN
        grows = len(edges) > 2 and edges[-1] - edges[-2] > 3 * (edges[1] - edges[0])  # noqa: PLR2004 - two bins
        return cls(spread.low, spread.high, start, end, is_log=True) if is_long and grows else spread

    def reaching(self, values: Iterable[float | None]) -> Axis:
        """Return the axis, stretched to those of the values that stretch it by no more than its own length.

        Examples
        --------
        >>> Axis(0.0, 700.0, 0, 1).reaching([900.0, 50_000.0, None]).high
        900.0
        """
        low, high = self.low, self.high
        for value in finite(values):
            if self._is_near(value):
                low, high = min(low, value), max(high, value)
        return Axis(low, high, self.start, self.end, is_log=self.is_log)

    def _is_near(self, value: float) -> bool:
        if self.is_log:
            ratio = self.high / self.low
            return self.low / ratio <= value <= self.high * ratio if value > 0 else False
        span = self.high - self.low
        return self.low - span <= value <= self.high + span

    def place(self, value: float) -> float:
        """Return the place of a value, within the ends, to two decimals.

        Examples
        --------
        >>> Axis(1.0, 100.0, 0, 200, is_log=True).place(10.0), Axis(0.0, 1.0, 0, 200).place(7.0)
        (100.0, 200.0)
        """
        if math.isnan(value):
            return round(self.start, 2)
        within = min(max(value, self.low), self.high)
        if self.is_log:
            share = math.log(within / self.low) / math.log(self.high / self.low)
        else:
            share = (within - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)

    def ticks(self, most: int = 5) -> list[float]:
        """Return at most about `most` round values on the axis.

        Examples
        --------
        >>> Axis(0.0, 0.93, 0, 1).ticks(), Axis(15.0, 40_000.0, 0, 1, is_log=True).ticks()
        ([0.0, 0.2, 0.4, 0.6, 0.8], [100.0, 1000.0, 10000.0])
        """
        return self._log_ticks(most) if self.is_log else self._linear_ticks(most)

    def _linear_ticks(self, most: int) -> list[float]:
        raw = (self.high - self.low) / max(most, 1)
        power = 10.0 ** math.floor(math.log10(raw))
        step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [float(f"{index * step:.13g}") for index in range(first, last + 1)]

    def _log_ticks(self, most: int) -> list[float]:
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        every = max(1, math.ceil((last - first + 1) / most))
        return [10.0**power for power in range(first, last + 1, every)]


def tick_text(value: float, *, digits: int = 4) -> str:
    """Write a label, short: at most `digits` significant digits, thousands separated from 10,000 on, millions as M.

    Examples
    --------
    >>> tick_text(0.2), tick_text(-0.0), tick_text(2013.0), tick_text(41_700.0), tick_text(2_500_000.0)
    ('0.2', '0', '2013', '41,700', '2.5M')
    >>> tick_text(float("nan"))
    'nan'
    """
    if not math.isfinite(value):
        return str(value)
    for size, unit in ((1e9, "G"), (1e6, "M")):
        if size <= abs(value) < size * 1e3:
            return _signed(f"{value / size:.{digits}g}{unit}")
    whole = _THOUSAND <= abs(value) < _MILLION and (value == round(value) or abs(value) >= 10.0**digits)
    comma = "," if abs(value) >= _SEPARATED_FROM else ""
    return _signed(f"{value:{comma}.0f}" if whole else f"{value:{comma}.{digits}g}")


def _signed(text: str) -> str:
    """Return a number's text with a true minus sign, and none before a zero."""
    if text == "-0":
        return "0"
    return f"−{text[1:]}" if text.startswith("-") else text
