from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.semantic_format import SemanticFormat
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues, JudgedValuesState, RejectedValues
from lockgate.scan.predicates import Matches, NotNull, OneOf
from lockgate.scan.rules.formats import FormatRule
from lockgate.scan.suite import Suite, SuiteItem


def test_a_pattern_is_asked_of_the_engine() -> None:
    check = SemanticFormat("x", "hex")

    violation = check.violation()
    assert isinstance(violation, Matches)
    assert violation.is_negated
    assert check.aggregates() == (CountIf(NotNull(("x",))), CountIf(violation))
    assert check.offending() == violation
    assert check.judge((Count(9), Count(1))).verdict is Verdict.FAIL


def test_a_list_is_looked_up_by_the_engine() -> None:
    violation = SemanticFormat("x", "country_code").violation()

    assert isinstance(violation, OneOf)
    assert (len(violation.values), violation.is_negated) == (249, True)


def test_what_needs_arithmetic_is_judged_in_python() -> None:
    check = SemanticFormat("x", "iban")
    judged = JudgedValues("x", FormatRule("iban"))

    assert check.aggregates() == (judged, RowCount())
    assert check.offending() == RejectedValues(judged)
    assert check.judge((JudgedValuesState(9, 1), Count(9))).verdict is Verdict.FAIL
    with pytest.raises(ParameterError, match="a pattern decides"):
        check.violation()


def test_values_of_another_type_violate_on_request() -> None:
    check = SemanticFormat("x", "json", other_types="violate")

    ((finding,),) = run_on(Suite(table="t", items=(SuiteItem(check=check),)), t={"x": [1, 2, None]}).findings

    assert (finding.verdict, finding.n, finding.n_failed) == (Verdict.FAIL, 2, 2)
    for wrong in ({"format": "json", "other_types": "skip"}, {"format": "hex", "other_types": "violate"}):
        with pytest.raises(ParameterError, match="other_types"):
            SemanticFormat("x", **wrong)  # type: ignore[arg-type]  # a mistake on purpose


@pytest.mark.parametrize(("form", "country"), [("emial", ""), ("postal_code", ""), ("email", "DE")])
def test_a_format_that_there_is_not_is_refused(form: str, country: str) -> None:
    with pytest.raises(ParameterError):
        SemanticFormat("x", form, country)


def test_a_country_makes_the_format() -> None:
    assert SemanticFormat("x", "postal_code", "NL").required == "a postal code of NL"
    assert SemanticFormat("x", "phone", "NL").aggregates()[0] == JudgedValues("x", FormatRule("phone", "NL"))
