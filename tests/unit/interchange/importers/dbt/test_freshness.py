"""The freshness of a source."""

from __future__ import annotations

from typing import Any

import pytest

from lockgate.domain.verdict import Severity
from lockgate.interchange.importers.dbt.freshness import freshness_items
from lockgate.interchange.importers.dbt.tests import UntranslatedError


def test_each_limit_is_a_check() -> None:
    said = {"warn_after": {"count": 90, "period": "minute"}, "error_after": {"count": 2, "period": "day"}}

    items = freshness_items({**said, "filter": "x > 1"}, "at")

    assert [(item.check.required, item.severity) for item in items] == [  # type: ignore[attr-defined]  # freshness has it
        ("at most 2d old", Severity.BLOCKING),
        ("at most 1h 30m old", Severity.WARNING),
    ]
    assert {item.where.text for item in items if item.where} == {"x > 1"}


@pytest.mark.parametrize(
    "limit",
    [
        {"count": "1", "period": "day"},
        {"count": True, "period": "day"},
        {"count": 1, "period": "week"},
        {"count": 1},
    ],
)
def test_a_limit_that_cannot_be_read_is_told(limit: dict[str, Any]) -> None:
    with pytest.raises(UntranslatedError, match="`error_after` must have"):
        freshness_items({"error_after": limit}, "at")


def test_without_a_column_nobody_knows_the_age() -> None:
    with pytest.raises(UntranslatedError, match="loaded_at_field"):
        freshness_items({"error_after": {"count": 1, "period": "day"}}, "")
