"""From states to findings: what is masked stays behind, what is broken is an error."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import NOW, opened, run_on

from lockgate.checks import CHECKS as REGISTRY
from lockgate.checks.row_count import RowCountCheck
from lockgate.contracts.asking import ask
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Cost, Finding
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.check import Outcome
from lockgate.scan.distributions import distributions
from lockgate.scan.expression import Expression
from lockgate.scan.judge import MOST_SLICES, judge_item, outcomes_of
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.state_set import dump_states, load_states
from lockgate.scan.suite import Suite, SuiteItem, WhenEmpty

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name
SECRETS = ("ann@example.org", "bob@example.org", "no mail")

TABLE = {
    "id": list(range(30)),
    "Email": [SECRETS[i % 3] for i in range(30)],
    "salary": [70_123.25 + i for i in range(30)],
    "x": [float(i) for i in range(30)],
}


def masked_suite() -> Suite:
    """Return checks of every kind that touch masked columns, most of them red."""
    some = Requirement.between(0, 1)
    checks = [
        CHECKS["pattern"]("email", "^[a-z]+$"),
        CHECKS["allowed_values"]("email", ("x",)),
        CHECKS["distinct_set"]("email", "equal", ("x",)),
        CHECKS["length"]("email", max=3),
        CHECKS["uniqueness"](("email",)),
        CHECKS["monotone"]("email"),
        CHECKS["min"](Requirement.at_least("x"), "email"),
        CHECKS["max"](some, "email"),  # breaks: a text is not comparable with a number
        CHECKS["range"]("salary", max=10),
        CHECKS["min"](some, "salary"),
        CHECKS["max"](some, "salary"),
        CHECKS["median"](some, "salary"),
        CHECKS["quantile"](some, "salary", q=0.9),
    ]
    items = [SuiteItem(check=check) for check in checks]
    items += [
        SuiteItem(check=CHECKS["range"]("x", max=3), group_by=("email",)),
        SuiteItem(check=CHECKS["range"]("x", max=3), where=Expression("email::int > 3")),  # breaks on a value
        SuiteItem(check=CHECKS["row_predicate"](Expression("email::int > 3"))),
    ]
    return Suite(table="t", items=tuple(items), key=("id", "EMAIL"), masked=frozenset({"eMail", "SALARY"}))


def test_masked_values_appear_in_no_output() -> None:
    suite = masked_suite()

    with opened(t=TABLE) as session:
        run = _run(suite)
        figures = distributions([suite], run, session)

    written = json.dumps(
        [to_plain(run.findings), to_plain(figures), dump_states("t", run.asked_by(suite), suite.masked)]
    )
    assert not [
        secret for secret in (*SECRETS, "70123", "70,123", "7015", "70,15", "7.01") if secret in written
    ]
    assert "(masked)" in written


def test_the_same_words_are_shown_where_nothing_is_masked() -> None:
    suite = replace(masked_suite(), masked=frozenset())

    written = json.dumps(to_plain(_run(suite).findings), ensure_ascii=False)

    assert all(secret in written for secret in (*SECRETS, "70,123"))


def test_a_masked_value_in_a_sample_tells_only_whether_there_was_one() -> None:
    table = {"id": [1, 2], "email": ["a@x.org", None], "x": [5, 6]}
    suite = Suite(
        table="t",
        items=(SuiteItem(check=CHECKS["range"]("x", max=3)),),
        key=("id", "email"),
        masked=frozenset({"email"}),
    )

    (finding,) = run_on(suite, t=table).findings[0]

    assert finding.sample is not None
    assert finding.sample.rows == ((1, "(masked)", 5), (2, None, 6))


@pytest.mark.parametrize("masked", [frozenset(), frozenset({"email", "salary"})])
def test_judging_stored_states_again_gives_the_same_findings(masked: frozenset[str]) -> None:
    suite = replace(masked_suite(), masked=masked)
    run = _run(suite)

    document = json.loads(canonical_bytes(dump_states("t", run.asked_by(suite), suite.masked)))
    again = _judged_from(document, suite)

    withheld = [finding for finding in again if "not in the document" in finding.summary]
    original = [_bare(finding) for finding in run.findings[0]]
    assert all(finding in original for finding in again if finding not in withheld)
    assert bool(withheld) == bool(masked)
    assert {finding.verdict for finding in withheld} <= {Verdict.ERROR}


def test_every_slice_is_judged_again_from_the_states() -> None:
    table = pa.table(
        {
            "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            "f": [math.inf, -math.inf, math.nan, math.nan, None, 1.5],
            "b": [True, False, None, True, False, None],
        }
    )
    items = tuple(
        SuiteItem(check=CHECKS["range"]("x", max=3), group_by=by) for by in (("f",), ("b",), ("b", "f"))
    )
    suite = Suite(table="t", items=items)
    run = run_on(suite, t=table)

    document = json.loads(canonical_bytes(dump_states("t", run.asked_by(suite))))

    assert _judged_from(document, suite) == [_bare(finding) for finding in run.findings[0]]
    assert [f.subject.slice[0][1] for f in run.findings[0] if f.subject.slice[0][0] == "f"] == [
        "(null)", "1.5", "-inf", "inf", "nan",
    ]  # fmt: skip


def test_too_many_slices_are_an_error_that_says_how_many() -> None:
    table = {"id": list(range(MOST_SLICES + 1)), "x": [1] * (MOST_SLICES + 1)}
    suite = Suite(table="t", items=(SuiteItem(check=CHECKS["range"]("x", max=3), group_by=("id",)),))

    (finding,) = run_on(suite, t=table).findings[0]

    assert finding.verdict is Verdict.ERROR
    assert finding.summary == "grouping by id gives 1,001 slices, at most 1,000 can be judged"
    assert finding.hint == "group by a coarser column"


def test_no_rows_have_no_slices_and_prove_nothing() -> None:
    table = pa.table({"x": pa.array([], pa.int64()), "g": pa.array([], pa.string())})
    suite = Suite(table="t", items=(SuiteItem(check=CHECKS["range"]("x", max=3), group_by=("g",)),))

    (finding,) = run_on(suite, t=table).findings[0]

    assert (finding.verdict, finding.reason) == (Verdict.INCONCLUSIVE, Reason.NO_ROWS)


def test_an_open_answer_is_not_judged() -> None:
    item = SuiteItem(check=CHECKS["range"]("x", max=3))

    assert outcomes_of(item, "t", {}) is None


def test_a_finding_says_what_its_item_says() -> None:
    item = SuiteItem(
        check=CHECKS["range"]("x", max=3),
        where=Expression("x > 1"),
        why="it matters",
        runbook="r.md",
        tags=("a",),
    )
    suite = Suite(table="t", items=(item,), owner="data-eng")
    outcome = Outcome(verdict=Verdict.FAIL, reason=Reason.ROWS_VIOLATE, summary="two rows", seen="4 to 5")

    finding = judge_item(item, suite, (), outcome, cost=Cost(3, 1), sample=None)

    assert finding.summary == "two rows; 4 to 5"
    assert (finding.owner, finding.why, finding.runbook, finding.tags) == (
        "data-eng",
        "it matters",
        "r.md",
        ("a",),
    )
    assert finding.subject.where == "x > 1"


def _run(suite: Suite) -> SuiteRun:
    return run_on(suite, t=TABLE)


def _bare(finding: Finding) -> Finding:
    """Return the finding without what only a scan can give."""
    return replace(finding, sample=None, cost=Cost())


def _judged_from(document: dict[str, Any], suite: Suite) -> list[Finding]:
    requests = [request for item in suite.items for request in item.requests(suite.table)]
    answers = load_states(document, requests)
    return [
        judge_item(item, suite, key, outcome, cost=Cost(), sample=None)
        for item in suite.items
        for key, outcome in (outcomes_of(item, suite.table, answers) or {}).items()
    ]


class Breaking(RowCountCheck):
    """A check with a mistake in it."""

    def judge(self, states: object) -> Outcome:
        raise ZeroDivisionError(str(states))


def test_a_check_that_breaks_is_an_error_and_hides_no_other_result() -> None:
    breaking = Breaking(Requirement.at_least(1))
    sound = RowCountCheck(Requirement.at_least(1))
    suite = Suite(table="t", items=(SuiteItem(check=breaking), SuiteItem(check=sound)))

    broken, whole = run_on(suite, t={"x": [1, 2]}).findings[0]

    assert broken.verdict is Verdict.ERROR
    assert broken.summary == "the check broke on what was counted (ZeroDivisionError)"
    assert whole.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("when", "verdict"), [("inconclusive", "inconclusive"), ("pass", "pass"), ("fail", "fail")]
)
@pytest.mark.parametrize("group_by", [(), ("g",)])
def test_where_there_is_nothing_to_judge_the_contract_may_say_what_is_said(
    when: WhenEmpty, verdict: str, group_by: tuple[str, ...]
) -> None:
    item = SuiteItem(check=ask("completeness", column="x"), when_empty=when, group_by=group_by)

    (finding,) = run_on(
        Suite(table="t", items=(item,)), t=pa.table({"x": pa.array([], pa.int64()), "g": []})
    ).findings[0]

    assert finding.verdict.value == verdict
    assert ("when_empty" in finding.summary) is (when != "inconclusive")


def test_what_is_said_of_nothing_changes_no_other_verdict() -> None:
    item = SuiteItem(check=ask("completeness", column="x"), when_empty="pass")

    (finding,) = run_on(Suite(table="t", items=(item,)), t={"x": [1, None]}).findings[0]

    assert finding.verdict is Verdict.FAIL


def optional_suite() -> Suite:
    items = (
        SuiteItem(check=RowCountCheck(Requirement.at_least(1))),
        SuiteItem(check=CHECKS["range"]("tip", max=3), optional=("tip",)),
        SuiteItem(check=CHECKS["range"]("x", max=3), where=Expression("tip > 1"), optional=("tip",)),
        SuiteItem(check=CHECKS["range"]("x", max=3), group_by=("Tip",), optional=("tip",)),
        SuiteItem(check=CHECKS["physical_type"]("tip", "bigint"), optional=("tip",)),
    )
    return Suite(table="t", items=items)


def test_a_check_about_an_absent_optional_column_is_not_asked_and_says_so() -> None:
    with opened(t={"x": [1.0, 9.0]}) as session:
        run = run_suites([optional_suite()], session, now=NOW)

    first, *others = run.findings[0]
    assert first.verdict is Verdict.PASS
    assert {(found.verdict, found.reason, found.severity) for found in others} == {
        (Verdict.INCONCLUSIVE, Reason.NOT_ENFORCED, Severity.INFO)
    }
    assert {found.summary for found in others} == {"not asked: `tip` is absent, as `optional` allows"}
    assert not any(found.is_blocking for found in others)


def test_an_optional_column_that_is_there_is_judged_like_any_other() -> None:
    with opened(t={"x": [1.0, 9.0], "TIP": [2, 4]}) as session:
        run = run_suites([optional_suite()], session, now=NOW)

    verdicts = [found.verdict for found in run.findings[0]]
    assert verdicts == [
        Verdict.PASS, Verdict.FAIL, Verdict.FAIL, Verdict.PASS, Verdict.FAIL, Verdict.PASS,
    ]  # fmt: skip


def test_an_absent_optional_column_is_absent_in_a_replay_as_well() -> None:
    suite = optional_suite()
    requests = [request for item in suite.items for request in item.requests("t")]

    with opened(t={"x": [1.0]}) as session:
        run = run_suites([suite], session, now=NOW)
        answers = load_states(json.loads(canonical_bytes(dump_states("t", run.asked_by(suite)))), requests)

    (outcome,) = (outcomes_of(suite.items[1], "t", answers) or {}).values()
    assert outcome.reason == Reason.NOT_ENFORCED
