from __future__ import annotations

import pytest

from lockgate.checks.class_balance import Balance, ClassBalance
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.frequencies import FrequenciesState

FOUND = FrequenciesState(rows=100, values=2, singles=0, most=98, least=2, entropy=0.1)


@pytest.mark.parametrize(("measure", "value"), [("smallest_share", 0.02), ("imbalance", 49)])
def test_balance_is_a_share_or_a_ratio(measure: Balance, value: float) -> None:
    outcome = ClassBalance(Requirement.between(0.05, 20), "y", measure).judge((FOUND, Count(100)))

    assert (outcome.verdict, outcome.observed) == (Verdict.FAIL, value)
    assert outcome.summary.endswith("2 of 100 rows, 2 classes")


def test_no_label_proves_nothing() -> None:
    none = FrequenciesState(0, 0, 0, 0, 0, 0.0)

    assert ClassBalance(Requirement.at_least(0), "y").judge((none, Count(9))).reason == "LG403"


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ParameterError, match="`measure`"):
        ClassBalance(Requirement.at_least(0), "y", "gini")  # type: ignore[arg-type]  # the mistake is the point
