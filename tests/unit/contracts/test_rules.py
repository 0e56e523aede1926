from __future__ import annotations

import pytest

from lockgate.contracts.rules import Rules, Scope, read_rules
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml


def read(rule: str, column: str = "c") -> Rules:
    node = read_yaml(f"quality:\n  - {rule}\n", "x.yaml")
    assert isinstance(node, Mapping)
    rules = Rules([])
    read_rules(node, Scope(frozenset({"t"}), column), rules)
    return rules


def test_an_upper_limit_on_rows_is_asked_row_by_row() -> None:
    rules = read('{type: sql, query: "select count(*) from t where a = b", mustBeLessThan: 3}')

    (item,) = rules.items
    assert (item.check.name, item.check.columns, item.where) == ("row_predicate", ("a", "b"), None)
    assert "2 rows" in str(item.check.tolerance)  # type: ignore[attr-defined]  # a row check


@pytest.mark.parametrize(
    ("query", "operator", "check", "where"),
    [
        ("select count(*) from t where a = b", "mustBeGreaterThan: 3", "row_count", "a = b"),
        ("select count(*) from t", "mustBe: 0", "row_count", ""),
        ("select avg(a) from t where b", "mustBe: 0", "mean", "b"),
        ("select count(distinct a) from t", "mustBe: 5", "distinct_count", ""),
    ],
)
def test_a_query_is_a_question_to_the_scan(query: str, operator: str, check: str, where: str) -> None:
    (item,) = read(f'{{type: sql, query: "{query}", {operator}}}').items

    assert (item.check.name, item.where.text if item.where else "") == (check, where)


def test_a_query_whose_limits_are_upside_down_asks_nothing_and_is_told() -> None:
    rules = read('{type: sql, query: "select count(*) from t", mustBeBetween: [5, 1]}')

    assert rules.items == []
    assert [problem.code for problem in rules.problems] == ["LG314"]


def test_the_column_a_rule_stands_under_need_not_be_repeated() -> None:
    single = read("{type: custom, engine: lockgate, implementation: {check: completeness}}")
    several = read("{type: custom, engine: lockgate, implementation: {check: uniqueness}}")
    other = read("{type: custom, engine: lockgate, implementation: {check: completeness, column: d}}")

    assert [found.items[0].check.columns for found in (single, several, other)] == [("c",), ("c",), ("d",)]


def test_a_table_rule_must_name_its_column() -> None:
    rules = read("{type: custom, engine: lockgate, implementation: {check: completeness}}", "")

    assert [problem.text for problem in rules.problems] == ["key `column` is missing"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{min: 1}", "LG313"),
        ("{check: 5}", "LG313"),
        ("{check: rang}", "LG315"),
        ("{check: range, min: 1, severty: info}", "LG312"),
        ("{check: range, min: 1, severity: loud}", "LG314"),
        ("{check: range, min: 1, where: 'x; drop table t'}", "LG302"),
    ],
)
def test_a_mistake_in_our_own_entry_is_told(body: str, code: str) -> None:
    rules = read(f"{{type: custom, engine: lockgate, implementation: {body}}}")

    assert [problem.code for problem in rules.problems] == [code]
    assert rules.items == []


def test_a_rule_without_type_is_what_its_keys_say() -> None:
    assert [item.check.name for item in read("{metric: nullValues, mustBe: 0}").items] == ["completeness"]
    assert read("{description: be kind}").notes[0].text == "not enforced, because it is text: be kind"


@pytest.mark.parametrize(
    ("short", "long"), [("4", "{rows: 4}"), ("0.1 %", "{fraction: 0.001}"), ("29%", "{fraction: 0.29}")]
)
def test_a_tolerance_may_be_written_short(short: str, long: str) -> None:
    body = "{{type: custom, engine: lockgate, implementation: {{check: completeness, tolerance: {}}}}}"

    assert [item.check for item in read(body.format(short)).items] == [
        item.check for item in read(body.format(long)).items
    ]


@pytest.mark.parametrize("share", ["0.1", "many", "101 %", "true", "-3"])
def test_a_tolerance_that_is_neither_rows_nor_a_share_is_a_mistake(share: str) -> None:
    rules = read(
        f"{{type: custom, engine: lockgate, implementation: {{check: completeness, tolerance: {share}}}}}"
    )

    assert [problem.code for problem in rules.problems] == ["LG314"]
