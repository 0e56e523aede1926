from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.interval_coverage import IntervalCoverage
from lockgate.gates.metrics.mean_pinball_loss import MeanPinballLoss
from lockgate.gates.quantiles import levels_of


def test_levels_are_numbers_in_order_and_a_single_column_has_none() -> None:
    assert list(levels_of({"0.95": "c", "0.05": "a", "0.5": "b"}).items()) == [
        (0.05, "a"),
        (0.5, "b"),
        (0.95, "c"),
    ]
    assert levels_of(None) == levels_of("p") == {}


@pytest.mark.parametrize(
    "levels", [{"high": "p"}, {"0": "p"}, {"1.0": "p"}, {"0.5": "p", "0.50": "q"}], ids=str
)
def test_a_name_that_is_no_level_is_refused(levels: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match=r"quantiles by level, each once in \(0, 1\)"):
        levels_of(levels)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.1, float("nan")])
def test_an_argument_that_is_no_level_is_refused(level: float) -> None:
    with pytest.raises(ParameterError, match=r"`quantile` must be a float in \(0, 1\)"):
        MeanPinballLoss(quantile=level)
    with pytest.raises(ParameterError, match="`lower`"):
        IntervalCoverage(lower=level, upper=0.9)


@pytest.mark.parametrize("upper", [0.1, 0.05])
def test_an_interval_has_its_upper_end_above_the_lower(upper: float) -> None:
    with pytest.raises(ParameterError, match=r"above `lower`, which is 0\.1"):
        IntervalCoverage(lower=0.1, upper=upper)
