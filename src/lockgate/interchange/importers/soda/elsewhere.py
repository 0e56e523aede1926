"""Checks of SodaCL that Lockgate asks elsewhere than in a contract: what to write there."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["elsewhere"]

_HISTORY = re.compile(
    r"(?P<kind>anomaly detection|anomaly score|change)\b.*?\bfor (?P<metric>\w+)(?:\((?P<column>\w+)\))?.*"
)
_DRIFT = re.compile(r"distribution_difference\((?P<column>\w+)[^)]*\).*")
_METRIC = re.compile(r"(?P<metric>\w+)\b.*")
_NAMES = {
    "avg": "mean", "sum": "sum", "min": "min", "max": "max", "stddev": "standard_deviation",
    "missing_percent": "null_fraction",
}  # fmt: skip


def elsewhere(line: str, table: str, options: Collection[str]) -> str:
    """Return what to write for a check that is no question to one table alone; empty if it may be one.

    Parameters
    ----------
    line : str
        The line of the check.
    table : str
        The dataset that it is about.
    options : collection of str
        What is written below the line.

    Examples
    --------
    >>> elsewhere("anomaly detection for row_count", "trips", ())
    'it compares with earlier runs: write `- history: {data: trips, metrics: [row_count]}` in a project'
    >>> elsewhere("row_count > 0", "trips", ())
    ''
    """
    if (found := _HISTORY.fullmatch(line)) is not None:
        metrics = _metric(found["metric"], found["column"] or "")
        method = ", method: change, max_change: 0.2" if found["kind"] == "change" else ""
        return (
            f"it compares with earlier runs: write `- history: {{data: {table}{metrics}{method}}}` in a project"
        )
    if (found := _DRIFT.fullmatch(line)) is not None:
        drift = f"- drift: {{data: {table}, columns: [{found['column']}]}}"
        return f"it compares with a reference: write `{drift}` in a project"
    metric = _METRIC.fullmatch(line)
    if metric is not None and {f"{metric['metric']} query", f"{metric['metric']} expression"} & set(options):
        return "it asks SQL of its own: write what counts or aggregates as `type: sql` under `quality`"
    return ""


def _metric(metric: str, column: str) -> str:
    if metric == "row_count":
        return ", metrics: [row_count]"
    known = _NAMES.get(metric)
    return f", metrics: [{known} of {column}]" if known and column else ""
