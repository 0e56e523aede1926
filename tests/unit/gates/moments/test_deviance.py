from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.d2_tweedie_score import D2TweedieScore
from lockgate.gates.metrics.mean_tweedie_deviance import MeanTweedieDeviance
from lockgate.gates.moments.deviance import mean_deviance, share_of_deviance


@pytest.mark.parametrize("power", [-1, 0.5, float("inf"), float("nan")])
@pytest.mark.parametrize("metric", [MeanTweedieDeviance, D2TweedieScore])
def test_a_power_that_no_distribution_has_is_refused(
    metric: type[MeanTweedieDeviance | D2TweedieScore], power: float
) -> None:
    with pytest.raises(ParameterError, match="`power` must be 0, or a finite number of 1 or more"):
        metric(power=power)


def test_the_power_is_part_of_the_term() -> None:
    assert mean_deviance(1).terms != mean_deviance(2).terms
    assert share_of_deviance(1).terms[0] == mean_deviance(1.0).terms[0]
