from __future__ import annotations

from dataclasses import replace

import pytest

from lockgate.checks.conflicting_labels import ConflictingLabels, ConflictingRows
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.contingency import Contingency, ContingencyState
from lockgate.scan.aggregates.count import Count, RowCount

CHECK = ConflictingLabels(("f", "g"), "y")
FOUND = ContingencyState(
    rows=10,
    cells=6,
    left=4,
    right=2,
    right_most=6,
    singles=2,
    hits=5,
    majority=9,
    mixed=3,
    left_entropy=1.0,
    right_entropy=0.6,
    joint_entropy=1.2,
    phi_squared=0.5,
)


def test_rows_with_a_twin_that_has_another_label_violate() -> None:
    outcome = CHECK.judge((FOUND, Count(12)))

    assert (outcome.verdict, outcome.n_failed, outcome.n) == (Verdict.FAIL, 3, 10)
    assert outcome.summary.endswith("have a twin with another label; 1 label would have to change")


def test_one_label_for_the_same_features_passes() -> None:
    assert CHECK.judge((replace(FOUND, mixed=0), Count(12))).summary == "all 10 rows satisfy it"


def test_no_label_proves_nothing() -> None:
    assert CHECK.judge((replace(FOUND, rows=0, mixed=0), Count(12))).reason == "LG403"


def test_null_is_a_feature_like_others() -> None:
    assert CHECK.aggregates() == (Contingency(("f", "g"), ("y",), counts_nulls=True), RowCount())
    assert CHECK.offending() == ConflictingRows(("f", "g"), "y")
    assert CHECK.columns == ConflictingRows(("f", "g"), "y").columns == ("f", "g", "y")


@pytest.mark.parametrize("features", [(), ("y",)])
def test_no_feature_and_the_label_as_a_feature_are_refused(features: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="`features`"):
        ConflictingLabels(features, "y")
