from __future__ import annotations

import sys

import numpy as np
import pytest
from sqlglot import exp

from lockgate.adapters.scratch import MemoryScratch
from lockgate.domain.errors import MissingExtraError


def test_columns_are_a_table_that_can_be_asked() -> None:
    columns = {
        "x": np.array([1.0, np.nan]),
        "s": np.array(["a", None], dtype=object),
        "t": np.array(["2013-01-01", "NaT"], dtype="datetime64[us]"),
    }

    session = MemoryScratch().open("made", columns)
    try:
        rows = session.rows(exp.select("x", "s").from_("made"))
        names = [column.name for column in session.schema("made").columns]
    finally:
        session.close()

    assert rows == [(1.0, "a"), (None, None)]
    assert names == ["x", "s", "t"]


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError, match="pyarrow"):
        MemoryScratch().open("made", {"x": np.ones(1)})
