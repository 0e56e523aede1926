"""What an engine cannot be asked, by check: declared here, met by a test on the real engine, shown in the reference."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["GAPS", "NO_ORDER", "PATTERN"]

NO_ORDER = "rows of a table have no order of their own; name a column to order by"
"""Why neighbours are not asked for without an order."""

PATTERN = "the pattern"
"""How the reason begins why a regular expression is not asked for."""

_ON_SERVERS: Mapping[str, str] = {
    "monotone": f"without `order_by`: {NO_ORDER}",
}

GAPS: Mapping[str, Mapping[str, str]] = {
    "duckdb": {},
    "postgres": {
        **_ON_SERVERS,
        "pattern": r"where the pattern names a class of letters (`\p{L}`) or sets flags within it",
    },
    "spark": {**_ON_SERVERS, "pattern": "where the pattern sets flags within it"},
}
"""For each dialect, the checks that are not always answered, and when and why not; the finding is then ERROR, LG240."""
