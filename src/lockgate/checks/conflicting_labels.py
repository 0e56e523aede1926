"""Check: the same features do not have different labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["ConflictingLabels", "ConflictingRows"]


@dataclass(frozen=True, slots=True)
class ConflictingLabels:
    """Require that rows with the same features have the same label.

    A row violates if another row has the same features and another label: no model can be right about both. Null and
    NaN are feature values like others; rows without a label are left out, and without any label ``INCONCLUSIVE``. The
    finding tells how many labels would have to change. Takes a pass of its own.

    Parameters
    ----------
    features : tuple of str
        The features, at least one.
    label : str
        The label.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: conflicting_labels
        features: [carrier, flight, origin, time_hour]
        label: delayed
        tolerance: 1 %

    >>> from lockgate.scan.aggregates.count import Count
    >>> found = ContingencyState(
    ...     rows=100, cells=61, left=60, right=2, right_most=80, singles=50, hits=0, majority=98, mixed=5,
    ...     left_entropy=4.0, right_entropy=0.5, joint_entropy=4.1, phi_squared=0.9,
    ... )
    >>> ConflictingLabels(("carrier",), "delayed").judge((found, Count(100))).summary
    '5 of 100 rows (5 %) have a twin with another label; 2 labels would have to change'
    """

    name: ClassVar[str] = "conflicting_labels"

    features: tuple[str, ...]
    label: str
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.features or self.label in self.features:
            must = "one column or more, without the label"
            raise ParameterError.of(self.name, "features", must, list(self.features))

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.features, self.label)

    def aggregates(self) -> tuple[Aggregate, ...]:
        # the count knows slices without any label
        return (Contingency(self.features, (self.label,), counts_nulls=True), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        found = cast("ContingencyState", states[0])
        outcome = judge_rows(
            found.rows,
            found.mixed,
            required="one label for the same features",
            tolerance=self.tolerance,
            failing="have a twin with another label",
        )
        if not found.mixed:
            return outcome
        n = found.rows - found.majority
        note = f"{n:,} {'label' if n == 1 else 'labels'} would have to change"
        return replace(outcome, summary=f"{outcome.summary}; {note}")

    def offending(self) -> ConflictingRows:
        return ConflictingRows(self.features, self.label)


@dataclass(frozen=True, slots=True)
class ConflictingRows:
    """All rows whose features occur with more than one label."""

    features: tuple[str, ...]
    label: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.features, self.label)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = dict.fromkeys((*by, *self.features))
        keys = [column_sql(schema.column(name)) for name in names]
        label = column_sql(schema.column(self.label))
        ends = (
            exp.Window(this=end(this=label.copy()), partition_by=[key.copy() for key in keys])
            for end in (exp.Min, exp.Max)
        )
        labelled = exp.select("*").from_(source.copy()).where(NotNull((self.label,)).sql(schema))
        lowest, highest = ends
        return labelled.qualify(exp.NEQ(this=lowest, expression=highest))
