from __future__ import annotations

import pytest

from lockgate.interchange.importers.arguments import Arguments


def test_what_was_not_read_is_told_unless_it_says_nothing() -> None:
    said = Arguments({"c": None, "d": [], "f": "", "g": {}, "a": 1, "b": 2, "e": 3})

    assert (said["a"], said.get("e"), said.get("z", 9)) == (1, 3, 9)
    assert said.unread() == "b"
    assert said.unread(but=("b",)) == ""


@pytest.mark.parametrize("value", [0, False, 0.0])
def test_nothing_is_not_the_same_as_zero_or_false(value: object) -> None:
    assert Arguments({"a": value}).unread() == "a"
