from __future__ import annotations

import pytest

from lockgate.domain.requirement import Requirement
from lockgate.gates.backwards import is_backwards, told_backwards
from lockgate.gates.metric_gate import MetricGate, NotWorse

LEAST, MOST = Requirement.at_least(0.5), Requirement.at_most(0.5)


@pytest.mark.parametrize(
    ("metric", "requirement", "wanted"),
    [
        ("accuracy", MOST, True),
        ("accuracy", LEAST, False),
        ("log_loss", LEAST, True),
        ("log_loss", MOST, False),
        ("log_loss", Requirement.between(0.1, 0.5), False),
        ("log_loss", NotWorse(0.1), False),
        ("selection_rate", MOST, False),
    ],
)
def test_a_bar_on_the_worse_side_is_backwards(
    metric: str,
    requirement: Requirement | NotWorse,
    wanted: bool,  # noqa: FBT001 - a parameter of a test
) -> None:
    assert is_backwards(MetricGate(metric=metric, requirement=requirement)) is wanted


def test_it_says_what_to_write_instead() -> None:
    text, hint = told_backwards(MetricGate(metric="log_loss", requirement=LEAST))

    assert (
        text
        == "`log_loss` is better the lower it is, and a model passes `mustBeGreaterOrEqualTo` by being worse"
    )
    assert hint.startswith("write `mustBeLessOrEqualTo`, or say in `why`")
