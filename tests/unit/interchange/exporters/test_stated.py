"""What a contract says, in words."""

from __future__ import annotations

import pytest

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Requirement
from lockgate.interchange.exporters.stated import Losses, shown_item, shown_value
from lockgate.interchange.loss import Fate
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

ITEM = SuiteItem(
    check=ask("max", column="fare", requirement=Requirement.at_most(9)),
    where=Expression("a > 1"),
    group_by=("g",),
)


@pytest.mark.parametrize(
    ("value", "text"), [([1, [True]], "[1, [true]]"), ({"a": None}, "{a: None}"), ("x", "x"), (False, "false")]
)
def test_values(value: object, text: str) -> None:
    assert shown_value(value) == text


def test_a_check_with_filter_and_slices() -> None:
    assert shown_item(ITEM) == "max(mustBeLessOrEqualTo: 9, column: fare) where a > 1 for each g"


def test_losses_tell_the_fate() -> None:
    losses = Losses()

    losses.add(ITEM, "x")
    losses.add(ITEM, "x", "differs")
    losses.lose(ITEM, "no place")
    losses.say("a", "b")
    losses.say("a", "b", "differs")
    losses.say("a", why="no place")
    losses.lose_notes(["words"])

    assert [item.fate for item in losses.items] == [
        Fate.MAPPED, Fate.APPROXIMATED, Fate.NOT_MAPPED, Fate.MAPPED, Fate.APPROXIMATED, Fate.NOT_MAPPED,
        Fate.NOT_MAPPED,
    ]  # fmt: skip
