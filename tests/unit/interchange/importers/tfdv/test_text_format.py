"""The text format of protocol buffers."""

from __future__ import annotations

import pytest

from lockgate.documents.node import Source, plain_value
from lockgate.domain.errors import DocumentError
from lockgate.interchange.importers.tfdv.text_format import read_text_format


def read(text: str) -> list[tuple[str, object]]:
    root = read_text_format(text, Source("s.pbtxt", tuple(text.split("\n"))))
    return [(entry.key, plain_value(entry.value)) for entry in root.entries]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("a: 1", [("a", 1)]),
        ("a: -1 b: 2.5f c: 0x1F", [("a", -1), ("b", 2.5), ("c", 31)]),
        ("a: - 1", [("a", -1)]),
        ("a: TRAINING b: true c: false", [("a", "TRAINING"), ("b", True), ("c", False)]),
        ('a: \'x\' "y" # a remark\nb: "q\\"\\n\\x41\\101"', [("a", "xy"), ("b", 'q"\nAA')]),
        ('a: "\\303\\244"', [("a", "ä")]),
        ('a: "ä\u4e2d"', [("a", "ä\u4e2d")]),
        ("a { b: 1 } c < d: 2 >", [("a", {"b": 1}), ("c", {"d": 2})]),
        ("a: { b: 1 }, c: 2;", [("a", {"b": 1}), ("c", 2)]),
        ("a: [1, 2] a: [{b: 3}]", [("a", 1), ("a", 2), ("a", {"b": 3})]),
        ("a: inf", [("a", "inf")]),
        ("", []),
    ],
)
def test_fields(text: str, entries: list[tuple[str, object]]) -> None:
    found = read(text)

    assert found == entries or str(found[0][1]) == "inf"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a {", "1:3"),
        ("a\n  $", "2:3"),
        ("a: }", "1:4"),
        ("a", "1:1"),
        ("a:", "1:1"),
        ("a: [1", "1:1"),
        ("{ }", "1:1"),
        ("a { 3 }", "1:5"),
        ("a {" * 60, "1:153"),
    ],
)
def test_mistakes_have_a_place(text: str, place: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read(text)
    assert str(raised.value).startswith(f"s.pbtxt:{place}")


def test_a_huge_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="characters"):
        read(" " * 20_000_001)
