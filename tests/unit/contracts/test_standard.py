from __future__ import annotations

import pytest

from lockgate.contracts.standard import modernised, standard_problems, version_problem
from lockgate.documents.node import Mapping, plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


def root_of(text: str) -> Mapping:
    root = read_yaml(text, "x.yaml")
    assert isinstance(root, Mapping)
    return root


def modern(text: str) -> object:
    return plain_value(modernised(root_of(text), []))


def test_the_published_schema_is_understood_and_asked() -> None:
    problems = standard_problems(root_of("version: '1'\napiVersion: v3.2.0\nkind: DataContract\ncolour: x\n"))

    assert [(problem.code, problem.text) for problem in problems] == [
        ("LG313", "key `id` is missing"),
        ("LG312", "unknown key `colour`"),
    ]


def test_a_property_without_a_type_is_accepted() -> None:
    text = "version: '1'\napiVersion: v3.2.0\nkind: DataContract\nid: x\nschema: [{name: t, properties: [{name: a}]}]\n"

    assert standard_problems(root_of(text)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rule: nullCheck", {"metric": "nullValues", "mustBe": 0}),
        ("{rule: duplicateCount, mustBeLessThan: 3}", {"mustBeLessThan": 3, "metric": "duplicateValues"}),
        (
            "{rule: validValues, validValues: [a]}",
            {"metric": "invalidValues", "arguments": {"validValues": ["a"]}, "mustBe": 0},
        ),
        ("{rule: rowCount, mustBe: 3}", {"mustBe": 3, "metric": "rowCount"}),
        ("{metric: rowCount, rule: x, mustBe: 3}", {"metric": "rowCount", "rule": "x", "mustBe": 3}),
    ],
)
def test_rules_of_version_3_0_become_metrics(old: str, new: dict[str, object]) -> None:
    assert modern(f"quality:\n  - {old}\n") == {"quality": [new]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{maximum: 5, exclusiveMaximum: true}", {"exclusiveMaximum": 5}),
        ("{maximum: 5, exclusiveMaximum: false}", {"maximum": 5}),
        ("{minimum: 5, exclusiveMinimum: 4}", {"minimum": 5, "exclusiveMinimum": 4}),
    ],
)
def test_flags_become_limits(old: str, new: dict[str, object]) -> None:
    assert modern(f"logicalTypeOptions: {old}") == {"logicalTypeOptions": new}


def test_a_rule_nobody_knows_is_a_mistake() -> None:
    problems: list[Problem] = []

    modernised(root_of("quality: [{rule: rowCont}]"), problems)

    assert [(problem.code, problem.hint) for problem in problems] == [("LG315", "did you mean `rowCount`?")]


def test_a_rule_that_is_no_mapping_is_left_to_the_schema() -> None:
    assert modern("quality: [be kind]") == {"quality": ["be kind"]}


def test_our_own_entries_are_left_alone() -> None:
    text = "implementation: {quality: [{rule: nullCheck}]}"

    assert modern(text) == {"implementation": {"quality": [{"rule": "nullCheck"}]}}


def test_a_missing_version_is_left_to_the_schema() -> None:
    assert version_problem(root_of("kind: DataContract")) is None
