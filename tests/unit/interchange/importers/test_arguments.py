from __future__ import annotations

from lockgate.interchange.importers.arguments import Arguments


def test_what_was_not_read_is_told_unless_it_says_nothing() -> None:
    said = Arguments({"a": 1, "b": 2, "c": None, "d": [], "e": 3})

    assert (said["a"], said.get("e"), said.get("z", 9)) == (1, 3, 9)
    assert said.unread() == "b"
    assert said.unread(but=("b",)) == ""
