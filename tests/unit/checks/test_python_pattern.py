"""Regular expressions that only Python reads."""

from __future__ import annotations

import pytest

from lockgate.checks.python_pattern import PythonPattern
from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.regex import RegexRule


def test_its_rule_is_that_of_the_expressions() -> None:
    assert PythonPattern("s", "(?=a)").rule() == RegexRule(("(?=a)",))
    assert PythonPattern("s", all_of=("a", "b"), forbidden=True).rule() == RegexRule(
        ("a", "b"), is_all=True, is_forbidden=True
    )
    assert PythonPattern("s", any_of=("a", "b")).columns == ("s",)


@pytest.mark.parametrize("wrong", [{}, {"regex": "("}, {"regex": "a", "any_of": ("b",)}])
def test_what_cannot_be_searched_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        PythonPattern("s", **wrong)  # type: ignore[arg-type]  # a mistake on purpose
