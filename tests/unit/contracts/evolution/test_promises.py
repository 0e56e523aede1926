from __future__ import annotations

from dataclasses import replace

from tests.fakes.contract_pairs import changes_of, effects_of

from lockgate.contracts.asking import ask
from lockgate.contracts.evolution.promises import changed_promises, promise_text
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance


def rule(name: str, *, severity: Severity = Severity.BLOCKING, why: str = "", **fields: object) -> SuiteItem:
    return SuiteItem(check=ask(name, **fields), severity=severity, why=why)


def kinds(old: list[SuiteItem], new: list[SuiteItem]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.effect.value) for change in changed_promises("t", old, new)]


def test_equal_promises_are_no_change() -> None:
    assert (
        kinds(
            [rule("row_count", requirement=Requirement.at_least(1))],
            [rule("row_count", requirement=Requirement.at_least(1))],
        )
        == []
    )


def test_the_order_of_columns_that_are_unique_together_promises_nothing() -> None:
    one, other, more = (
        rule("uniqueness", columns=columns) for columns in (("a", "b"), ("b", "A"), ("a", "b", "c"))
    )

    assert kinds([one], [other]) == [("unique.changed", "words")]
    assert kinds([one], [more]) == [("unique.removed", "weaker"), ("unique.added", "stronger")]


def test_a_requirement_that_moves_is_a_tighter_or_looser_rule() -> None:
    low, high = (rule("row_count", requirement=Requirement.at_least(bound)) for bound in (1, 5))

    assert kinds([low], [high]) == [("rule.tightened", "stronger")]
    assert kinds([high], [low]) == [("rule.loosened", "weaker")]


def test_a_rule_that_no_longer_blocks_promises_nothing() -> None:
    loud, quiet = rule("finite", column="x"), rule("finite", column="x", severity=Severity.WARNING)

    assert kinds([loud], [quiet]) == [("rule.loosened", "weaker")]
    assert kinds([quiet], [loud]) == [("rule.tightened", "stronger")]
    assert kinds([quiet], []) == [("rule.removed", "words")]
    assert kinds([], [quiet]) == [("rule.added", "words")]


def test_a_rule_about_other_rows_is_another_rule() -> None:
    every = rule("finite", column="x")
    some = SuiteItem(check=ask("finite", column="x"), where=Expression("y > 0"))

    assert kinds([every], [some]) == [("rule.changed", "different")]


def test_another_reason_changes_words_alone() -> None:
    assert kinds([rule("finite", column="x", why="a")], [rule("finite", column="x", why="b")]) == [
        ("description.changed", "words")
    ]


def test_equal_rules_are_paired_before_those_that_differ() -> None:
    old = [rule("finite", column="x", tolerance=Tolerance(rows=rows)) for rows in (1, 2)]
    new = [rule("finite", column="x", tolerance=Tolerance(rows=rows)) for rows in (2, 3)]

    assert kinds(old, new) == [("rule.loosened", "weaker")]


def test_of_two_lists_only_what_differs_is_shown() -> None:
    old = "name: c, logicalType: string, enum: [{value: a}, {value: b}]"
    new = "name: c, logicalType: string, enum: [{value: b}, {value: d}]"

    (change,) = changes_of(old, new)

    assert effects_of((change,)) == [("trips.c", "categories.changed", "different")]
    assert (change.old, change.new) == ("a", "d")


def test_a_list_with_another_tolerance_shows_the_tolerance() -> None:
    old = [rule("allowed_values", column="x", values=("a",))]
    new = [rule("allowed_values", column="x", values=("a",), tolerance=Tolerance(rows=2))]

    (change,) = changed_promises("t", old, new)

    assert change.new == "one of a, at most 2 rows may differ"


def test_promises_that_read_alike_are_told_apart_by_their_parameters() -> None:
    old = rule("length", column="c", max=4)
    new = replace(rule("length", column="c", max=4, as_text=True), when_empty="pass")

    (change,) = changed_promises("t", [old], [new])

    assert (change.old, change.new) == (
        "≤ 4 characters, no as_text, no when_empty",
        "≤ 4 characters, as_text: True, when_empty: pass",
    )


def test_a_promise_is_told_in_words() -> None:
    sliced = SuiteItem(check=ask("completeness", column="x"), group_by=("day",), severity=Severity.INFO)

    assert promise_text(sliced) == "every row filled, for each day, only for information"
    assert promise_text(rule("logical_type", column="x", type=LogicalType.DATE)) == "date"
    assert promise_text(rule("mean", column="x", requirement=Requirement.at_most(3))) == "mean ≤ 3"
    assert promise_text(rule("columns_exact", names=("x",))) == "columns exact"
    assert promise_text(rule("forbidden_values", column="x", values=("a",))) == "none of a"
    filtered = SuiteItem(check=ask("pattern", column="x", regex="a"), where=Expression("y > 0"))
    assert promise_text(filtered) == "matches a, where y > 0"
