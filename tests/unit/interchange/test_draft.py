"""A contract in the making."""

from __future__ import annotations

import pytest

from lockgate.contracts.asking import ask
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError
from lockgate.domain.verdict import Severity
from lockgate.interchange.draft import Draft, plain_name
from lockgate.interchange.loss import Fate
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

PLACE = read_yaml("a: 1", "x.yml")


def test_names_hold_what_files_and_commands_can_use() -> None:
    assert [plain_name(text, "other") for text in ("a b/c", "..", "ok-1")] == ["a_b_c", "other", "ok-1"]


def test_what_is_said_of_a_column_adds_up() -> None:
    table = Draft("d").table("t")

    table.column("x", required=True)
    table.column("x", description="why")

    assert (table.columns["x"].required, table.columns["x"].description) == (True, "why")


def test_a_rule_that_stays_open_keeps_its_severity_and_is_reported() -> None:
    draft = Draft("d")

    draft.open(draft.table("t"), PLACE, "rule", "because", Severity.WARNING)

    (item,) = draft.contract().tables[0].rules
    assert (item.check.name, item.severity) == ("unmapped", Severity.WARNING)
    assert [(one.fate, one.target) for one in draft.items] == [(Fate.NOT_MAPPED, "unmapped")]


def test_each_fate_is_reported_with_its_place() -> None:
    draft = Draft("")

    draft.mapped(PLACE, "a", "b")
    draft.approximated(PLACE, "c", "d", "differs")
    draft.not_mapped(PLACE, "e", "no rule")

    assert [item.fate for item in draft.items] == list(Fate)
    assert {str(item.origin) for item in draft.items} == {"x.yml:1:1"}
    assert (draft.contract().id, draft.contract().name) == ("imported", "imported")


def test_mistakes_are_told_together() -> None:
    draft = Draft("d")
    draft.refuse(PLACE, "LG331", "one")
    draft.refuse(PLACE, "LG331", "two", "hint")

    with pytest.raises(DocumentError) as raised:
        draft.contract()
    assert [problem.text for problem in raised.value.problems] == ["one", "two"]


def test_columns_that_only_a_rule_names_are_listed_where_others_are() -> None:
    rule = SuiteItem(check=ask("completeness", column="y"), where=Expression("Z > 1 and X > 0"))
    listed, unlisted = Draft("d").table("t"), Draft("d").table("t")
    listed.column("x")
    for table in (listed, unlisted):
        table.rules.append(rule)

    assert [column.name for column in listed.contract().columns] == ["x", "y", "Z"]
    assert unlisted.contract().columns == ()
