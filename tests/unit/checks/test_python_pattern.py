"""Regular expressions that only Python reads."""

from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.python_pattern import PythonPattern
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.rules.regex import RegexRule
from lockgate.scan.suite import Suite, SuiteItem
from lockgate.scan.tolerance import Tolerance


def test_its_rule_is_that_of_the_expressions() -> None:
    assert PythonPattern("s", "(?=a)").rule() == RegexRule(("(?=a)",))
    assert PythonPattern("s", all_of=("a", "b"), forbidden=True).rule() == RegexRule(
        ("a", "b"), is_all=True, is_forbidden=True
    )
    assert PythonPattern("s", any_of=("a", "b")).columns == ("s",)


def test_other_types_are_judged_as_texts_on_request() -> None:
    table = {"n": [10, 2, None], "b": [True, False, None]}
    numbers = PythonPattern("n", r"^1(?=0)", as_text=True, tolerance=Tolerance(rows=1))
    flags = PythonPattern("b", "^(?:True|False)$", as_text=True)
    plain = PythonPattern("n", "1")

    (found,) = run_on(
        Suite(table="t", items=tuple(SuiteItem(check=check) for check in (numbers, flags, plain))), t=table
    ).findings

    assert [finding.verdict for finding in found] == [Verdict.PASS, Verdict.PASS, Verdict.ERROR]
    assert numbers.rule().words == RegexRule((r"^1(?=0)",)).words


@pytest.mark.parametrize("wrong", [{}, {"regex": "("}, {"regex": "a", "any_of": ("b",)}])
def test_what_cannot_be_searched_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        PythonPattern("s", **wrong)  # type: ignore[arg-type]  # a mistake on purpose
