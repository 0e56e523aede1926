"""Data of the plots that a report draws; a figure answers the question in its title."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Bars",
    "ComparisonFigure",
    "CurveFigure",
    "DistributionFigure",
    "Figure",
    "HistoryFigure",
    "HistoryPoint",
    "IntervalFigure",
    "IntervalRow",
    "Line",
    "MatrixFigure",
    "MixFigure",
    "MixRow",
]


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts between edges; ``len(edges) == len(counts) + 1``, edges ascending."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DistributionFigure:
    """A column's distribution against its bounds; a missing bound is open."""

    title: str
    unit: str
    bars: Bars
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points, ``x`` ascending.

    `sizes` are the rows behind each point, `band` the lower and upper end of what each may be; either may be empty.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    sizes: tuple[int, ...] = ()
    band: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CurveFigure:
    """Lines in one frame, such as calibration curves (then `diagonal` is the ideal)."""

    title: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    diagonal: bool = False


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One line of an interval plot: estimate, bounds, rows, verdict word."""

    label: str
    estimate: float
    lower: float
    upper: float
    n: int
    verdict: str


@dataclass(frozen=True, slots=True)
class IntervalFigure:
    """Estimates with their intervals against a bar, one row a slice, worst first."""

    title: str
    x_label: str
    rows: tuple[IntervalRow, ...]
    bar: float | None


@dataclass(frozen=True, slots=True)
class ComparisonFigure:
    """The same column in two tables, on the same cells.

    Parameters
    ----------
    title, unit : str
        The question, and what the values are.
    note : str
        How far apart the two are, against what is allowed.
    edges : tuple of float
        For what has an order, the ends of the cells; an end may be infinite. Empty for names.
    names : tuple of str
        For what has none, the name of each cell.
    reference, current : tuple of int
        Rows of each table in each cell.
    verdict : str
        What was decided.
    """

    title: str
    unit: str
    note: str
    edges: tuple[float, ...]
    names: tuple[str, ...]
    reference: tuple[int, ...]
    current: tuple[int, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A metric of one partition, and the ends that it had to lie between; None where there is none.

    `is_accepted` tells whether later partitions are compared with it.
    """

    label: str
    value: float | None
    lower: float | None
    upper: float | None
    is_accepted: bool = True


@dataclass(frozen=True, slots=True)
class HistoryFigure:
    """A metric over partitions, oldest first, within the band in which each was expected; the last is judged."""

    title: str
    y_label: str
    points: tuple[HistoryPoint, ...]


@dataclass(frozen=True, slots=True)
class MatrixFigure:
    """Rows counted by two names each, such as a confusion matrix.

    Parameters
    ----------
    title, down, across : str
        The question, what stands in rows, and what in columns.
    names : tuple of str
        Of both.
    counts : tuple of tuple of int
        One tuple for each row of the matrix.
    """

    title: str
    down: str
    across: str
    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class MixRow:
    """One group of a mix: the metric with its bounds, its share of the rows, and that in the worst mix."""

    label: str
    estimate: float
    lower: float
    upper: float
    seen: float
    worst: float


@dataclass(frozen=True, slots=True)
class MixFigure:
    """A mean in the worst mix of its groups.

    Parameters
    ----------
    title, x_label, note : str
        The question, what the number is, and how far shares may change.
    rows : tuple of MixRow
        The groups, those that gain most first.
    seen : float
        The mean of all rows as they are.
    worst : IntervalRow
        The mean in the worst mix.
    bar : float
        What it is held against.
    """

    title: str
    x_label: str
    note: str
    rows: tuple[MixRow, ...]
    seen: float
    worst: IntervalRow
    bar: float


Figure = (
    DistributionFigure
    | CurveFigure
    | IntervalFigure
    | ComparisonFigure
    | HistoryFigure
    | MatrixFigure
    | MixFigure
)
