from __future__ import annotations

from sqlglot import exp, parse_one

from lockgate.scan.dialects.rewriting import Rules, by_name, physical_of, rewritten
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType


def test_parts_are_rewritten_before_the_whole() -> None:
    rules: Rules = {
        exp.Abs: lambda node: exp.Neg(this=node.this),
        exp.Sum: lambda node: exp.Max(this=node.this),
    }

    assert rewritten(parse_one("sum(abs(abs(x)))"), rules).sql() == "MAX(--x)".replace("--", "- -")


def test_the_tree_that_is_given_stays_as_it_is() -> None:
    tree = parse_one("abs(x)")

    rewritten(tree, {exp.Abs: lambda node: exp.Neg(this=node.this)})

    assert tree.sql() == "ABS(x)"


def test_a_rule_that_returns_its_node_changes_nothing() -> None:
    assert rewritten(parse_one("abs(x) + 1"), {exp.Abs: lambda node: node}).sql() == "ABS(x) + 1"


def test_functions_that_only_have_a_name_are_rewritten_by_it_whatever_its_case() -> None:
    rules: Rules = {exp.Anonymous: by_name({"OURS": lambda node: exp.Abs(this=node.expressions[0])})}

    assert rewritten(parse_one("ours(x) + theirs(y)"), rules).sql() == "ABS(x) + THEIRS(y)"


def test_a_column_of_a_table_carries_its_type_through_copies_and_nothing_else_does() -> None:
    column = column_sql(Column("x", LogicalType.NUMBER, "FLOAT"))

    assert physical_of(exp.Abs(this=column).copy().this) == "FLOAT"
    assert [physical_of(node) for node in (parse_one("x"), parse_one("x + 1"), None)] == ["", "", ""]
