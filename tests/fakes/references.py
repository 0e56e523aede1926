"""References and comparisons of small tables, through the real engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.fakes.tables import opened

from lockgate.app.compare_table import Compared, compared
from lockgate.domain.finding import Finding
from lockgate.drift.freeze import freeze
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec

__all__ = ["compared_on", "findings_of", "reference_of"]

Table = object
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def reference_of(table: Table, masked: frozenset[str] = frozenset()) -> Reference:
    """Freeze a table (Arrow, or columns as lists)."""
    with opened(t=table) as session:
        return freeze(session, "t", version="v1", masked=masked)


def compared_on(
    reference: Table | Reference, current: Table, spec: DriftSpec | None = None, *, now: datetime = NOW
) -> Compared:
    """Compare a table with a reference, or with a table that is frozen first."""
    frozen = reference if isinstance(reference, Reference) else reference_of(reference)
    with opened(t=current) as session:
        return compared(spec or DriftSpec(data="t"), frozen, session, now=now)


def findings_of(
    reference: Table | Reference, current: Table, spec: DriftSpec | None = None, *, now: datetime = NOW
) -> Mapping[tuple[str, str], Finding]:
    """Return the findings by check and column; that of the table has an empty column."""
    found = compared_on(reference, current, spec, now=now).findings
    return {(one.check, "".join(one.subject.columns)): one for one in found}
