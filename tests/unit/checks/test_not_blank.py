from __future__ import annotations

import pytest
from tests.fakes.states import answers_of

from lockgate.checks.not_blank import NotBlank
from lockgate.scan.aggregates.count import CountIf


@pytest.mark.parametrize(
    ("text", "blank", "empty"), [("", 1, 1), (" ", 1, 0), ("\t\u00a0\n", 1, 0), ("a", 0, 0), (" a ", 0, 0)]
)
def test_texts_that_say_nothing_offend(text: str, blank: int, empty: int) -> None:
    asked = [CountIf(NotBlank("s").violation()), CountIf(NotBlank("s", empty_only=True).violation())]

    assert [state.n for state in answers_of({"s": [text]}, asked)] == [blank, empty]
