"""What a drift entry asks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from lockgate.domain.errors import ParameterError
from lockgate.scan.blocks import Block, BlockSpec
from lockgate.stats.drift.decision import Family
from lockgate.stats.drift.distances import DISTANCES

__all__ = ["CALIBRATED", "DriftSpec", "ErrorControl", "Kept", "OneSided", "Together"]

CALIBRATED = "calibrated"
"""The margin that is told from windows of the reference."""


class ErrorControl(StrEnum):
    """How the chance of a false alarm is kept over all columns and slices."""

    BH = "bh"
    BY = "by"
    HIERARCHICAL = "hierarchical"
    HOLM = "holm"

    @property
    def family(self) -> Family:
        """Return the method."""
        return _FAMILIES[self]


_FAMILIES = {
    ErrorControl.BH: Family.BENJAMINI_HOCHBERG,
    ErrorControl.BY: Family.BENJAMINI_YEKUTIELI,
    ErrorControl.HIERARCHICAL: Family.HIERARCHICAL,
    ErrorControl.HOLM: Family.HOLM,
}


class OneSided(StrEnum):
    """What values that only one of the tables has do to the gate."""

    FAIL = "fail"
    WARN = "warn"
    IGNORE = "ignore"


class Together(StrEnum):
    """How the columns are compared together, from samples of rows."""

    DOMAIN_CLASSIFIER = "domain_classifier"
    PCA_RECONSTRUCTION = "pca_reconstruction"
    MMD = "mmd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a reference keeps beyond the rows of each column, because drift entries ask for it.

    Parameters
    ----------
    block : Block or None, default=None
        Which rows belong together; the rows of each block are kept.
    slices : tuple of str, default=none
        Columns by whose values all others are counted as well.
    features : tuple of str or None, default=None
        Columns of which a sample of rows is kept, with the block of each; empty for all numeric ones, None for no
        sample.
    """

    block: Block | None = None
    slices: tuple[str, ...] = ()
    features: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftSpec:
    """Compare a table with an accepted reference.

    Parameters
    ----------
    data : str
        Name of the table under ``data``.
    reference : str, default=the table's newest
        ``NAME``, ``NAME/VERSION`` or ``VERSION``: a reference under ``references/``.
    columns : tuple of str, default=all that the reference holds
        Columns to compare.
    exclude : tuple of str, default=none
        Columns to leave out.
    method : str, default="kolmogorov_smirnov"
        How columns are measured; names without an order are measured by total variation where it needs one.
    methods : dict of str to str, default=none
        Other methods, by column.
    margin : float or "calibrated", default=by method, mostly 0.1
        The largest distance that does not matter, more than 0. ``calibrated``: what windows of the reference, as long
        as the current table, are apart by themselves; without `blocks`, random parts of it. Not with blocks of an
        entity.
    margins : dict of str to float, default=none
        Other margins, by column.
    least_margin : float, default=0.02
        No calibrated margin is smaller, more than 0: a drift that nobody would mind.
    alpha : float, default=0.05
        Error probability of a pass, and expected share of false alarms among all alarms.
    power : float, default=0.8
        Probability with which the smallest detectable drift would be seen.
    control : ErrorControl, default="bh", or "hierarchical" with slices
        How false alarms are controlled: Benjamini-Hochberg, Benjamini-Yekutieli, down a tree of groups, columns and
        slices, or Holm.
    groups : dict of str to tuple of str, default=none
        Groups of columns, by name; with ``hierarchical`` control or slices only.
    slices : tuple of str, default=none
        Columns, such as ``carrier``: each other column is also compared within the rows of each of their values.
    min_slice_rows : int, default=0
        A slice with fewer rows, in both tables, is told as ``info`` and shuts no gate.
    blocks : BlockSpec, default=each row by itself
        Which rows depend on each other.
    multivariate : tuple of Together, default=none
        Compare the columns together as well, from samples of rows: ``domain_classifier``, ``pca_reconstruction``,
        ``mmd``. The reference keeps a sample of the features for it. With `blocks`, whole blocks are what chance is
        told from; 20 are needed on either side.
    features : tuple of str, default=all numeric columns of the reference
        Columns that are compared together.
    multivariate_margins : dict of str to float, default=0.6, 0.2, 0.01
        By method: the area under the ROC curve in (0.5, 1), standard deviations of the error, the squared discrepancy.
    importance : dict of str to float, default=1 each
        Weights of columns, for the order of the report; 0 or more.
    label, prediction : str, default=none
        The columns with the truth and the model's output; reports name their drift as such.
    missing_margin : float, default=0.1
        The largest difference of the shares of missing values that does not matter, in (0, 1).
    new_values, gone_values : OneSided, default="warn"
        What it does if a column of names has values that the reference did not have, or lacks some that it had, by more
        than chance: ``fail`` shuts the gate, ``warn`` tells, ``ignore`` leaves it to the distance.
    lag : timedelta, default=a tenth of the reference's span, at least a day
        How far the newest date or timestamp of a column may lie behind that of the reference, 0 or more. A later period
        is no drift; rows of the future are.
    min_rows : int, default=0
        With fewer current rows everything is ``INCONCLUSIVE``.
    """

    data: str
    reference: str = ""
    columns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    method: str = ""
    methods: dict[str, str] = field(default_factory=dict)
    margin: float | Literal["calibrated"] | None = None
    margins: dict[str, float] = field(default_factory=dict)
    least_margin: float = 0.02
    alpha: float = 0.05
    power: float = 0.8
    control: ErrorControl | None = None
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    slices: tuple[str, ...] = ()
    min_slice_rows: int = 0
    blocks: BlockSpec | None = None
    multivariate: tuple[Together, ...] = ()
    features: tuple[str, ...] = ()
    multivariate_margins: dict[str, float] = field(default_factory=dict)
    importance: dict[str, float] = field(default_factory=dict)
    label: str = ""
    prediction: str = ""
    missing_margin: float = 0.1
    new_values: OneSided = OneSided.WARN
    gone_values: OneSided = OneSided.WARN
    lag: timedelta | None = None
    min_rows: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - beyond it the bounds would change places
            raise ParameterError.of("drift", "alpha", "a float in (0, 0.5)", self.alpha)
        if not 0.5 <= self.power < 1:  # noqa: PLR2004 - less is no plan
            raise ParameterError.of("drift", "power", "a float in [0.5, 1)", self.power)
        self._require_methods()
        self._require_numbers()
        self._require_calibrated()
        self._require_groups()
        self._require_together()

    def _require_methods(self) -> None:
        named = {"method": self.method} | {f"methods.{column}": one for column, one in self.methods.items()}
        for key, one in named.items():
            if one and one not in DISTANCES:
                raise ParameterError.of("drift", key, f"one of {', '.join(DISTANCES)}", one)

    def _require_numbers(self) -> None:
        self._require_margins()
        if self.lag is not None and self.lag < timedelta(0):
            raise ParameterError.of("drift", "lag", "a length of 0 or more", self.lag)
        for column, weight in self.importance.items():
            if not (math.isfinite(weight) and weight >= 0):
                raise ParameterError.of("drift", f"importance.{column}", "a finite float of 0 or more", weight)
        if not 0 < self.missing_margin < 1:
            raise ParameterError.of("drift", "missing_margin", "a float in (0, 1)", self.missing_margin)
        for key, rows in (("min_rows", self.min_rows), ("min_slice_rows", self.min_slice_rows)):
            if rows < 0:
                raise ParameterError.of("drift", key, "an int of 0 or more", rows)

    def _require_calibrated(self) -> None:
        if self.margin == CALIBRATED and self.blocks is not None and self.blocks.entity:
            must = (
                f"a number where `blocks` names an entity, not {CALIBRATED}: entities come in the same 64 groups in "
                "both tables, and windows of the reference must be shorter than it"
            )
            raise ParameterError.of("drift", "margin", must, self.margin)

    def _require_margins(self) -> None:
        margins = {f"margins.{column}": margin for column, margin in self.margins.items()}
        margins["least_margin"] = self.least_margin
        if isinstance(self.margin, str):
            if self.margin != CALIBRATED:
                raise ParameterError.of("drift", "margin", f"a number, or {CALIBRATED}", self.margin)
        elif self.margin is not None:
            margins["margin"] = self.margin
        for key, margin in margins.items():
            if not (math.isfinite(margin) and margin > 0):
                raise ParameterError.of("drift", key, "a finite float of more than 0", margin)

    def _require_groups(self) -> None:
        if self.groups and self.controlled is not ErrorControl.HIERARCHICAL:
            must = "given with `control: hierarchical` or with `slices`: nothing else looks at groups"
            raise ParameterError.of("drift", "groups", must, ", ".join(self.groups))

    def _require_together(self) -> None:
        if self.features and not self.multivariate:
            raise ParameterError.of("drift", "features", "given with `multivariate`", self.features)
        for method, margin in self.multivariate_margins.items():
            if method not in list(Together):
                must = f"keys among {', '.join(Together)}"
                raise ParameterError.of("drift", "multivariate_margins", must, method)
            low, high = (0.5, 1.0) if method == Together.DOMAIN_CLASSIFIER else (0.0, math.inf)
            if not low < margin < high:
                must = f"a float in ({low:g}, {high:g})"
                raise ParameterError.of("drift", f"multivariate_margins.{method}", must, margin)

    @classmethod
    def from_scalar(cls, data: object) -> DriftSpec:
        """Return the spec that compares a table with its newest reference.

        Raises
        ------
        ParameterError
            If `data` is not the name of a table.
        """
        if not isinstance(data, str):
            raise ParameterError.of("drift", "drift", "the name of a table, or a mapping with `data`", data)
        return cls(data=data)

    @property
    def controlled(self) -> ErrorControl:
        """Return how false alarms are controlled: where nothing is said, down the tree that slices make."""
        return self.control or (ErrorControl.HIERARCHICAL if self.slices else ErrorControl.BH)

    @property
    def kept(self) -> Kept:
        """Return what a reference must keep for this."""
        return Kept(
            block=self.blocks.block if self.blocks else None,
            slices=self.slices,
            features=self.features if self.multivariate else None,
        )

    def group_of(self, column: str) -> str:
        """Return the group of a column; those in no group are one of their own."""
        return next((name for name, columns in self.groups.items() if column in columns), "other columns")

    def importance_of(self, column: str) -> float:
        """Return the weight of a column."""
        return self.importance.get(column, 1.0)
