from __future__ import annotations

import pytest

from lockgate.checks.finite import Finite
from lockgate.domain.errors import DataError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.comparisons import NotFinite
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import Column, LogicalType, Schema


def test_values_that_are_not_finite_offend() -> None:
    assert Finite("x").aggregates() == (CountIf(NotNull(("x",))), CountIf(NotFinite("x")))
    assert Finite("x").required == "neither NaN nor infinite"


def test_a_text_cannot_be_asked() -> None:
    table = Schema("t", (Column("x", LogicalType.STRING, "VARCHAR"),))

    with pytest.raises(DataError, match="must be numeric"):
        Finite("x").violation().sql(table)
