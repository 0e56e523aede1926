from __future__ import annotations

from lockgate.checks.date_parseable import DateParseable
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues, JudgedValuesState, RejectedValues
from lockgate.scan.rules.dates import DateTextRule
from lockgate.scan.tolerance import Tolerance
from lockgate.scan.value_check import judge_values

CHECK = DateParseable("s")
ASKED = JudgedValues("s", DateTextRule())


def test_it_asks_for_the_judged_values_and_knows_all_slices() -> None:
    assert CHECK.aggregates() == (ASKED, RowCount())
    assert CHECK.offending() == RejectedValues(ASKED)
    assert CHECK.required == "readable as a date"


def test_refused_rows_are_compared_with_the_tolerance() -> None:
    verdicts = [CHECK.judge((JudgedValuesState(10, n), Count(10))).verdict for n in (0, 1)]

    assert verdicts == [Verdict.PASS, Verdict.FAIL]
    tolerant = judge_values(JudgedValuesState(10, 1), required="x", tolerance=Tolerance(rows=1))
    assert tolerant.verdict is Verdict.PASS


def test_no_value_proves_nothing() -> None:
    outcome = judge_values(JudgedValuesState(0, 0), required="x", tolerance=Tolerance())

    assert outcome.verdict is Verdict.INCONCLUSIVE
