from __future__ import annotations

import pytest

from lockgate.checks.correlation import Correlation
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState, PairMoments
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.rank_moments import RankMoments, RankMomentsState

LOW = Requirement.at_most(0)
FALLING = CoMomentsState((PairMoments("x", "y", 3, 2.0, 2.0, 2.0, 8.0, -4.0),))


def test_values_are_correlated() -> None:
    outcome = Correlation(LOW, "x", "y").judge((FALLING, Count(5)))

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.PASS, -1.0, 3)
    assert Correlation(LOW, "x", "y").aggregates() == (CoMoments(("x", "y")), RowCount())


def test_the_sign_may_be_dropped() -> None:
    assert Correlation(LOW, "x", "y", absolute=True).judge((FALLING, Count(5))).verdict is Verdict.FAIL


def test_ranks_are_correlated() -> None:
    check = Correlation(LOW, "x", "y", "spearman")

    assert check.aggregates()[0] == RankMoments("x", "y")
    assert check.judge((RankMomentsState(4, 0, 5.0, 5.0, 4.0), Count(4))).observed == 0.8


def test_no_row_proves_nothing() -> None:
    empty = CoMomentsState((PairMoments("x", "y", 0, 0.0, 0.0, 0.0, 0.0, 0.0),))

    assert Correlation(LOW, "x", "y", absolute=True).judge((empty, Count(5))).reason == "LG403"


def test_a_constant_proves_nothing() -> None:
    flat = CoMomentsState((PairMoments("x", "y", 3, 0.0, 0.0, 0.0, 2.0, 0.0),))

    assert Correlation(LOW, "x", "y").judge((flat, Count(5))).reason == "LG406"


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ParameterError, match="`measure`"):
        Correlation(LOW, "x", "y", "cramers_v")  # type: ignore[arg-type]  # the mistake is the point
