from __future__ import annotations

import pytest
from tests.fakes.states import answers_of

from lockgate.checks.special_characters import SpecialCharacters
from lockgate.scan.aggregates.count import CountIf


@pytest.mark.parametrize(
    ("text", "offends"), [("?", 1), ("--- !", 1), (" ", 1), ("", 0), ("a?", 0), ("7", 0), ("ż", 0), ("日", 0)]
)
def test_texts_of_signs_only_offend(text: str, offends: int) -> None:
    (state,) = answers_of({"s": [text]}, [CountIf(SpecialCharacters("s").violation())])

    assert state.n == offends
