from __future__ import annotations

import sys
from typing import cast

import pytest

from lockgate.adapters.hypothesis_search import HypothesisSearch
from lockgate.domain.errors import MissingExtraError, ModelError
from lockgate.probes.domain import Case, Domain

DOMAINS = {
    "x": Domain(lowest=0, highest=100, is_whole=True, may_be_missing=False),
    "y": Domain(lowest=-1, highest=1),
    "s": Domain(values=("a", "b"), may_be_missing=False),
    "z": Domain(),
    "open": Domain(lowest=5, may_be_missing=False),
    "below": Domain(highest=5.5, is_whole=True, may_be_missing=False),
    "within": Domain(lowest=0.5, highest=2.5, is_whole=True, may_be_missing=False),
}


def test_what_is_found_is_shrunk_to_the_smallest() -> None:
    def breaks(case: Case) -> bool:
        return cast("int", case["x"]) >= 17 and case["s"] == "b"

    found = HypothesisSearch().smallest(DOMAINS, breaks, 2_000, 1)

    assert found is not None
    assert (found["x"], found["s"], found["y"], found["z"]) == (17, "b", None, None)
    assert found["open"] == 5
    assert found == HypothesisSearch().smallest(DOMAINS, breaks, 2_000, 1)


def test_where_nothing_breaks_it_nothing_is_found() -> None:
    assert HypothesisSearch().smallest(DOMAINS, lambda _: False, 20, 1) is None


def test_values_keep_to_their_domains() -> None:
    seen: list[Case] = []

    def breaks(case: Case) -> bool:
        seen.append(case)
        return False

    HypothesisSearch().smallest(DOMAINS, breaks, 100, 1)

    assert {case["s"] for case in seen} == {"a", "b"}
    assert all(0 <= cast("int", case["x"]) <= 100 for case in seen)
    assert {case["within"] for case in seen} == {1, 2}
    assert all(cast("int", case["below"]) <= 5 <= cast("float", case["open"]) for case in seen)


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)

    with pytest.raises(MissingExtraError, match="hypothesis"):
        HypothesisSearch().smallest(DOMAINS, lambda _: True, 1, 1)


def test_a_row_that_breaks_it_only_sometimes_is_an_error() -> None:
    asked = 0

    def breaks(_: Case) -> bool:
        nonlocal asked
        asked += 1
        return asked == 3

    with pytest.raises(ModelError, match="once and not again"):
        HypothesisSearch().smallest(DOMAINS, breaks, 50, 1)
