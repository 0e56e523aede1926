from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeVar

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.drift.decision import Family, decide_drift
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.question import DriftQuestion
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import TOTAL_VARIATION

PathT = TypeVar("PathT", bound=tuple[str, ...])
KNOWN = measure_drift(
    DriftQuestion(Sample.of_counts([900, 900]), Sample.of_counts([900, 900]), TOTAL_VARIATION, 0.1)
)


def found(p_drift: float, p_equivalence: float) -> DriftEvidence:
    return dataclasses.replace(KNOWN, p_drift=p_drift, p_equivalence=p_equivalence)


def verdicts(evidences: Mapping[PathT, DriftEvidence], family: Family) -> list[str]:
    return [decision.verdict.value for decision in decide_drift(evidences, family=family).values()]


@pytest.mark.parametrize("family", Family)
def test_drift_no_drift_and_neither(family: Family) -> None:
    evidences = {
        ("a", "moved"): found(1e-6, 1.0),
        ("a", "same"): found(1.0, 0.01),
        ("b", "open"): found(0.5, 0.5),
    }

    assert verdicts(evidences, family) == ["fail", "pass", "inconclusive"]


def test_alarms_are_adjusted_for_their_number_and_passes_are_not() -> None:
    evidences = {(f"c{i}",): found(1.0, 0.049) for i in range(19)} | {("alarm",): found(0.01, 1.0)}

    decisions = decide_drift(evidences)

    assert decisions["alarm",].verdict is Verdict.INCONCLUSIVE
    assert decisions["alarm",].p_adjusted == pytest.approx(0.2)
    assert all(decisions[f"c{i}",].verdict is Verdict.PASS for i in range(19))


def test_the_stricter_family_says_less() -> None:
    evidences = {(f"c{i}",): found(0.002 * (i + 1), 1.0) for i in range(20)}

    assert verdicts(evidences, Family.BENJAMINI_HOCHBERG) == ["fail"] * 20
    assert verdicts(evidences, Family.BENJAMINI_YEKUTIELI) == ["inconclusive"] * 20
    assert verdicts(evidences, Family.HOLM).count("fail") == 1


def test_a_tree_has_no_adjusted_p_value() -> None:
    decisions = decide_drift({("a", "b"): found(0.001, 1.0)}, family=Family.HIERARCHICAL)

    assert decisions["a", "b"].p_adjusted is None


def test_no_columns_no_verdicts() -> None:
    assert all(decide_drift({}, family=family) == {} for family in Family)


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
def test_a_level_outside_its_domain_is_refused(alpha: float) -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        decide_drift({("a",): KNOWN}, alpha=alpha)
