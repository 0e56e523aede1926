from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

import pytest

from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import ParameterError, Problem
from lockgate.domain.requirement import Bound, Requirement
from lockgate.domain.verdict import Severity


@dataclass(frozen=True, slots=True)
class Slack:
    rows: int = 0

    @classmethod
    def from_scalar(cls, value: object) -> Slack:
        if not isinstance(value, int):
            raise ParameterError.of("slack", "rows", "an int", value)
        return cls(value)


@dataclass(frozen=True, slots=True)
class Filter:
    text: str


@dataclass(frozen=True, slots=True)
class Everything:
    name: str
    share: float = 0.5
    is_on: bool = False
    bounds: tuple[Bound, ...] = ()
    severity: Severity = Severity.BLOCKING
    mode: Literal["fast", "exact"] = "fast"
    day: date | None = None
    at: datetime | None = None
    window: timedelta | None = None
    slack: Slack = field(default=Slack())
    where: Filter | None = None
    weights: dict[str, float] = field(default_factory=dict)
    requirement: Requirement | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ParameterError.of("everything", "share", "in [0, 1]", self.share)


@dataclass(frozen=True, slots=True)
class Bar:
    requirement: Requirement
    column: str


def read(text: str) -> Mapping:
    node = read_yaml(text, "x.yaml")
    assert isinstance(node, Mapping)
    return node


def problems_of(cls: type, text: str) -> list[Problem]:
    problems: list[Problem] = []
    assert bind(cls, read(text), problems) is None
    return problems


def test_every_kind_of_field_is_read() -> None:
    text = """
name: a
share: 1
is_on: true
bounds: [1, 2.5, 2013-01-01, '2013-01-01', 2013-01-01T06:00:00Z, UA]
severity: warning
mode: exact
day: 2013-01-31
at: "2013-01-31T06:00:00+00:00"
window: 36h
slack: 3
where: x > 1
weights: {a: 1, b: 0.5}
mustBeBetween: [1, 2]
"""
    problems: list[Problem] = []

    built = bind(Everything, read(text), problems)

    assert problems == []
    assert built is not None
    assert type(built.share) is float
    assert built.bounds == (
        1, 2.5, date(2013, 1, 1), "2013-01-01", datetime.fromisoformat("2013-01-01T06:00:00+00:00"), "UA",
    )  # fmt: skip
    assert (built.severity, built.mode, built.day) == (Severity.WARNING, "exact", date(2013, 1, 31))
    assert (built.window, built.slack, built.where) == (timedelta(hours=36), Slack(3), Filter("x > 1"))
    assert (built.weights, built.requirement) == ({"a": 1.0, "b": 0.5}, Requirement.between(1, 2))


def test_what_stands_elsewhere_need_not_be_repeated() -> None:
    problems: list[Problem] = []

    built = bind(
        Bar, read("{mustBe: 1, check: mean}"), problems, given={"column": "x"}, foreign=frozenset({"check"})
    )

    assert built is not None
    assert (built.column, str(built.requirement), problems) == ("x", "= 1", [])


def test_all_mistakes_are_reported_at_once_in_their_places() -> None:
    problems = problems_of(
        Everything, "nam: a\nshare: '1'\nis_on: yes\nseverity: warn\nwindow: 2 moons\nmode: 3\n"
    )

    assert [(problem.position.line, problem.code) for problem in problems] == [
        (1, "LG312"), (2, "LG311"), (3, "LG311"), (4, "LG314"), (5, "LG311"), (6, "LG311"), (1, "LG313"),
    ]  # fmt: skip
    assert problems[0].hint == "did you mean `name`?"
    assert problems[1].text == "`share` must be a number, got '1'"
    assert problems[3].hint == "did you mean `warning`?"
    assert problems[-1].text == "key `name` is missing"


def test_the_class_refusal_stands_at_the_offending_key() -> None:
    (problem,) = problems_of(Everything, "name: a\nshare: 7\n")

    assert (problem.position.line, problem.position.column, problem.code) == (2, 8, "LG314")
    assert problem.text == "`share` must be in [0, 1], got 7.0"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("column: x", "an operator is missing"),
        ("{column: x, mustBe: 1, mustNotBe: 2}", "`mustNotBe` stands beside `mustBe`"),
        ("{column: x, mustBeBetween: 3}", "`mustBeBetween` must be a list"),
        ("{column: x, mustBeBetween: [3, 1]}", "`mustBeBetween` must be lower, then upper"),
        ("{column: x, mustBe: [3]}", "`mustBe` must be"),
        ("{column: x, mustBee: 1}", "unknown key `mustBee`"),
        ("{column: [x], mustBe: 1}", "`column` must be a text, got a list"),
    ],
)
def test_a_requirement_needs_exactly_one_operator_that_fits(text: str, says: str) -> None:
    assert problems_of(Bar, text)[0].text.startswith(says)


def test_a_refused_short_form_is_reported() -> None:
    (problem,) = problems_of(Everything, "name: a\nslack: many\n")

    assert problem.text == "`rows` must be an int, got 'many'"


def test_a_list_is_not_guessed_from_one_value() -> None:
    (problem,) = problems_of(Everything, "name: a\nbounds: 5\n")

    assert problem.hint == "write a list: [5]"


def test_a_date_that_does_not_exist_is_refused() -> None:
    (problem,) = problems_of(Everything, "name: a\nday: 2013-02-30\n")

    assert problem.text == "`day` must be a date such as 2013-01-31, got '2013-02-30'"


def test_something_else_than_a_mapping_is_refused() -> None:
    problems: list[Problem] = []

    assert bind(Everything, read_yaml("[1]", "x.yaml"), problems) is None
    assert problems[0].text == "must be a text or a mapping, got a list"


def test_a_type_nobody_can_write_is_a_programming_error() -> None:
    @dataclass
    class Odd:
        callback: set[int]

    with pytest.raises(TypeError, match="no converter"):
        bind(Odd, read("callback: 1"), [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    source: str
    format: str = ""


def test_one_text_may_stand_for_a_class_whose_fields_have_names_only() -> None:
    problems: list[Problem] = []

    table = bind(Table, read_yaml("data.csv", "x.yaml"), problems)

    assert problems == []
    assert table == Table(source="data.csv")
