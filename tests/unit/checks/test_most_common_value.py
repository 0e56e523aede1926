from __future__ import annotations

import pytest

from lockgate.checks.most_common_value import MostCommonValue
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType


def judged(counts: tuple[tuple[str, int], ...], *, ties_ok: bool = False) -> tuple[Verdict, str]:
    state = ValueCountsState(counts)
    outcome = MostCommonValue("x", ("a", "b"), ties_ok=ties_ok).judge((state, Count(9)))
    return outcome.verdict, outcome.summary


def test_the_commonest_value_is_listed() -> None:
    assert judged((("a", 5), ("c", 4))) == (Verdict.PASS, "the commonest value as required, 5 rows")
    assert judged((("c", 5), ("a", 4))) == (Verdict.FAIL, "the commonest value not as required, 5 rows")


def test_of_ties_each_is_listed_or_one_where_that_is_enough() -> None:
    assert judged((("a", 5), ("b", 5)))[0] is Verdict.PASS
    assert judged((("a", 5), ("c", 5))) == (Verdict.FAIL, "2 equally common values not as required, 5 rows")
    assert judged((("a", 5), ("c", 5)), ties_ok=True)[0] is Verdict.PASS


def test_no_value_proves_nothing_and_too_many_cannot_be_asked() -> None:
    check = MostCommonValue("x", ("a",))

    assert judged(())[0] is Verdict.INCONCLUSIVE
    assert check.judge((ValueCountsState((), is_complete=False), Count(9))).verdict is Verdict.ERROR
    assert check.aggregates() == (ValueCounts("x"), RowCount())


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one value"):
        MostCommonValue("x", ())


def test_no_other_value_may_be_as_common_where_it_must_stand_alone() -> None:
    tied = (ValueCountsState((("a", 2), ("b", 2))), Count(4))

    assert MostCommonValue("x", ("a", "b")).judge(tied).verdict is Verdict.PASS
    assert MostCommonValue("x", ("a", "b"), sole=True).judge(tied).verdict is Verdict.FAIL
    with pytest.raises(ParameterError, match="sole"):
        MostCommonValue("x", ("a",), ties_ok=True, sole=True)


def test_texts_are_no_dates_where_that_is_asked() -> None:
    table = SchemaState((Column("d", LogicalType.DATE, "DATE"),))
    check = MostCommonValue("d", ("2013-01-01",), other_types="strict")
    counts = ValueCountsState((("2013-01-01", 3),))

    assert check.aggregates() == (ValueCounts("d"), RowCount(), TableSchema())
    assert check.judge((counts, Count(3), table)).verdict is Verdict.FAIL
    assert MostCommonValue("d", ("2013-01-01",)).judge((counts, Count(3))).verdict is Verdict.PASS


def test_true_is_1_where_values_are_compared_as_in_python() -> None:
    states = (ValueCountsState(((1, 3),)), Count(3), SchemaState((Column("n", LogicalType.INTEGER, "BIGINT"),)))

    assert MostCommonValue("n", (True,), other_types="exact").judge(states).verdict is Verdict.PASS
    assert MostCommonValue("n", (True,)).judge(states[:2]).verdict is Verdict.FAIL


def test_an_unknown_word_for_other_types_is_refused() -> None:
    with pytest.raises(ParameterError, match="`skip`, `exact` or `strict`"):
        MostCommonValue("x", ("a",), other_types="refuse")  # type: ignore[arg-type]  # on purpose
