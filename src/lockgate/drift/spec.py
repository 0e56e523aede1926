"""What a drift entry asks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.binned_counts import Block, BlockUnit
from lockgate.stats.drift.decision import Family
from lockgate.stats.drift.distances import DISTANCES

__all__ = ["BlockSpec", "DriftSpec", "ErrorControl"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSpec:
    """Which rows depend on each other: those of a stretch of time, or of an entity.

    Parameters
    ----------
    column : str, default=none
        A date or timestamp; rows of one `unit` belong together.
    unit : BlockUnit, default="day"
        Length of a block of time.
    entity : str, default=none
        A column that names what rows belong to, such as a customer; instead of `column`.
    """

    column: str = ""
    unit: BlockUnit = BlockUnit.DAY
    entity: str = ""

    def __post_init__(self) -> None:
        if bool(self.column) == bool(self.entity):
            raise ParameterError.of(
                "drift", "blocks", "either `column` or `entity`", self.column or self.entity
            )

    @property
    def block(self) -> Block:
        """Return the block as the scan asks for it."""
        return Block(self.column, self.unit) if self.column else Block(self.entity)


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
    margin : float, default=by method, mostly 0.1
        The largest distance that does not matter, more than 0.
    margins : dict of str to float, default=none
        Other margins, by column.
    alpha : float, default=0.05
        Error probability of a pass, and expected share of false alarms among all alarms.
    power : float, default=0.8
        Probability with which the smallest detectable drift would be seen.
    control : ErrorControl, default="bh"
        How false alarms are controlled: Benjamini-Hochberg, Benjamini-Yekutieli, by groups of columns first, or Holm.
    groups : dict of str to tuple of str, default=none
        Groups of columns, by name, for ``hierarchical``.
    blocks : BlockSpec, default=each row by itself
        Which rows depend on each other.
    importance : dict of str to float, default=1 each
        Weights of columns, for the order of the report; 0 or more.
    label, prediction : str, default=none
        The columns with the truth and the model's output; reports name their drift as such.
    missing_margin : float, default=0.1
        The largest difference of the shares of missing values that does not matter, in (0, 1).
    min_rows : int, default=0
        With fewer current rows everything is ``INCONCLUSIVE``.
    """

    data: str
    reference: str = ""
    columns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    method: str = ""
    methods: dict[str, str] = field(default_factory=dict)
    margin: float | None = None
    margins: dict[str, float] = field(default_factory=dict)
    alpha: float = 0.05
    power: float = 0.8
    control: ErrorControl = ErrorControl.BH
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: BlockSpec | None = None
    importance: dict[str, float] = field(default_factory=dict)
    label: str = ""
    prediction: str = ""
    missing_margin: float = 0.1
    min_rows: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - beyond it the bounds would change places
            raise ParameterError.of("drift", "alpha", "a float in (0, 0.5)", self.alpha)
        if not 0.5 <= self.power < 1:  # noqa: PLR2004 - less is no plan
            raise ParameterError.of("drift", "power", "a float in [0.5, 1)", self.power)
        self._require_methods()
        self._require_numbers()

    def _require_methods(self) -> None:
        named = {"method": self.method} | {f"methods.{column}": one for column, one in self.methods.items()}
        for key, one in named.items():
            if one and one not in DISTANCES:
                raise ParameterError.of("drift", key, f"one of {', '.join(DISTANCES)}", one)

    def _require_numbers(self) -> None:
        margins = {f"margins.{column}": margin for column, margin in self.margins.items()}
        if self.margin is not None:
            margins["margin"] = self.margin
        for key, margin in margins.items():
            if not (math.isfinite(margin) and margin > 0):
                raise ParameterError.of("drift", key, "a finite float of more than 0", margin)
        for column, weight in self.importance.items():
            if not (math.isfinite(weight) and weight >= 0):
                raise ParameterError.of("drift", f"importance.{column}", "a finite float of 0 or more", weight)
        if not 0 < self.missing_margin < 1:
            raise ParameterError.of("drift", "missing_margin", "a float in (0, 1)", self.missing_margin)
        if self.min_rows < 0:
            raise ParameterError.of("drift", "min_rows", "an int of 0 or more", self.min_rows)

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

    def group_of(self, column: str) -> str:
        """Return the group of a column; those in no group are one of their own."""
        return next((name for name, columns in self.groups.items() if column in columns), "other columns")

    def importance_of(self, column: str) -> float:
        """Return the weight of a column."""
        return self.importance.get(column, 1.0)
