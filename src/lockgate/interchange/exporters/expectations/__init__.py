"""Checks as expectations of Great Expectations: the inverse of how they are imported."""

from __future__ import annotations

from collections.abc import Mapping

from lockgate.interchange.exporters.expectations.column_statistics import COLUMN_STATISTICS
from lockgate.interchange.exporters.expectations.column_values import COLUMN_VALUES
from lockgate.interchange.exporters.expectations.said import Expectation, Exporter, UnexportedError
from lockgate.interchange.exporters.expectations.several_columns import SEVERAL_COLUMNS
from lockgate.interchange.exporters.expectations.table_shape import TABLE_SHAPE

__all__ = ["EXPORTED", "Expectation", "UnexportedError"]

EXPORTED: Mapping[str, Exporter] = {**COLUMN_VALUES, **COLUMN_STATISTICS, **SEVERAL_COLUMNS, **TABLE_SHAPE}
"""By the name of the check."""
