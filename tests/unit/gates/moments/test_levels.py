from __future__ import annotations

import pytest
from tests.fakes.forecasts import gate, spec_of

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.predicted import Predicted
from lockgate.gates.task import Task

BAR = Requirement.between(0.1, 0.9)
ENDS = {"0.1": "low", "0.9": "high"}


@pytest.mark.parametrize(
    ("metric", "candidate", "says"),
    [
        ("interval_coverage", "p", "columns by level, because `interval_coverage` needs quantiles"),
        ("weighted_interval_loss", "p", "columns by level"),
        ("quantile_crossing_rate", "p", "columns by level"),
        ("interval_coverage", {"0.1": "low", "0.5": "mid"}, "with a column for 0.9"),
        ("mean_pinball_loss", {"0.1": "low", "0.5": "mid"}, "with a column for 0.9"),
        ("mean_absolute_error", ENDS, r"with a column for 0\.5, because `mean_absolute_error` needs it"),
    ],
)
def test_a_quantile_that_is_not_predicted_is_refused(metric: str, candidate: Predicted, says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        spec_of(gate(metric, BAR), candidate=candidate)


@pytest.mark.parametrize(
    ("metric", "candidate"),
    [
        ("mean_pinball_loss", "p"),
        ("mean_absolute_error", "p"),
        ("mean_pinball_loss", {"0.90": "high"}),
        ("interval_width", ENDS),
        ("weighted_interval_loss", ENDS),
    ],
)
def test_what_is_predicted_can_be_judged(metric: str, candidate: Predicted) -> None:
    assert spec_of(gate(metric, BAR), candidate=candidate).task is Task.FORECASTING
