from __future__ import annotations

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract, TableContract
from lockgate.contracts.known_columns import unknown_columns
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

TEXT = "quality:\n  - {check: completeness, column: carier}\n"


def node(text: str = TEXT) -> Mapping:
    root = read_yaml(text, "x.yaml")
    assert isinstance(root, Mapping)
    return root


def table(*columns: str, asked: str = "carier") -> TableContract:
    body = next(node().mappings("quality"))
    rule = SuiteItem(check=ask("completeness", column=asked), origin=body.position)
    listed = tuple(ColumnContract(name=name) for name in columns)
    return TableContract(name="flights", columns=listed, rules=(rule,))


def test_a_column_that_is_not_listed_is_shown_where_it_is_written() -> None:
    (problem,) = unknown_columns(table("carrier", "origin"), node())

    assert (problem.position.line, problem.position.column) == (2, 35)
    assert problem.text == "table `flights` has no column `carier`"


def test_a_column_whose_name_is_written_with_doubled_quotes_is_shown_at_its_rule() -> None:
    root = node('quality:\n  - {check: row_predicate, expression: \'"a""b" > 0\'}\n')
    expression = Expression('"a""b" > 0')
    rule = SuiteItem(
        check=ask("row_predicate", expression=expression), origin=next(root.mappings("quality")).position
    )

    (problem,) = unknown_columns(
        TableContract(name="flights", columns=(ColumnContract(name="a"),), rules=(rule,)), root
    )

    assert (problem.position.line, problem.position.column) == (2, 5)
    assert problem.text == 'table `flights` has no column `a"b`'


def test_letter_case_does_not_matter_and_tables_without_columns_are_not_asked() -> None:
    assert unknown_columns(table("CARIER"), node()) == []
    assert unknown_columns(table(), node()) == []
