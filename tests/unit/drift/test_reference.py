"""The document of a reference."""

from __future__ import annotations

import json

import pytest
from tests.fakes.references import reference_of

from lockgate.domain.errors import StateError
from lockgate.drift.reference import Reference, is_reference

REFERENCE = reference_of({"x": [0.25, 0.5, None], "s": ["a", "b", "b"], "i": [1, 2, 3]}, frozenset({"i"}))


def test_a_document_gives_the_reference_back() -> None:
    content = REFERENCE.to_bytes()

    assert Reference.from_bytes(content, "here") == REFERENCE
    assert json.loads(content)["digest"] == REFERENCE.digest
    assert is_reference(content)


def test_a_review_sees_one_line_a_column() -> None:
    lines = REFERENCE.to_bytes().decode().splitlines()

    assert sum('"name":"x"' in line for line in lines) == 1
    assert sum('"name":"s"' in line and '"name":"x"' not in line for line in lines) == 1


def test_a_changed_document_is_refused() -> None:
    content = REFERENCE.to_bytes().replace(b'"rows": 3', b'"rows": 4')

    with pytest.raises(StateError, match="digest does not fit"):
        Reference.from_bytes(content, "here")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"format": "lockgate-reference/9"}', "this Lockgate reads"),
        (b"\xff", "not JSON"),
    ],
)
def test_what_is_no_such_document_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(StateError, match=reason):
        Reference.from_bytes(content, "here")


def test_other_files_are_no_references() -> None:
    assert not any(map(is_reference, (b"{", b"[]", b'{"format": "lockgate-states/1"}', b"\xff")))


def test_columns_are_found_by_name_whatever_their_case() -> None:
    assert REFERENCE.require("X").name == "x"
    assert REFERENCE.column("y") is None


def test_a_column_that_is_not_held_is_refused_with_the_reason() -> None:
    with pytest.raises(StateError, match="its values are masked"):
        REFERENCE.require("i")
    with pytest.raises(StateError, match="known: `s`, `x`"):
        REFERENCE.require("unlike any")


def test_a_column_that_was_skipped_may_be_left_out_and_one_that_never_was_there_may_not() -> None:
    REFERENCE.require_known(("X", "I"))

    with pytest.raises(StateError, match="unlike any"):
        REFERENCE.require_known(("x", "unlike any"))
