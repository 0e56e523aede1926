"""Check: the features that were served are those that are trained on, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.changes import Change, Changes, ChangesState
from lockgate.scan.aggregates.count import CountIf, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Closeness, Pairing, RowsBeside
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["ServingSkew"]

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ServingSkew:
    """Require that the same key has the same feature values here and in another table, such as served and trained.

    Rows are paired by the key; a row without a partner is not judged, and where no row has one, ``INCONCLUSIVE``. A
    pair violates if a feature differs; a row whose key occurs more than once here or there violates too, because
    nobody can tell its partner. Null equals null and NaN equals NaN; a null and a value differ. A key with a null in
    it is left out. The finding tells which values turned into which, most frequent first, unless a column is masked.

    Parameters
    ----------
    key : tuple of str
        Columns that together are the key, at least one.
    to_table : str
        The other table.
    features : tuple of str
        Columns to compare, at least one.
    to_key, to_features : tuple of str, default=same names
        The columns there, in the same order.
    closeness : Closeness, default=equal
        How far numbers may lie apart: ``absolute``, ``relative`` (a share of the value there), or both.
    tolerance : Tolerance, default=no row
        How many pairs may violate.

    Examples
    --------
    .. code-block:: yaml

        check: serving_skew
        key: [request_id]
        to_table: training
        features: [carrier, distance]
        closeness: {relative: 0.001}
        tolerance: 0.1 %

    >>> from lockgate.scan.aggregates.count import Count
    >>> found = OverlayState(9, 8, 8, 8, 8, 9, 8, 0, 8, 2, (2,))
    >>> changes = ChangesState((Change("carrier", "ua", "UA", 2),))
    >>> outcome = ServingSkew(("id",), "training", ("carrier",)).judge((found, changes, Count(9), Count(8)))
    >>> outcome.summary, outcome.seen
    ('2 of 8 rows (25 %) differ from `training`: carrier 2; 1 row has no partner', 'carrier: ua here, UA there (2)')
    """

    name: ClassVar[str] = "serving_skew"

    key: tuple[str, ...]
    to_table: str
    features: tuple[str, ...]
    to_key: tuple[str, ...] = ()
    to_features: tuple[str, ...] = ()
    closeness: Closeness = field(default=Closeness(), kw_only=True)
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        pairs = (("key", self.to_key, self.key), ("features", self.to_features, self.features))
        for name, theirs, ours in pairs:
            if not ours:
                raise ParameterError.of(self.name, name, "at least one column", [])
            if theirs and len(theirs) != len(ours):
                must = f"as many as `{name}` ({len(ours)})"
                raise ParameterError.of(self.name, f"to_{name}", must, list(theirs))

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.key, *self.features)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"{', '.join(self.features)} {self.closeness} in `{self.to_table}`"

    @property
    def _pairing(self) -> Pairing:
        to_key, to_features = self.to_key or self.key, self.to_features or self.features
        return Pairing(self.key, self.to_table, to_key, self.features, to_features, self.closeness)

    def aggregates(self) -> tuple[Aggregate, ...]:
        pairing = self._pairing
        # the count there costs little, and says which name is wrong when there is no such table or column
        named = CountIf(NotNull((*pairing.to_keys, *pairing.to_values)))
        # the count here knows slices without any key, and slices in which nothing changed
        return (Overlay(pairing), Changes(pairing), RowCount(), Elsewhere(self.to_table, named))

    def judge(self, states: Sequence[State]) -> Outcome:
        found, changes = cast("tuple[OverlayState, ChangesState]", states[:2])
        judged = found.paired + found.repeated
        if not judged:
            return Outcome.no_rows(self.required, what=f"no row has a partner in `{self.to_table}`")
        failed = found.unequal + found.repeated
        outcome = judge_rows(
            judged,
            failed,
            required=self.required,
            tolerance=self.tolerance,
            failing=f"differ from `{self.to_table}`",
        )
        parts = [f"{name} {n:,}" for name, n in zip(self.features, found.differing, strict=True) if n]
        parts += [f"{found.repeated:,} with a key that repeats"] if found.repeated else []
        notes = f": {', '.join(parts)}" if parts else ""
        if found.only_here:
            notes += f"; {found.only_here:,} {'row has' if found.only_here == 1 else 'rows have'} no partner"
        reason = Reason.TABLES_DISAGREE if outcome.verdict is Verdict.FAIL else outcome.reason
        return replace(outcome, reason=reason, summary=outcome.summary + notes, seen=_shown(changes.changes))

    def offending(self) -> RowsBeside:
        return RowsBeside(self._pairing, needs_partner=True)


def _shown(changes: Sequence[Change]) -> str:
    texts = [
        f"{change.column}: {_text(change.here)} here, {_text(change.there)} there ({change.n:,})"
        for change in sorted(changes, key=lambda change: -change.n)[:_SHOWN]
    ]
    return "; ".join(texts)


def _text(value: str | None) -> str:
    return "null" if value is None else value or "(empty text)"
