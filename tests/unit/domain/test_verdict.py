"""Verdicts: which of many decides."""

from __future__ import annotations

import itertools

import pytest

from lockgate.domain.verdict import Verdict


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([Verdict.PASS, Verdict.PASS], Verdict.PASS),
        ([Verdict.PASS, Verdict.INCONCLUSIVE], Verdict.INCONCLUSIVE),
        ([Verdict.INCONCLUSIVE, Verdict.ERROR], Verdict.ERROR),
        ([Verdict.ERROR, Verdict.FAIL, Verdict.PASS], Verdict.FAIL),
    ],
)
def test_the_worst_part_decides(parts: list[Verdict], whole: Verdict) -> None:
    assert Verdict.worst(parts) is whole


def test_nothing_at_all_is_an_error() -> None:
    assert Verdict.worst([]) is Verdict.ERROR


def test_the_order_of_the_parts_does_not_matter() -> None:
    for parts in itertools.permutations(Verdict):
        assert Verdict.worst(parts) is Verdict.FAIL


def test_only_a_whole_of_passes_passes() -> None:
    for parts in itertools.product(Verdict, repeat=3):
        assert (Verdict.worst(parts) is Verdict.PASS) == (set(parts) == {Verdict.PASS})
