from __future__ import annotations

import pytest

from lockgate.documents.node import Mapping, Scalar, Sequence, plain_value
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError, Problem


def problems_of(text: str | bytes) -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        read_yaml(text, "lockgate.yaml")
    return list(caught.value.problems)


def test_every_part_knows_its_place() -> None:
    root = read_yaml("data:\n  flights:\n    - a\n    - b: 2\n", "lockgate.yaml")

    assert isinstance(root, Mapping)
    data = root.get("data")
    assert isinstance(data, Mapping)
    flights = data.get("flights")
    assert isinstance(flights, Sequence)
    assert [str(item.position) for item in flights.items] == ["lockgate.yaml:3:7", "lockgate.yaml:4:7"]
    assert str(data.entries[0].position) == "lockgate.yaml:2:3"


def test_norway_is_a_text_and_quotes_are_remembered() -> None:
    root = read_yaml("[no, yes, on, true, '15', 15, 1.5e3, 0123, 2013-01-01, ~, .inf]", "x.yaml")

    values = plain_value(root)
    expected = ["no", "yes", "on", True, "15", 15, 1500.0, "0123", "2013-01-01", None, float("inf")]
    assert values == expected
    assert isinstance(root, Sequence)
    assert [item.is_plain for item in root.items if isinstance(item, Scalar)][4:6] == [False, True]


def test_an_anchor_may_be_used_and_merged() -> None:
    root = read_yaml("base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\n", "x.yaml")

    assert plain_value(root) == {"base": {"x": 1, "y": 2}, "more": {"y": 3, "x": 1}}


def test_all_duplicate_keys_are_reported_at_once() -> None:
    problems = problems_of("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")

    assert [(problem.position.line, problem.text) for problem in problems] == [
        (2, "key `a` is written twice"),
        (5, "key `c` is written twice"),
    ]
    assert problems[1].source_line == "  c: 2"


def test_every_tab_that_indents_is_reported() -> None:
    problems = problems_of("a:\n\tb: 1\n\tc: 2\n")

    assert [(problem.position.line, problem.code, problem.hint) for problem in problems] == [
        (2, "LG310", "use spaces"),
        (3, "LG310", "use spaces"),
    ]


def test_an_alias_bomb_is_refused_without_growing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    (problem,) = problems_of("\n".join(lines))

    assert problem.text == "aliases repeat more than 10,000 values"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: b: c\n", "not valid YAML: mapping values are not allowed"),
        ("a: 'open\n", "not valid YAML: found unexpected end of stream"),
        ("a: [1,\n", "not valid YAML"),
        ("a: !!python/object:os.system x\n", "tag `tag:yaml.org,2002:python/object:os.system` is not allowed"),
        ("a: 1\n---\nb: 2\n", "a second document begins here"),
        ("a: *nowhere\n", "alias `*nowhere` names no anchor before it"),
        ("a: &a [*a]\n", "alias `*a` names no anchor before it"),
        ("[a, b]: 1\n", "a key must be a text, got a list"),
        ("a: \x00\n", "control character 0x00 is not allowed"),
        ("[" * 5_000, "nesting is deeper than 100"),
        (b"a: \xff\n", "byte 0xff is not UTF-8"),
        ("", "the document is empty"),
        ("# nothing\n", "the document is empty"),
        ("~", "the document is empty"),
    ],
)
def test_what_cannot_be_trusted_is_refused(text: str | bytes, says: str) -> None:
    problems = problems_of(text)

    assert problems[0].text.startswith(says)
    assert problems[0].code == ("LG317" if "empty" in says else "LG310")


def test_a_document_too_large_to_be_meant_is_refused() -> None:
    assert "characters" in problems_of("a" * 20_000_001)[0].text


def test_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    root = read_yaml(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n", "x.yaml")

    assert plain_value(root) == {"a": 1, "b": "x\n"}


def test_a_key_that_is_a_number_is_read_as_text() -> None:
    assert plain_value(read_yaml("15: a\ntrue: b\n", "x.yaml")) == {"15": "a", "true": "b"}
