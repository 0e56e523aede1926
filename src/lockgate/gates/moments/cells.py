"""Moments: for each slice the rows, and sums, squares and cross products of what each row has.

Every metric that is a smooth function of means follows from them, with its standard error, for one model and paired.
They do not grow with the rows, add up over days, and replay a verdict without the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import rounded
from lockgate.gates.moments.middle_errors import MiddleErrors
from lockgate.gates.moments.residuals import ResidualBin
from lockgate.gates.moments.row_count import RowCount
from lockgate.gates.moments.terms import ROWS, Kind, Term, columns_of, scales_of
from lockgate.gates.predicted import Predicted
from lockgate.gates.quantiles import MEDIAN, levels_of
from lockgate.gates.slice_plan import Cut, Sliced
from lockgate.gates.slicing import SliceKey
from lockgate.gates.task_columns import NO_COLUMNS, TaskColumns
from lockgate.gates.weighting import ONE_ROW, Weight

__all__ = [
    "Floats",
    "Ints",
    "MomentCells",
    "MomentPlan",
    "MomentSlice",
    "moments_without",
    "rounded_to",
    "tidied",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentPlan:
    """What the moments were made from; only those with equal plans can be merged.

    `center` is a label that occurs: label and squared label are taken from it, so that they keep their digits.
    `edges` are those of the bins of the point prediction, for the plot of residuals. `tails` are the absolute errors
    from which on rows are among the worst: for each share and model, ``b`` or ``c``.
    `sets` are the crossed cuts by position; the first is empty: all rows. `slice_needs` are among `needs`.
    """

    table: str
    label: str
    candidate: Predicted
    baseline: Predicted | None = None
    task_columns: TaskColumns = NO_COLUMNS
    center: float = 0.0
    edges: tuple[float, ...] = ()
    tails: tuple[tuple[float, str, float], ...] = ()
    cuts: tuple[Cut, ...] = ()
    sets: tuple[tuple[int, ...], ...] = ((),)
    needs: tuple[Term, ...] = ()
    slice_needs: tuple[Term, ...] = ()
    weight: Weight = ONE_ROW

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of what is summed."""
        return self.columns_for(self.needs)

    def columns_for(self, needs: Iterable[Term]) -> tuple[str, ...]:
        """Return the names of what is summed for some terms."""
        is_counted = self.task_columns.series is not None
        return columns_of(needs, is_paired=self.baseline is not None, is_counted=is_counted)

    @property
    def scales(self) -> tuple[str, ...]:
        """Return the columns that errors are divided by."""
        return scales_of(self.needs)

    @property
    def tail_shares(self) -> tuple[float, ...]:
        """Return the shares of rows whose worst errors are asked for."""
        return tuple(float(term.arguments[0]) for term in self.needs if term.kind is Kind.TAIL_ERROR)

    @property
    def has_tails_of_slices(self) -> bool:
        """Tell whether slices have tails, which end where their own rows say."""
        has_slices = any(self.cuts[cut].block is None for members in self.sets for cut in members)
        return has_slices and any(term.kind is Kind.TAIL_ERROR for term in self.slice_needs)

    @property
    def middle_sets(self) -> tuple[tuple[int, ...], ...]:
        """Return the slice sets whose middle errors are asked for; the first is all rows."""
        if Term(Kind.ORDERED_ERROR) in self.slice_needs:
            return self.sets
        return ((),) if Term(Kind.ORDERED_ERROR) in self.needs else ()

    @property
    def unit(self) -> tuple[str, str]:
        """Return what is counted, one and many.

        Examples
        --------
        >>> MomentPlan(table="t", label="y", candidate="p").unit
        ('row', 'rows')
        """
        if self.task_columns.query is not None:
            return "query", "queries"
        return ("row", "rows") if self.task_columns.series is None else ("series", "series")

    @property
    def weight_of_unit(self) -> Weight:
        """Return what a unit counts: rows of a series are weighed before they are summed, and a series counts once."""
        return self.weight if self.task_columns.series is None else ONE_ROW

    @property
    def point(self) -> str | None:
        """Return the candidate's column of point predictions, None where it has none."""
        is_ranking = self.task_columns.query is not None
        return None if is_ranking else dict(self.levels(self.candidate)).get("p")

    def levels(self, predicted: Predicted | None) -> tuple[tuple[str, str], ...]:
        """Return for each column of a model how queries call it, and its name: ``p`` the point, ``v<i>`` quantiles."""
        if predicted is None:
            return ()
        if isinstance(predicted, str):
            return (("p", predicted),)
        columns = levels_of(predicted)
        point = (("p", columns[MEDIAN]),) if MEDIAN in columns else ()
        return (*point, *((f"v{at}", name) for at, name in enumerate(columns.values())))


