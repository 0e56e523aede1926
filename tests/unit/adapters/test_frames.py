"""Findings as a data frame."""

from __future__ import annotations

import importlib.util

import pandas as pd
import polars as pl
import pytest
from tests.fakes.tables import run_on

from lockgate.adapters import frames
from lockgate.adapters.frames import finding_frame
from lockgate.checks.range import Range
from lockgate.domain.errors import MissingExtraError
from lockgate.domain.finding import Finding
from lockgate.scan.suite import Suite, SuiteItem


def findings() -> tuple[Finding, ...]:
    item = SuiteItem(check=Range("x", max=1), group_by=("g",), owner="data-eng")
    return run_on(Suite(table="t", items=(item,)), t={"x": [1, 2], "g": ["a", "b"]}).findings[0]


def test_each_finding_is_a_row() -> None:
    frame = finding_frame(findings())

    assert isinstance(frame, pd.DataFrame)
    assert frame["verdict"].tolist() == ["pass", "fail"]
    assert frame["slice"].tolist() == ["g=a", "g=b"]
    assert frame["n_failed"].tolist() == [0, 1]
    assert set(frame["owner"]) == {"data-eng"}


def test_no_finding_is_a_frame_without_rows() -> None:
    frame = finding_frame(())

    assert len(frame) == 0
    assert "verdict" in frame.columns


@pytest.mark.parametrize("there", [("polars",), ()])
def test_the_library_that_is_there_is_used(there: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    found = {name: importlib.util.find_spec(name) for name in there}
    monkeypatch.setattr(frames, "find_spec", found.get)

    if there:
        assert isinstance(finding_frame(findings()), pl.DataFrame)
    else:
        with pytest.raises(MissingExtraError, match="LG102") as caught:
            finding_frame(findings())
        assert caught.value.hint == "`pip install pandas` or `pip install polars`"
