"""Every check, by the name that YAML uses. A new check is a file here and one line below."""

from __future__ import annotations

from lockgate.checks.completeness import Completeness
from lockgate.checks.mean import Mean
from lockgate.checks.range import Range
from lockgate.scan.check import Check

__all__ = ["CHECKS"]

CHECKS: dict[str, type[Check]] = {
    check.name: check
    for check in (
        Completeness,
        Mean,
        Range,
    )
}
"""The registry; a test fails when a file of this package is not in it."""
