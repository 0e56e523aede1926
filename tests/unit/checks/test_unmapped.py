"""A rule that was not carried over keeps its gate shut."""

from __future__ import annotations

import pytest

from lockgate.checks.unmapped import Unmapped
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict


def test_it_is_an_error_whatever_the_table_holds() -> None:
    check = Unmapped("not_constant(fare)")

    outcome = check.judge(())

    check.offending()  # no row can be blamed

    assert (check.columns, check.aggregates()) == ((), ())
    assert (outcome.verdict, outcome.summary) == (Verdict.ERROR, "not carried over: not_constant(fare)")


def test_the_reason_is_shown() -> None:
    assert "(no such test)" in Unmapped("not_constant(fare)", "no such test").judge(()).summary


def test_a_rule_without_words_is_refused() -> None:
    with pytest.raises(ParameterError, match="rule"):
        Unmapped("")
