"""How comparisons read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lockgate.domain.verdict import Verdict
from lockgate.drift.cells import Cells
from lockgate.drift.measure import Measured
from lockgate.drift.spec import ErrorControl
from lockgate.drift.wording import (
    CONTROL_WORDS,
    empty_words,
    missing_words,
    new_words,
    number,
    seen_words,
    verdict_words,
)
from lockgate.stats.drift.decision import DriftDecision
from lockgate.stats.drift.evidence import DriftEvidence


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0.5"), (0.00009, "< 0.0001"), (0.0, "0"), (0.12345, "0.123")]
)
def test_distances_have_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_at_most_three_values_are_named() -> None:
    new = [("a", 5), ("b", 3), ("c", 1), ("d", 1)]

    assert new_words(new, (), 100) == "4 new values in 10 % of rows: 'a', 'b', 'c' and 1 more"
    assert new_words((), ("x",), 100) == "1 value gone: 'x'"
    assert new_words((), (), 100) == ""


def test_missing_rows_are_told_for_both_sides() -> None:
    cells = Cells((), ("filled", "missing"), (90, 10), (50, 50), is_whole=True)

    assert missing_words(cells) == "missing 10 % in the reference, 50 % now"
    assert missing_words(replace(cells, current=(0, 0))) == "missing 10 % in the reference, no rows now"
    assert missing_words(replace(cells, reference=(0, 0))) == "no rows in the reference, 50 % now"


def test_a_side_without_anything_to_compare_is_named() -> None:
    cells = Cells((), ("a", "b"), (0, 0), (50, 50), is_whole=True)

    assert empty_words(cells, is_of_values=True) == "the reference has no values"
    assert empty_words(replace(cells, current=(0, 0)), is_of_values=False) == (
        "the reference has no rows; the current table has no rows"
    )
    assert empty_words(replace(cells, reference=(1, 0)), is_of_values=True) == ""


def test_verdicts_are_counted_the_gravest_first() -> None:
    words = verdict_words([Verdict.PASS, Verdict.FAIL, Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.ERROR])

    assert words == "1 drifted, 1 undecided, 1 not comparable, 2 the same within the margin"


def test_every_control_has_words() -> None:
    assert set(CONTROL_WORDS) == set(ErrorControl)


def test_what_is_drift_by_itself_and_not_among_many_is_told_so() -> None:
    evidence = DriftEvidence(
        value=0.7, corrected=0.4, lower=0.2, upper=0.6, margin=0.1, p_drift=0.02, p_equivalence=1.0,
        smallest_detectable=0.3, more_current=30, more_each=None, n_reference=90, n_current=9,
    )  # fmt: skip
    decision = DriftDecision(Verdict.INCONCLUSIVE, 0.2, evidence)

    words = seen_words("total_variation", decision, Measured(evidence), alpha=0.05)

    assert words == (
        "total variation 0.7, less what chance adds 0.4, 90 % interval 0.2 to 0.6; "
        "beyond the margin by itself, not among so many comparisons; about 30 more rows would decide"
    )
