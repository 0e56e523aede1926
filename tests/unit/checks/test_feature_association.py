from __future__ import annotations

import math
from typing import Any

import pytest

from lockgate.checks.feature_association import FeatureAssociation
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState, PairMoments
from lockgate.scan.aggregates.contingency import Contingency
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.rank_moments import RankMomentsState


def pair(right: str, products: float, n: int = 9, squares: float = 10.0) -> PairMoments:
    return PairMoments("x", right, n, 0.0, 0.0, squares, 10.0, products)


def judged(*pairs: PairMoments, rows: int = 9) -> Any:  # noqa: ANN401 - an outcome
    return FeatureAssociation(0.9).judge((CoMomentsState(pairs), Count(rows)))


def test_pairs_above_the_bound_are_named_strongest_first_whatever_their_sign() -> None:
    outcome = judged(pair("a", 9.5), pair("b", -9.8), pair("c", 1.0))

    assert (outcome.verdict, outcome.observed) == (Verdict.FAIL, 0.98)
    assert outcome.summary == "2 of 3 pairs are associated above 0.9: x and b 0.98; x and a 0.95"


def test_five_pairs_are_named() -> None:
    assert judged(*(pair(f"c{i}", 10.0) for i in range(7))).summary.endswith("and 2 more")


def test_the_strongest_pair_is_named_in_a_pass() -> None:
    outcome = judged(pair("a", 9.0), pair("c", 1.0))

    assert outcome.verdict is Verdict.PASS
    assert outcome.summary == "no pair of 2 is associated above 0.9, strongest x and a 0.9"


def test_a_constant_is_associated_with_nothing() -> None:
    outcome = judged(pair("a", 0.0, squares=0.0), pair("b", 5.0))

    assert (outcome.verdict, outcome.observed) == (Verdict.PASS, 0.5)


@pytest.mark.parametrize("unknown", [pair("a", math.nan, squares=math.nan), pair("a", 0.0, n=0)])
def test_a_pair_that_could_not_be_measured_is_no_pass(unknown: PairMoments) -> None:
    assert judged(unknown, pair("b", 5.0)).reason == "LG406"
    assert judged(unknown).observed is None
    assert judged(unknown, pair("b", 9.9)).verdict is Verdict.FAIL


def test_no_rows_and_a_single_column_prove_nothing() -> None:
    assert judged(pair("a", 0.0), rows=0).reason == "LG403"
    assert judged().summary == "fewer than two numeric columns to compare"


def test_ranks_with_nan_are_unknown_and_constant_ranks_are_not() -> None:
    check = FeatureAssociation(0.9, ("x", "y", "z"), "spearman")
    known, flat = RankMomentsState(4, 0, 5.0, 5.0, 4.0), RankMomentsState(4, 0, 0.0, 5.0, 0.0)
    strange, none = RankMomentsState(4, 1, 5.0, 5.0, 4.0), RankMomentsState(0, 0, 0.0, 0.0, 0.0)

    assert check.judge((known, flat, flat, Count(4))).observed == 0.8
    assert check.judge((known, flat, strange, Count(4))).verdict is Verdict.INCONCLUSIVE
    assert check.judge((known, flat, none, Count(4))).verdict is Verdict.INCONCLUSIVE


def test_pearson_is_one_question_and_others_are_one_a_pair() -> None:
    assert FeatureAssociation(0.9).aggregates() == (CoMoments(()), RowCount())
    asked = FeatureAssociation(0.9, ("x", "y", "z"), "cramers_v", bins=8).aggregates()
    assert asked[1] == Contingency(("x",), ("z",), 8)
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("max", {"max": 1.5}),
        ("columns", {"columns": ("x",)}),
        ("columns", {"measure": "cramers_v"}),
        ("measure", {"measure": "theils_u"}),
        ("bins", {"bins": -1}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        FeatureAssociation(**{"max": 0.9, **wrong})


def test_no_row_offends() -> None:
    FeatureAssociation(0.9).offending()  # has nothing to return
