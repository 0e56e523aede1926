"""The fixed grid of score buckets that every model is judged on.

Edges never depend on the data, so histograms of any two days, slices or models can be added and compared.

* ``FINE`` buckets, for ranking the whole table: width 1/3840 from 1/60 to 59/60, so that 10, 15 and 20 bins of
  equal width are exact unions; towards 0 and 1 sixteen buckets an octave, so that models of rare events, whose
  scores all are small, keep their resolution.
* ``COARSE`` buckets, for what two models have in common: multiples of 1/20, halving below 1/20 and above 19/20.
  Where bins of equal width are all that is asked, the buckets of a bin are counted under its first.
* Ranking within slices merges ``SLICE_FACTOR`` fine buckets into one: a table has thousands of slices.

A bucket holds its lower edge (above 59/60: its upper edge).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BIN_CHOICES",
    "COARSE_STARTS",
    "ECE_BINS",
    "FINE_BUCKETS",
    "SLICE_FACTOR",
    "bin_of_coarse",
    "binned_sql",
    "bucket_centres",
    "bucket_edges",
    "coarse_of_fine",
    "coarse_sql",
    "fine_sql",
]

SLICE_FACTOR = 8

ECE_BINS = 10
"""Bins of equal width that calibration is judged on unless a gate says otherwise."""

BIN_CHOICES = (2, 4, 5, 10, 20)
"""How many bins of equal width there may be: each is a union of coarse buckets."""

_WIDTHS = 3840
_LOG_FROM = 64  # 64/3840 = 1/60: below it buckets are log-spaced
_PER_OCTAVE = 16
_OCTAVES = 20
_LOG_BUCKETS = _PER_OCTAVE * _OCTAVES
_HIGH = _LOG_BUCKETS + _WIDTHS - 2 * _LOG_FROM
FINE_BUCKETS = _HIGH + _LOG_BUCKETS
_LN2 = 0.6931471805599453


def _starts() -> tuple[int, ...]:
    """Return the first fine bucket of each coarse bucket."""
    halvings = [_LOG_BUCKETS - _PER_OCTAVE * octaves for octaves in (6, 4, 3, 2, 1, 0)]
    middle = [_LOG_BUCKETS - _LOG_FROM + start for start in (128, *range(192, 3649, 192))]
    low = [0, *halvings, *middle]
    return tuple(sorted({*low, *(FINE_BUCKETS - start for start in low if start)}))


COARSE_STARTS = _starts()
"""First fine bucket of each coarse bucket, ascending."""


def fine_sql(score: exp.Expr) -> exp.Expr:
    """Return the SQL of the fine bucket of a score in [0, 1], an integer from 0 to ``FINE_BUCKETS - 1``."""
    low = exp.LT(this=score.copy(), expression=_ratio(_LOG_FROM))
    high = exp.GTE(this=score.copy(), expression=_ratio(_WIDTHS - _LOG_FROM))
    scaled = exp.Floor(this=exp.Mul(this=score.copy(), expression=_number(_WIDTHS)))
    middle = exp.Add(this=scaled, expression=_number(_LOG_BUCKETS - _LOG_FROM))
    rest = exp.Paren(this=exp.Sub(this=_number(1), expression=score.copy()))
    mirrored = exp.Sub(this=_number(FINE_BUCKETS - 1), expression=_log_bucket(rest))
    choice = exp.Case(
        ifs=[exp.If(this=low, true=_log_bucket(score)), exp.If(this=high, true=mirrored)], default=middle
    )
    return exp.cast(choice, exp.DType.INT)


def coarse_sql(fine: exp.Expr) -> exp.Expr:
    """Return the SQL of the coarse bucket of a fine bucket."""
    ifs = [
        exp.If(this=exp.LT(this=fine.copy(), expression=_number(start)), true=_number(index))
        for index, start in enumerate(COARSE_STARTS[1:])
    ]
    return exp.Case(ifs=ifs, default=_number(len(COARSE_STARTS) - 1))


def binned_sql(score: exp.Expr, choices: Iterable[int]) -> exp.Expr:
    """Return the SQL of the first coarse bucket of the bin of equal width that a score in [0, 1] is in.

    Parameters
    ----------
    score : sqlglot.exp.Expr
        The score.
    choices : iterable of int
        Into how many bins, each one of `BIN_CHOICES`; of several choices all edges count.
    """
    edges = sorted({edge for bins in choices for edge in range(0, _WIDTHS, _WIDTHS // bins)})
    scaled = exp.Mul(this=score.copy(), expression=_number(_WIDTHS))
    places = [0, *(COARSE_STARTS.index(_LOG_BUCKETS - _LOG_FROM + edge) for edge in edges[1:])]
    if edges == list(range(0, _WIDTHS, edges[1])):
        return _evenly_binned(scaled, edges[1], places)
    ifs = [
        exp.If(this=exp.LT(this=scaled.copy(), expression=_number(edge)), true=_number(place))
        for edge, place in zip(edges[1:], places, strict=False)
    ]
    return exp.Case(ifs=ifs, default=_number(places[-1]))


def _evenly_binned(scaled: exp.Expr, width: int, places: Sequence[int]) -> exp.Expr:
    """Return the same for edges that are evenly spaced: one division in place of a comparison an edge.

    The quotient is below an edge wherever `scaled` is: no width has a mantissa that rounding could carry over it.
    """
    step = places[-1] - places[-2]
    quotient = exp.Floor(this=exp.Div(this=scaled.copy(), expression=_number(width)))
    inner = exp.Least(this=quotient, expressions=[_number(len(places) - 1)], ignore_nulls=True)
    place = exp.Add(
        this=exp.Mul(this=inner, expression=_number(step)),
        expression=_number(places[-1] - step * (len(places) - 1)),
    )
    first = exp.If(this=exp.LT(this=scaled.copy(), expression=_number(width)), true=_number(0))
    return exp.Case(ifs=[first], default=exp.cast(place, exp.DType.INT))


def _log_bucket(value: exp.Expr) -> exp.Expr:
    """Return the bucket of a small number: sixteen an octave below 1/60, from 0."""
    # Nothing here is null, and engines differ in what GREATEST makes of null: say that it need not matter.
    kept = exp.Greatest(this=value.copy(), expressions=[exp.Literal.number("1e-12")], ignore_nulls=True)
    octaves = exp.Ln(this=exp.Mul(this=kept, expression=exp.Literal.number("60.0")))
    steps = exp.Floor(this=exp.Mul(this=octaves, expression=exp.Literal.number(repr(_PER_OCTAVE / _LN2))))
    bucket = exp.Add(this=steps, expression=_number(_LOG_BUCKETS))
    capped = exp.Least(this=bucket, expressions=[_number(_LOG_BUCKETS - 1)], ignore_nulls=True)
    return exp.Greatest(this=capped, expressions=[_number(0)], ignore_nulls=True)


def _ratio(width: int) -> exp.Expr:
    return exp.Literal.number(repr(width / _WIDTHS))


def _number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


@cache
def bucket_centres(factor: int) -> NDArray[np.float64]:
    """Return the middle of each bucket when `factor` fine buckets are merged into one, ascending."""
    edges = bucket_edges(factor)
    centres: NDArray[np.float64] = (edges[:-1] + edges[1:]) / 2
    return centres


@cache
def bucket_edges(factor: int) -> NDArray[np.float64]:
    """Return the ends of the buckets when `factor` fine buckets are merged into one, from 0 to 1."""
    import numpy as np  # noqa: PLC0415 - as above

    octaves = np.arange(-_LOG_BUCKETS, 1) / _PER_OCTAVE
    low = np.exp2(octaves) / 60
    middle = np.arange(_LOG_FROM + 1, _WIDTHS - _LOG_FROM) / _WIDTHS
    edges: NDArray[np.float64] = np.concatenate(([0.0], low[1:], middle, 1 - low[:0:-1], [1.0]))[::factor]
    return edges


@cache
def coarse_of_fine(factor: int) -> NDArray[np.int64]:
    """Return the coarse bucket of each bucket when `factor` fine buckets are merged into one."""
    import numpy as np  # noqa: PLC0415 - as above

    fine = np.arange(0, FINE_BUCKETS, factor)
    found: NDArray[np.int64] = np.searchsorted(np.asarray(COARSE_STARTS), fine, side="right") - 1
    return found


@cache
def bin_of_coarse(bins: int) -> NDArray[np.int64]:
    """Return for each coarse bucket which of some bins of equal width it lies in.

    Parameters
    ----------
    bins : int
        A divisor of 20: only of these the coarse buckets are parts.
    """
    import numpy as np  # noqa: PLC0415 - as above

    start = np.asarray(COARSE_STARTS) - (_LOG_BUCKETS - _LOG_FROM)
    found: NDArray[np.int64] = np.clip(start * bins // _WIDTHS, 0, bins - 1)
    return found
