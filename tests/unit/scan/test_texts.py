from __future__ import annotations

import re

import pytest
from tests.fakes.states import answers_of

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.predicates import Predicate
from lockgate.scan.texts import (
    BLANK,
    KIND_PATTERNS,
    ODD_BLANK,
    BytesOutside,
    CaseDiffers,
    Like,
    LongerThan,
    LooksLike,
)


@pytest.mark.parametrize(
    ("predicate", "texts", "true"),
    [
        (Like("s", "N%"), ["N1", "n1", "xN", None], 1),
        (Like("s", "N_", is_negated=True), ["N1", "N12", "", None], 2),
        (BytesOutside("s", 2, 3), ["é", "éé", "a", "", None], 3),
        (BytesOutside("s", longest=3), ["éé", "abc"], 1),
        (BytesOutside("s", shortest=1), ["", "a"], 1),
        (BytesOutside("s"), ["", "a"], 0),
        (CaseDiffers("s", "lower"), ["abc", "aBc", "1", "É", None], 2),
        (CaseDiffers("s", "upper"), ["ABC", "aBc", "1", "é", None], 2),
        (LongerThan("s", 2), ["abc", "żół", "ab", None], 2),
        (LooksLike("s", "integer"), ["1", " -2 ", "1.0", "x", None], 2),
        (LooksLike("s", "number"), ["1", "1.5", ".5", "2e3", "1,5", "NaN", None], 4),
        (LooksLike("s", "date"), ["2013-01-31", "2013-01-31T06:00:00Z", "31.01.2013", None], 2),
        (LooksLike("s", "boolean"), ["true", "No", "0", None], 2),
    ],
)
def test_a_predicate_is_true_for_as_many_texts(
    predicate: Predicate, texts: list[str | None], true: int
) -> None:
    (state,) = answers_of({"s": texts}, [CountIf(predicate)])

    assert state.n == true
    assert predicate.columns == ("s",)


def test_what_holds_no_text_is_never_too_long() -> None:
    (state,) = answers_of({"s": [12345]}, [CountIf(LongerThan("s", 2))])

    assert state.n == 0


def test_a_pattern_with_nul_is_refused() -> None:
    with pytest.raises(ParameterError, match="without NUL"):
        Like("s", "a\x00")


def test_blanks_are_those_of_unicode() -> None:
    blanks = [chr(code) for code in range(0x3100) if chr(code).isspace()]

    missed = {hex(ord(letter)) for letter in blanks if not re.fullmatch(BLANK, letter)}
    assert missed <= {"0x1c", "0x1d", "0x1e", "0x1f"}  # separators of records: control characters, not blanks
    assert not re.fullmatch(ODD_BLANK, " ")
    assert set(KIND_PATTERNS) == {"boolean", "integer", "number", "date"}
