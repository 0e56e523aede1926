"""Questions that Python answers: one grouping a column, errors stay where they are, memory is bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.fakes.states import answers_of
from tests.fakes.tables import CountingSession, opened, run_on

from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.errors import DataError, LockgateError, MissingExtraError
from lockgate.scan import judged
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues, JudgedValuesState
from lockgate.scan.expression import Expression
from lockgate.scan.judged import JudgedPass, Judgement, Refused, passes_of, rejected_values
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name


@dataclass(frozen=True, slots=True)
class Short:
    """Accepts texts of one letter; some words are too much for it."""

    @property
    def words(self) -> str:
        return "short"

    def accepts(self, value: str) -> bool:
        if value == "crash":
            raise ZeroDivisionError
        if value == "no package":
            raise MissingExtraError.of("short", "letters", "formats")
        return len(value) == 1


@dataclass(frozen=True, slots=True)
class Anything:
    """Accepts every text."""

    @property
    def words(self) -> str:
        return "a text"

    def accepts(self, value: str) -> bool:
        return isinstance(value, str)


def asked(rule: Any, where: str = "", by: tuple[str, ...] = ()) -> Request:  # noqa: ANN401 - any rule
    return Request("t", JudgedValues("s", rule), Expression(where) if where else None, by)


def test_each_distinct_value_is_judged_once_and_counted_with_its_rows() -> None:
    (state,) = answers_of({"s": ["a", "bb", "bb", None, "c", "dd"]}, [JudgedValues("s", Short())])

    assert state == JudgedValuesState(rows=5, rejected=3)


def test_slices_and_filters_have_counts_of_their_own() -> None:
    table = {"s": ["a", "bb", None, "cc"], "g": ["x", "x", "y", None]}

    (sliced,) = answers_of(table, [JudgedValues("s", Short())], by=("g",))
    (filtered,) = answers_of(table, [JudgedValues("s", Short())], "g = 'x'")
    (nothing,) = answers_of(table, [JudgedValues("s", Short())], "g = 'z'")

    assert sliced == {("x",): JudgedValuesState(2, 1), (None,): JudgedValuesState(1, 1)}
    assert filtered == JudgedValuesState(2, 1)
    assert nothing == JudgedValuesState(0, 0)


@pytest.mark.parametrize(("word", "told"), [("crash", "ZeroDivisionError"), ("no package", "pip install")])
def test_a_rule_that_breaks_hides_no_others_result(word: str, told: str) -> None:
    table = {"s": ["a", word, "bb"]}

    broken, whole, rows = answers_of(
        table, [JudgedValues("s", Short()), JudgedValues("s", Anything()), RowCount()]
    )

    assert isinstance(broken, LockgateError)
    assert told in str(broken)
    assert whole == JudgedValuesState(3, 0)
    assert rows.n == 3


def test_a_query_that_the_engine_refuses_is_the_error_of_all_rules_of_its_pass() -> None:
    requests = (asked(Short(), "s::int > 0"), asked(Anything(), "s::int > 0"))

    with opened(t={"s": ["a"]}) as session:
        found = JudgedPass(session.schema("t"), requests).judge(session)

    assert [type(answer) for answer in found.values()] == [DataError, DataError]


def test_rules_about_one_column_and_the_same_rows_share_one_grouping() -> None:
    requests = [asked(Short()), asked(Anything()), asked(Short(), "s > 'a'"), asked(Short(), by=("g",))]

    with opened(t={"s": ["a"], "g": ["x"]}) as session:
        passes = passes_of(requests, session.schema("t"))

    assert [len(step.requests) for step in passes] == [2, 1, 1]
    assert {step.column for step in passes} == {"s"}


def test_values_are_read_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "CHUNK_ROWS", 2)

    (state,) = answers_of({"s": list("abcdefg")}, [JudgedValues("s", Short())])

    assert state == JudgedValuesState(7, 0)


def test_the_refused_values_with_the_most_rows_are_remembered() -> None:
    judgement = Judgement(most=20)

    for number in range(30):
        judgement.add(f"{number:02}", 1 + number % 2, is_accepted=False)
    judgement.add("good", 9, is_accepted=True)

    frequent = tuple(f"{number:02}" for number in range(1, 30, 2))
    rare = tuple(f"{number:02}" for number in range(0, 10, 2))
    assert judgement.refused == Refused(frequent + rare, is_complete=False)
    assert judgement.state == JudgedValuesState(54, 45)


def test_few_refused_values_are_all_remembered() -> None:
    judgement = Judgement()

    judgement.add("a", 1, is_accepted=False)

    assert judgement.refused == Refused(("a",), is_complete=True)


def test_every_refused_value_can_be_had_one_after_the_other() -> None:
    with opened(t={"s": ["a", "bb", "bb", "cc", None], "n": [1, 2, 3, 4, 5]}) as session:
        schema = session.schema("t")
        found = sorted(rejected_values(schema, "s", Short(), session))
        some = sorted(rejected_values(schema, "s", Short(), session, Expression("n > 3")))

    assert (found, some) == (["bb", "cc"], ["cc"])


def test_rows_with_a_refused_value_are_shown_masked_where_the_column_is() -> None:
    item = SuiteItem(check=CHECKS["semantic_format"]("s", "iban"))
    table = {"id": [1, 2, 3], "s": ["x", None, "y"]}

    plain = run_on(Suite(table="t", items=(item,), key=("id",)), t=table).findings[0][0]
    masked = run_on(Suite(table="t", items=(item,), key=("id",), masked=frozenset({"s"})), t=table).findings[0][
        0
    ]

    assert plain.sample is not None
    assert plain.sample.rows == ((1, "x"), (3, "y"))
    assert masked.sample is not None
    assert masked.sample.rows == ((1, "(masked)"), (3, "(masked)"))


def test_ten_questions_of_one_column_cost_one_pass() -> None:
    names = ("iban", "card", "isbn", "ip", "json", "date", "time", "hostname", "vin", "lei")
    items = tuple(SuiteItem(check=CHECKS["semantic_format"]("s", name)) for name in names)

    run = run_on(Suite(table="t", items=items), sample_rows=0, t={"s": ["x", "y"]})

    assert (run.facts[0].scans, run.facts[0].passes) == (1, 1)
    assert run.plans["t"].groupings == ("values of s, judged one by one",)  # type: ignore[union-attr]  # a plan


def test_a_session_hands_out_chunks_and_says_what_it_cannot_do() -> None:
    with opened(t={"s": list("abc")}) as session:
        query = JudgedPass(session.schema("t"), (asked(Short()),)).query()
        sizes = [len(chunk) for chunk in CountingSession(session).chunks(query, 2)]  # type: ignore[operator]  # passed on

    assert sizes == [2, 1]


def test_slices_that_python_cannot_tell_apart_are_an_error_not_a_sum() -> None:
    table = {"s": ["a", "b"], "g": ["9999-12-31", "infinity"]}
    items = (SuiteItem(check=CHECKS["semantic_format"]("s", "ip"), group_by=("g",)),)

    with opened(t=table) as session:
        session._connection.execute('CREATE OR REPLACE TEMP VIEW "t2" AS SELECT s, g::DATE AS g FROM t')
        session._sources = {**session._sources, "t2": session._sources["t"]}
        from tests.fakes.tables import NOW  # noqa: PLC0415 - only here

        from lockgate.scan.run import run_suites  # noqa: PLC0415 - only here

        run = run_suites([Suite(table="t2", items=items)], session, now=NOW)

    assert "two slices have one name" in str(run.findings[0][0].summary)


def test_a_rule_that_has_broken_is_not_asked_again_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(judged, "CHUNK_ROWS", 1)
    table = {"s": ["crash", "a", "b", "c"]}

    broken, whole = answers_of(table, [JudgedValues("s", Short()), JudgedValues("s", Anything())])

    assert isinstance(broken, LockgateError)
    assert whole == JudgedValuesState(4, 0)
