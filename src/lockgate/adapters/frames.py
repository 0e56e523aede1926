"""Findings as a data frame of whichever library is installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from lockgate.domain.errors import MissingExtraError
from lockgate.domain.finding import Finding

__all__ = ["finding_frame"]

_FRAMES = ("pandas", "polars")


def finding_frame(findings: Sequence[Finding]) -> Any:  # noqa: ANN401 - pandas or polars, whichever is there
    """Return one row a finding, as a pandas frame or, where there is no pandas, a polars one.

    Raises
    ------
    MissingExtraError
        If neither is installed.
    """
    for name in _FRAMES:
        if find_spec(name) is not None:
            return import_module(name).DataFrame(_columns(findings))
    raise MissingExtraError.any_of("to_frame", _FRAMES)


def _columns(findings: Sequence[Finding]) -> dict[str, list[Any]]:
    return {
        "verdict": [finding.verdict.value for finding in findings],
        "severity": [finding.severity.value for finding in findings],
        "table": [finding.subject.table for finding in findings],
        "columns": [", ".join(finding.subject.columns) for finding in findings],
        "slice": [
            " × ".join(f"{name}={value}" for name, value in finding.subject.slice) for finding in findings
        ],
        "check": [finding.check for finding in findings],
        "required": [finding.required for finding in findings],
        "observed": ["" if finding.observed is None else str(finding.observed) for finding in findings],
        "n": [finding.n for finding in findings],
        "n_failed": [finding.n_failed for finding in findings],
        "reason": [finding.reason for finding in findings],
        "summary": [finding.summary for finding in findings],
        "owner": [finding.owner for finding in findings],
    }
