"""Texts in which expressions of Python are found."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.regex import RegexRule


@pytest.mark.parametrize(
    ("rule", "accepted", "refused"),
    [
        (RegexRule(("^a", "z$")), ["a", "xz"], ["b", ""]),
        (RegexRule(("^a", "z$"), is_all=True), ["az"], ["a", "z"]),
        (RegexRule(("^a",), is_forbidden=True), ["b", ""], ["ab"]),
        (RegexRule(("^a", "z$"), is_all=True, is_forbidden=True), ["a"], ["a to z"]),
        (RegexRule((r"(\d)\1",)), ["a11"], ["a12"]),
    ],
)
def test_which_texts_are_accepted(rule: RegexRule, accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted + refused if rule.accepts(text)] == accepted


def test_the_words_tell_how_expressions_are_joined() -> None:
    assert RegexRule(("a", "b")).words == "matches a or b"
    assert RegexRule(("a", "b"), is_all=True, is_forbidden=True).words == "does not match a and b"


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(ParameterError, match="regular expression of Python"):
        RegexRule(("(",))
