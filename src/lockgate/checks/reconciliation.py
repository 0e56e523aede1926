"""Check: the rows of another table with the same key have the same values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Closeness, Pairing, RowsBeside
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["Reconciliation", "Side"]

Side = Literal["both", "here"]
"""Whose rows must have a partner."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Require that each key is in both tables, and that its row has the same values in both.

    A row violates if the other table lacks its key, if a compared value differs, or if the key occurs more than once
    here or there, because then nobody can tell which rows belong together. Null equals null and NaN equals NaN; a
    null and a value differ. A key with a null in it is left out on both sides: add `completeness`. Without a whole key
    ``INCONCLUSIVE``. With ``rows: both``, `where` and `group_by` are refused, because both tables are compared whole.
    The sample shows rows of this table.

    Parameters
    ----------
    key : tuple of str
        Columns that together are the key, at least one.
    to_table : str
        The other table.
    values : tuple of str, default=none
        Columns whose values are compared; without them only the keys are.
    to_key, to_values : tuple of str, default=same names
        The columns there, in the same order.
    rows : str, default="both"
        ``both``: rows of the other table that are not here violate too. ``here``: only rows of this table are judged.
    closeness : Closeness, default=equal
        How far numbers may lie apart: ``absolute``, ``relative`` (a share of the value there), or both.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: reconciliation
        key: [flight_id]
        to_table: flights_raw
        values: [distance, air_time]
        closeness: {absolute: 0.5}

    >>> from lockgate.scan.aggregates.count import Count
    >>> found = OverlayState(9, 8, 8, 8, 8, 9, 8, 0, 8, 2, (2,))
    >>> check = Reconciliation(("flight_id",), "flights_raw", ("distance",))
    >>> check.judge((found, Count(9), Count(8))).summary
    '3 of 9 rows (33.3 %) do not agree with `flights_raw`: 1 only here, 2 differ (distance 2)'
    """

    name: ClassVar[str] = "reconciliation"

    key: tuple[str, ...]
    to_table: str
    values: tuple[str, ...] = ()
    to_key: tuple[str, ...] = ()
    to_values: tuple[str, ...] = ()
    rows: Side = field(default="both", kw_only=True)
    closeness: Closeness = field(default=Closeness(), kw_only=True)
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.key:
            raise ParameterError.of(self.name, "key", "at least one column", [])
        if self.rows not in get_args(Side):
            raise ParameterError.of(self.name, "rows", "`both` or `here`", self.rows)
        for name, theirs, ours in (("key", self.to_key, self.key), ("values", self.to_values, self.values)):
            if theirs and len(theirs) != len(ours):
                must = f"as many as `{name}` ({len(ours)})"
                raise ParameterError.of(self.name, f"to_{name}", must, list(theirs))

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.values)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        values = f", {', '.join(self.values)} {self.closeness}" if self.values else ""
        return f"a row with the same key in `{self.to_table}`{values}"

    @property
    def _pairing(self) -> Pairing:
        to_key, to_values = self.to_key or self.key, self.to_values or self.values
        return Pairing(self.key, self.to_table, to_key, self.values, to_values, self.closeness)

    def aggregates(self) -> tuple[Aggregate, ...]:
        pairing = self._pairing
        # the count there costs little, and says which name is wrong when there is no such table or column
        named = CountIf(NotNull((*pairing.to_keys, *pairing.to_values)))
        return (
            Overlay(pairing, is_whole=self.rows == "both"),
            RowCount(),
            Elsewhere(self.to_table, named),
        )

    def judge(self, states: Sequence[State]) -> Outcome:
        found = cast("OverlayState", states[0])
        only_there = found.only_there if self.rows == "both" else 0
        parts = {"only here": found.only_here, f"only in `{self.to_table}`": only_there}
        parts |= {"with a key that repeats": found.repeated, "differ" + self._by_column(found): found.unequal}
        outcome = judge_rows(
            found.rows + only_there,
            sum(parts.values()),
            required=self.required,
            tolerance=self.tolerance,
            failing=f"do not agree with `{self.to_table}`",
        )
        if not any(parts.values()):
            return outcome
        reason = Reason.TABLES_DISAGREE if outcome.verdict is Verdict.FAIL else outcome.reason
        told = ", ".join(f"{n:,} {words}" for words, n in parts.items() if n)
        return replace(outcome, reason=reason, summary=f"{outcome.summary}: {told}")

    def _by_column(self, found: OverlayState) -> str:
        pairs = [f"{name} {n:,}" for name, n in zip(self.values, found.differing, strict=False) if n]
        return f" ({', '.join(pairs)})" if pairs else ""

    def offending(self) -> RowsBeside:
        return RowsBeside(self._pairing)
