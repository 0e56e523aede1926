from __future__ import annotations

import pytest

from lockgate.documents.node import Mapping, problem_at, shorten
from lockgate.documents.yaml_reader import read_yaml


def root_of(text: str) -> Mapping:
    root = read_yaml(text, "x.yaml")
    assert isinstance(root, Mapping)
    return root


def test_a_problem_carries_the_line_that_shows_it() -> None:
    entry = root_of("a: 1\nbb: 2\n").entries[1]

    problem = problem_at(entry, "LG312", "unknown key `bb`")

    assert (problem.position.line, problem.position.column, problem.source_line) == (2, 1, "bb: 2")


def test_a_mapping_splits_by_key_and_keeps_its_place() -> None:
    chosen, rest = root_of("\na: 1\nb: 2\nc: 3\n").split(frozenset({"b", "z"}))

    assert (chosen.keys, rest.keys, rest.line) == (("b",), ("a", "c"), 2)


def test_lists_of_mappings_skip_what_is_no_mapping() -> None:
    assert [item.keys for item in root_of("a: [{x: 1}, 2, {y: 3}]\nb: 1").mappings("a")] == [("x",), ("y",)]
    assert list(root_of("b: 1").mappings("b")) == []


def test_only_texts_are_given_as_text() -> None:
    root = root_of("a: word\nb: 15\n")

    assert (root.text("a"), root.text("b"), root.text("c")) == ("word", "", "")


@pytest.mark.parametrize(
    ("value", "shown"), [("~", "nothing"), ("true", "true"), ("15", "`15`"), ("word", "'word'")]
)
def test_a_value_is_shown_as_yaml_has_it(value: str, shown: str) -> None:
    assert root_of(f"a: {value}").entries[0].value.shown == shown


def test_long_values_are_cut() -> None:
    assert len(shorten("x" * 500)) == 60
