from __future__ import annotations

import pytest

from lockgate.adapters.engines.duckdb.messages import hint_of, reason_of


def test_a_reason_is_one_line_without_the_query() -> None:
    error = ValueError("Conversion Error: Could not convert\nmore of it\n\nLINE 1: SELECT 'a secret'")

    assert reason_of(error) == "Conversion Error: Could not convert"


def test_a_line_that_says_what_is_wrong_is_kept() -> None:
    error = ValueError(
        "Invalid Input Error: CSV Error on Line: 3\nOriginal Line: 1,2,3\nExpected Number of Columns: 2"
    )

    assert reason_of(error) == "Invalid Input Error: CSV Error on Line: 3 Expected Number of Columns: 2"


@pytest.mark.parametrize("echo", ['{"name": "Ada"}', '{"name": "Ada"'])
def test_an_object_that_a_message_repeats_is_left_out(echo: str) -> None:
    assert reason_of(ValueError(f"Malformed JSON: {echo}")) == "Malformed JSON: {…}"


def test_an_error_without_words_is_told_by_its_name() -> None:
    assert reason_of(MemoryError()) == "MemoryError"


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("Invalid unicode (byte sequence mismatch) detected", "set `encoding`"),
        ("Error when sniffing file: encoding", "mend the line"),
        ("CSV Error on Line: 3", "mend the line"),
        ("No magic bytes found at end of file", "write it again"),
        ("Out of memory", ""),
    ],
)
def test_what_to_do_follows_from_what_is_said(said: str, hint: str) -> None:
    assert hint in hint_of(ValueError(said))
    assert bool(hint_of(ValueError(said))) is bool(hint)
