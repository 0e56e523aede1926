"""The shape of a check."""

from __future__ import annotations

from lockgate.checks import CHECKS
from lockgate.domain.codes import CODES, Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.check import Outcome, RelatedRows
from lockgate.scan.predicates import IsNull


def test_nothing_to_judge_is_never_a_pass() -> None:
    outcome = Outcome.no_rows("0 to 9", what="no row has a value to judge")

    assert (outcome.verdict, outcome.reason, outcome.n) == (Verdict.INCONCLUSIVE, Reason.NO_ROWS, 0)
    assert outcome.summary == "no row has a value to judge"
    assert outcome.reason in CODES


def test_a_predicate_is_not_taken_for_related_rows() -> None:
    assert not isinstance(IsNull("x"), RelatedRows)


def test_every_check_has_the_shape() -> None:
    for check in CHECKS.values():
        assert check.name
        assert all(hasattr(check, part) for part in ("columns", "aggregates", "judge", "offending"))


def test_absent_columns_are_named() -> None:
    assert Outcome.absent(("a", "b")).summary == "not asked: `a`, `b` are absent, as `optional` allows"
