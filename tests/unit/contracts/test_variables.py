from __future__ import annotations

from lockgate.contracts.variables import with_variables
from lockgate.documents.node import plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


def filled(text: str, problems: list[Problem]) -> object:
    return plain_value(with_variables(read_yaml(text, "x.yaml"), {"A": "one", "EMPTY": ""}, problems))


def test_variables_are_filled_and_defaults_used() -> None:
    problems: list[Problem] = []

    assert filled("['${A}', 'x-${A}-${B:-two}', '${EMPTY:-three}', 5]", problems) == [
        "one",
        "x-one-two",
        "three",
        5,
    ]
    assert problems == []


def test_a_variable_without_value_is_a_mistake_never_an_empty_text() -> None:
    problems: list[Problem] = []

    assert filled("a: ${MISSING}\n", problems) == {"a": "${MISSING}"}
    assert [(problem.code, problem.position.line) for problem in problems] == [("LG315", 1)]


def test_placeholders_of_queries_stay() -> None:
    assert filled("select count(*) from ${table}", []) == "select count(*) from ${table}"
