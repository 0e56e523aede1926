from __future__ import annotations

from lockgate.contracts.variables import with_variables
from lockgate.documents.node import plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


def filled(text: str, problems: list[Problem]) -> object:
    return plain_value(with_variables(read_yaml(text, "x.yaml"), problems))


def test_variables_take_their_defaults() -> None:
    problems: list[Problem] = []

    assert filled("['${A:-one}', 'x-${A:-one}-${B:-two}', '${EMPTY:-}', 5]", problems) == [
        "one",
        "x-one-two",
        "",
        5,
    ]
    assert problems == []


def test_a_variable_without_a_default_is_a_mistake_never_an_empty_text() -> None:
    problems: list[Problem] = []

    assert filled("a: ${MISSING}\n", problems) == {"a": "${MISSING}"}
    assert [(problem.code, problem.position.line) for problem in problems] == [("LG315", 1)]


def test_placeholders_of_queries_stay() -> None:
    assert filled("select count(*) from ${table}", []) == "select count(*) from ${table}"
