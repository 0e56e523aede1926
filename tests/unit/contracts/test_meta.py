from __future__ import annotations

import pytest

from lockgate.contracts.meta import CheckOptions, Meta, custom_property, meta_of
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity


def rule(text: str) -> Mapping:
    node = read_yaml(text, "x.yaml")
    assert isinstance(node, Mapping)
    return node


@pytest.mark.parametrize(
    ("word", "severity"),
    [
        ("error", Severity.BLOCKING),
        ("critical", Severity.BLOCKING),
        ("whatever", Severity.BLOCKING),
        ("Warning", Severity.WARNING),
        ("minor", Severity.WARNING),
        ("info", Severity.INFO),
    ],
)
def test_a_severity_that_is_not_known_blocks(word: str, severity: Severity) -> None:
    assert meta_of(rule(f"severity: {word}")).severity is severity


def test_a_rule_says_why_whose_and_what_next_in_the_words_of_the_standard() -> None:
    text = """
businessImpact: we pay twice
description: no duplicates
tags: [money]
customProperties:
  - {property: owner, value: ops}
  - {property: runbook, value: r.md}
"""

    meta = meta_of(rule(text))

    assert (meta.why, meta.owner, meta.runbook, meta.tags) == ("we pay twice", "ops", "r.md", ("money",))


def test_the_dimension_of_a_rule_is_a_tag() -> None:
    assert meta_of(rule("{tags: [a], dimension: timeliness}")).tags == ("a", "dimension:timeliness")


def test_what_stands_beside_the_check_wins_and_tags_add_up() -> None:
    place = Position("x.yaml", 1, 1)
    meta = Meta(why="a", owner="b", tags=("x",))

    told = meta.overridden(CheckOptions(severity=Severity.INFO, why="c", tags=("y", "x")), place)

    assert (told.severity, told.why, told.owner, told.tags, told.origin) == (
        Severity.INFO,
        "c",
        "b",
        ("x", "y"),
        place,
    )


def test_a_custom_property_that_is_not_set_is_empty() -> None:
    assert custom_property(rule("a: 1"), "owner") == ""
