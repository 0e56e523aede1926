from __future__ import annotations

import pytest

from lockgate.checks.zero_fraction import ZeroFraction
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.predicates import NotNull, OneOf


def test_two_counts_are_asked() -> None:
    assert ZeroFraction(Requirement.at_most(0.1), "x").aggregates() == (
        CountIf(NotNull(("x",))),
        CountIf(OneOf("x", (0,))),
    )


@pytest.mark.parametrize(("found", "verdict"), [(10, Verdict.PASS), (11, Verdict.FAIL)])
def test_the_fraction_is_one_of_what_was_judged(found: int, verdict: Verdict) -> None:
    outcome = ZeroFraction(Requirement.at_most(0.1), "x").judge((Count(100), Count(found)))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, found / 100, 100)


def test_nothing_to_judge_proves_nothing() -> None:
    outcome = ZeroFraction(Requirement.at_most(0.1), "x").judge((Count(0), Count(0)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


@pytest.mark.parametrize("bound", [5, -0.1, float("inf")])
def test_a_bound_that_is_no_fraction_is_refused(bound: float) -> None:
    with pytest.raises(ParameterError, match=r"a fraction in \[0, 1\]"):
        ZeroFraction(Requirement.at_most(bound), "x")
