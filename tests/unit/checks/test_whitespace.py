from __future__ import annotations

import pytest
from tests.fakes.states import answers_of

from lockgate.checks.whitespace import Whitespace
from lockgate.scan.aggregates.count import CountIf


@pytest.mark.parametrize(
    ("text", "anywhere", "at_edges"),
    [
        ("a b", 0, 0), ("", 0, 0), (" a", 1, 1), ("a ", 1, 1), ("a\u00a0", 1, 1), ("a  b", 1, 0), ("a\tb", 1, 0),
        ("a\nb", 1, 0), ("a\u2003b", 1, 0), (" ", 1, 1), ("\u200ba", 1, 1),
    ],
)  # fmt: skip
def test_blanks_that_nobody_sees_offend(text: str, anywhere: int, at_edges: int) -> None:
    asked = [CountIf(Whitespace("s").violation()), CountIf(Whitespace("s", edges_only=True).violation())]

    found = [state.n for state in answers_of({"s": [text]}, asked)]

    assert found == [anywhere, at_edges]


def test_words_say_what_must_hold() -> None:
    assert Whitespace("s").required == "no blank at either end, two in a row, or other than a space"
