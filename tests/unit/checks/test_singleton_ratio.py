from __future__ import annotations

import pytest

from lockgate.checks.singleton_ratio import SingletonRatio, Whole
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState

ANY = Requirement.between(0, 1)
FOUND = FrequenciesState(rows=10, values=4, singles=1, most=5, least=1, entropy=1.2)


@pytest.mark.parametrize(("of", "ratio"), [("rows", 0.1), ("keys", 0.25)])
def test_keys_that_occur_once_are_divided_by_rows_or_keys(of: Whole, ratio: float) -> None:
    assert SingletonRatio(ANY, ("k",), of).judge((FOUND, Count(12))).observed == ratio


def test_no_key_proves_nothing() -> None:
    assert SingletonRatio(ANY, ("k",)).judge((FrequenciesState(0, 0, 0, 0, 0, 0.0), Count(9))).reason == "LG403"


def test_no_column_and_another_whole_are_refused() -> None:
    with pytest.raises(ParameterError, match="`columns`"):
        SingletonRatio(ANY, ())
    with pytest.raises(ParameterError, match="`of`"):
        SingletonRatio(ANY, ("k",), "cells")  # type: ignore[arg-type]  # the mistake is the point


def test_keys_are_counted() -> None:
    assert SingletonRatio(ANY, ("k",)).aggregates() == (Frequencies(("k",)), RowCount())
