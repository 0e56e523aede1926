"""The screen of an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lockgate.domain.errors import DocumentError, ParameterError, Problem
from lockgate.domain.position import Position
from lockgate.reports.terminal import ErrorScreen, as_text

SOURCE = "        mustBeGreaterOrEqual: 0.70"


def _problem(line: int, column: int, source: str = SOURCE) -> Problem:
    place = Position("lockgate.yaml", line, column)
    return Problem(place, "LG312", "unknown key `mustBeGreaterOrEqual`", "did you mean `mustBeLess`?", source)


def _caret(text: str) -> tuple[str, str]:
    """Return the sign above the caret, and the caret's line."""
    above, line = text.splitlines()[1:3]
    cells = cell_len(line[: line.index("^")])
    walked = 0
    for character in above:
        if walked == cells:
            return character, line
        walked += cell_len(character)
    return "", line


def test_a_mistake_in_a_document_is_shown_at_its_line_with_a_caret() -> None:
    error = DocumentError((_problem(31, 9), Problem(Position("a.yaml", 1, 1), "LG317", "the file is empty")))

    assert as_text(ErrorScreen(error)).splitlines() == [
        "a.yaml:1:1  the file is empty.  LG317",
        "lockgate.yaml:31:9  unknown key `mustBeGreaterOrEqual`.  LG312",
        "    31 │         mustBeGreaterOrEqual: 0.70",
        "       │         ^ did you mean `mustBeLess`?",
        "2 errors.   exit 2",
    ]


def test_a_hint_without_a_source_line_stands_in_the_sentence() -> None:
    text = as_text(ErrorScreen(DocumentError((_problem(3, 1, ""),))), width=120)

    assert text.splitlines()[0].endswith("did you mean `mustBeLess`?  LG312")


@pytest.mark.parametrize(
    ("source", "column", "sign"),
    [
        (SOURCE, 9, "m"),
        ("\t\tkey: 1", 3, "k"),
        ("飛行機: x", 6, "x"),
        ("a: " + "b" * 500 + "X" + "c" * 500, 504, "X"),
        ("a: " + "b" * 100_000 + "X" + "c" * 100_000, 100_004, "X"),  # in no more time than it has characters
        ("\x1b\x07key", 3, "k"),
        ("short", 99, ""),
    ],
)
def test_the_caret_stands_under_the_mistake(source: str, column: int, sign: str) -> None:
    text = as_text(ErrorScreen(DocumentError((_problem(7, column, source),))))

    assert _caret(text)[0] == sign
    assert max(cell_len(line) for line in text.splitlines()) <= 80


@given(st.text(st.characters(exclude_characters="\n\r")), st.integers(1, 60))
def test_no_source_line_breaks_the_screen(source: str, column: int) -> None:
    error = DocumentError((_problem(7, column, source),))

    for encoding in ("utf-8", "ascii"):
        text = as_text(ErrorScreen(error), encoding=encoding)
        assert "\x1b" not in text
        assert text.endswith("1 error.   exit 2\n")


def test_more_mistakes_than_a_screen_holds_are_counted() -> None:
    error = DocumentError([_problem(line, 1) for line in range(1, 31)])

    text = as_text(ErrorScreen(error))

    assert "… 10 more errors; mend these first" in text
    assert text.endswith("30 errors.   exit 2\n")


def test_another_error_says_where_what_and_what_next() -> None:
    error = ParameterError.of("run", "jobs", "an int of 1 or more", 0)

    assert as_text(ErrorScreen(error, exit_code=4)).splitlines() == [
        "error  run: `jobs` must be an int of 1 or more, got 0.",
        "LG101, see `lockgate explain LG101`.   exit 4",
    ]


def test_the_hint_of_another_error_has_a_line_of_its_own() -> None:
    error = ParameterError("LG101", "run", "`jobs` must be an int", "write 2")

    assert as_text(ErrorScreen(error)).splitlines()[1] == "  hint  write 2"


def test_the_lines_of_a_hint_that_are_to_be_copied_stand_on_their_own() -> None:
    error = ParameterError(
        "LG101", "run", "the column is not in the contract", "add:\n- name: delay\n  type: int"
    )

    assert as_text(ErrorScreen(error)).splitlines()[1:4] == [
        "  hint  add:",
        "        - name: delay",
        "          type: int",
    ]
