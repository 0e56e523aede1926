"""What an engine cannot be asked, by check: declared here, met by a test on the real engine, shown in the reference."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["GAPS", "NO_ORDER", "PATTERN", "SPELLINGS"]

NO_ORDER = "rows of a table have no order of their own; name a column to order by"
"""Why neighbours are not asked for without an order."""

SPELLINGS = (
    "texts are not read as another type there, for each engine knows other spellings of dates and numbers"
)
"""Why a text is not tried as a number or date."""

PATTERN = "the pattern"
"""How the reason begins why a regular expression is not asked for."""

_ON_SERVERS: Mapping[str, str] = {
    "convertible": "of texts: each engine knows other spellings of dates and numbers",
    "monotone": f"without `order_by`: {NO_ORDER}",
}

GAPS: Mapping[str, Mapping[str, str]] = {
    "duckdb": {},
    "postgres": {
        **_ON_SERVERS,
        "pattern": r"where the pattern names a class of letters (`\p{L}`) or sets flags within it",
        "special_characters": "it knows no class of letters of all scripts",
        "text_variants": "where punctuation is ignored: it knows no class of punctuation of all scripts",
    },
    "spark": {**_ON_SERVERS, "pattern": "where the pattern sets flags within it"},
}
"""For each dialect, the checks that are not always answered, and when and why not; the finding is then ERROR, LG240."""
