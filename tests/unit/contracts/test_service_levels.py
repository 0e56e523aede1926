from __future__ import annotations

import pytest

from lockgate.contracts.references import Names
from lockgate.contracts.service_levels import ServiceLevels, read_service_levels
from lockgate.contracts.standard import standard_problems
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


def read(sla: str) -> tuple[ServiceLevels, list[Problem]]:
    names, problems = Names(), list[Problem]()
    schema = read_yaml("{name: orders, properties: [{name: at}, {name: day}]}", "x.yaml")
    node = read_yaml(f"slaProperties: [{sla}]", "x.yaml")
    assert isinstance(schema, Mapping)
    assert isinstance(node, Mapping)
    names.add(schema)
    return read_service_levels(node, names, problems), problems


def test_several_elements_are_several_checks() -> None:
    levels, _ = read("{property: latency, value: 2, unit: h, element: 'orders.at, orders.day'}")

    assert [item.check.columns for item in levels["orders"][0]] == [("at",), ("day",)]


def test_a_year_is_never_too_short() -> None:
    levels, _ = read("{property: retention, value: 1, unit: y, element: at}")

    assert levels["orders"][0][0].check.max_age.days == 366  # type: ignore[attr-defined]  # retention has it


@pytest.mark.parametrize(
    "sla",
    [
        "{property: availability, value: 99.9}",
        "{property: latency, value: 2, unit: d}",
    ],
)
def test_what_no_check_decides_is_noted(sla: str) -> None:
    levels, problems = read(sla)

    assert levels["orders"][0] == []
    assert len(levels["orders"][1]) == 1
    assert problems == []


@pytest.mark.parametrize(
    ("value", "says"), [("", "key `value` is missing"), (", value: [2, d]", "`value` must be a text")]
)
def test_a_level_without_a_single_value_is_told_by_the_schema_and_asks_nothing(value: str, says: str) -> None:
    sla = f"{{property: latency, element: at{value}}}"
    document = read_yaml(f"slaProperties: [{sla}]", "x.yaml")
    assert isinstance(document, Mapping)

    levels, problems = read(sla)

    assert (levels["orders"], problems) == (([], []), [])
    assert any(problem.text.startswith(says) for problem in standard_problems(document))


@pytest.mark.parametrize(
    ("sla", "code"),
    [
        ("{property: latency, value: 2, unit: d, element: orders.att}", "LG315"),
        ("{property: latency, value: 2, unit: fortnight, element: at}", "LG314"),
        ("{property: latency, value: soon, element: at}", "LG314"),
        ("{property: latency, value: 1.0e+300, unit: d, element: at}", "LG314"),
    ],
)
def test_a_level_that_cannot_be_read_is_a_mistake(sla: str, code: str) -> None:
    _, problems = read(sla)

    assert [problem.code for problem in problems] == [code]
