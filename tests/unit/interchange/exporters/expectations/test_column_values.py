"""Checks of each value go out as they came in."""

from __future__ import annotations

import pytest

from lockgate.contracts.asking import ask
from lockgate.interchange.exporters.expectations.column_values import COLUMN_VALUES
from lockgate.interchange.exporters.expectations.said import UnexportedError


def test_a_range_keeps_its_open_end() -> None:
    (found,) = COLUMN_VALUES["range"](ask("range", column="x", min=1, exclusive_min=True))

    assert found == (
        "expect_column_values_to_be_between",
        {"column": "x", "min_value": 1, "strict_min": True},
        "",
    )


def test_lengths_in_bytes_stay_here() -> None:
    with pytest.raises(UnexportedError, match="bytes"):
        list(COLUMN_VALUES["length"](ask("length", column="x", max=3, unit="bytes")))