@dataclass(frozen=True, slots=True, eq=False)
class MomentSlice:
    """The moments of one slice, as metrics read them.

    Parameters
    ----------
    key : SliceKey
        Which rows; empty for all.
    n : int
        What the units count: rows, queries or series.
    columns : tuple of str
        Names of what was summed.
    sums : ndarray of shape (n_columns,)
        Sum of each.
    products : ndarray of shape (n_columns, n_columns)
        Sum of the product of each two.
    undefined : mapping of Term to int
        Rows, or queries, that have no such number; they add nothing to its sums.
    rows : int
        Units; `n` is what they count where they are weighed.
    middle : MiddleErrors or None, default=None
        The middle errors of the models, where they are asked for and there are rows.
    """

    key: SliceKey
    n: int
    columns: tuple[str, ...]
    sums: Floats
    products: Floats
    undefined: Mapping[Term, int]
    rows: int
    middle: MiddleErrors | None = None

    @property
    def is_paired(self) -> bool:
        """Tell whether there is a baseline."""
        return any(name.endswith("_gap") for name in self.columns)

    @property
    def is_counted(self) -> bool:
        """Tell whether a unit has several rows."""
        return ROWS in self.columns


@dataclass(frozen=True, slots=True, eq=False)
class MomentCells(Sliced):
    """All moments of one table of predictions.

    Parameters
    ----------
    plan : MomentPlan
        What they were made from.
    quality : RowCount
        Rows, and rows that no metric can use.
    keys : tuple of (int, tuple of str)
        For each slice the position of its slice set and its values; ascending, the first is all rows.
    n : ndarray of shape (n_slices,)
        What the units of each slice count: rows, queries or series.
    sums : ndarray of shape (n_slices, n_columns)
        Sums of the plan's columns; 0 where slices need fewer.
    products : ndarray of shape (n_slices, n_columns, n_columns)
        Sums of products, symmetric.
    undefined : ndarray of shape (n_slices, n_needs)
        Rows without the plan's terms.
    rows : ndarray of shape (n_slices,)
        Units of each slice.
    residuals : tuple of ResidualBin, default=()
        Mean errors by the size of the point prediction; empty where there is none.
    middle : tuple of MiddleErrors or None, default=()
        Those of each slice, None where they are not asked for or there is no row; empty where none are asked for.
    """

    plan: MomentPlan
    quality: RowCount
    keys: tuple[tuple[int, tuple[str, ...]], ...]
    n: Ints
    sums: Floats
    products: Floats
    undefined: Ints
    rows: Ints
    residuals: tuple[ResidualBin, ...] = ()
    middle: tuple[MiddleErrors | None, ...] = ()

    def slice(self, position: int, *, seed: int = 0) -> MomentSlice:
        """Return the moments of the slice at a position in `keys`; nothing is drawn, so `seed` is not used."""
        del seed
        undefined = {term: int(self.undefined[position, at]) for at, term in enumerate(self.plan.needs)}
        sums, products = self.sums[position], self.products[position]
        return MomentSlice(
            self.key(position),
            int(self.n[position]),
            self.plan.columns,
            sums,
            products,
            undefined,
            int(self.rows[position]),
            self.middle[position] if self.middle else None,
        )


def rounded_to(values: Floats, scale: Floats) -> Floats:
    """Round to twelve digits below a scale, so that what threads do to the last bits of a sum is not seen.

    A sum that nearly cancels has fewer digits than its terms: they say what is noise.

    Examples
    --------
    >>> rounded_to(np.array([1e-17, 0.1 + 0.2]), np.array([5.0, 5.0])).tolist()
    [0.0, 0.3]
    """
    result: Floats = np.array(values, dtype=np.float64)
    used = np.isfinite(result) & np.isfinite(scale) & (scale > 0)
    step = 10.0 ** (np.floor(np.log10(scale[used])) - 12)
    result[used] = np.rint(result[used] / step) * step
    return rounded(result)


def tidied(n: Ints, sums: Floats, products: Floats) -> tuple[Floats, Floats]:
    """Return sums and products of slices without what threads do to their last bits."""
    roots = np.sqrt(np.diagonal(products, axis1=1, axis2=2))
    scale = roots * np.sqrt(n)[:, np.newaxis]
    return rounded_to(sums, scale), rounded_to(products, roots[:, :, np.newaxis] * roots[:, np.newaxis, :])


def moments_without(groups: Sequence[Sequence[MomentSlice]]) -> Iterator[MomentSlice]:
    """Yield for each group of some disjoint blocks of a slice the moments of all the others.

    Examples
    --------
    >>> list(moments_without([]))
    []
    """
    counted = [_added(group) for group in groups]
    if not counted:
        return
    every = _added(counted)
    for mine in counted:
        undefined = {term: count - mine.undefined[term] for term, count in every.undefined.items()}
        yield replace(
            mine,
            n=every.n - mine.n,
            rows=every.rows - mine.rows,
            sums=every.sums - mine.sums,
            products=every.products - mine.products,
            undefined=undefined,
        )


def _added(parts: Sequence[MomentSlice]) -> MomentSlice:
    """Return the moments of the rows of all parts, one or more."""
    return replace(
        parts[0],
        n=sum(part.n for part in parts),
        rows=sum(part.rows for part in parts),
        sums=np.sum([part.sums for part in parts], axis=0),
        products=np.sum([part.products for part in parts], axis=0),
        undefined={term: sum(part.undefined[term] for part in parts) for term in parts[0].undefined},
    )
