from __future__ import annotations

from lockgate.checks import CHECKS
from lockgate.scan.dialects import DIALECTS
from lockgate.scan.dialects.gaps import GAPS


def test_gaps_are_declared_for_known_engines_and_checks_and_duckdb_has_none() -> None:
    assert set(GAPS) == set(DIALECTS)
    assert {check for gaps in GAPS.values() for check in gaps} <= set(CHECKS)
    assert GAPS["duckdb"] == {}
