from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from lockgate.documents.binding import bind
from lockgate.documents.converters import BAD, converter_of
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (float, "15", 15.0),
        (int | None, "~", None),
        (date | str, "2013-01-31", date(2013, 1, 31)),
        (date | str, "'2013-01-31'", "2013-01-31"),
        (tuple[int, ...] | str, "[1, 2]", (1, 2)),
        (object, "{a: [1]}", {"a": [1]}),
    ],
)
def test_a_value_of_the_type_is_read(kind: object, text: str, value: object) -> None:
    assert converter_of(kind, bind).read(read_yaml(f"[{text}]", "x.yaml").items[0], []) == value  # type: ignore[union-attr]  # a list is read


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (int, "true", "must be a whole number, got true"),
        (int, "1.0", "must be a whole number, got `1.0`"),
        (int | str | None, "[1]", "must be a whole number or a text, got a list"),
        (tuple[int, ...], "[1, x]", "must be a whole number, got 'x'"),
        (dict[str, int], "{a: x}", "must be a whole number, got 'x'"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: object, text: str, says: str) -> None:
    problems: list[Problem] = []

    value = converter_of(kind, bind).read(read_yaml(f"[{text}]", "x.yaml").items[0], problems)  # type: ignore[union-attr]  # a list is read

    assert value is BAD
    assert [problem.text for problem in problems] == [says]


@dataclass(frozen=True)
class _Named:
    name: str


def test_a_text_that_stands_for_a_dataclass_is_no_number() -> None:
    problems: list[Problem] = []

    found = converter_of(_Named, bind).read(read_yaml("[5]", "x.yaml").items[0], problems)  # type: ignore[union-attr]  # a list is read

    assert found is BAD
    assert [one.text for one in problems] == ["must be a text, got `5`"]
