from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import TOTAL_VARIATION

TWO, THREE = Sample.of_counts([1, 2]), Sample.of_counts([1, 2, 3])


def test_without_bins_the_cells_are_categories() -> None:
    assert not DriftQuestion(TWO, TWO, TOTAL_VARIATION, 0.1).known_bins.is_ordered
    assert DriftQuestion(TWO, TWO, TOTAL_VARIATION, 0.1, Bins.exact([1, 2])).known_bins.is_ordered


def test_samples_on_other_bins_are_refused() -> None:
    with pytest.raises(ParameterError, match="2 counts, as in the reference"):
        DriftQuestion(TWO, THREE, TOTAL_VARIATION, 0.1)
    with pytest.raises(ParameterError, match="needs an order"):
        DriftQuestion(TWO, TWO, KOLMOGOROV_SMIRNOV, 0.1)


@pytest.mark.parametrize("margin", [0.0, -0.1, 1.0, math.nan, math.inf])
def test_a_margin_that_no_drift_could_exceed_or_any_would_is_refused(margin: float) -> None:
    with pytest.raises(ParameterError, match="`margin`"):
        DriftQuestion(TWO, TWO, TOTAL_VARIATION, margin)


def test_a_column_alone_is_judged_at_alpha_unless_it_is_said_otherwise() -> None:
    assert Inference(alpha=0.1).level_alone == 0.1
    assert Inference(alpha=0.1, alpha_alone=0.01).level_alone == 0.01


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("alpha", lambda: Inference(alpha=0.5)),
        ("alpha_alone", lambda: Inference(alpha_alone=0.0)),
        ("power", lambda: Inference(power=1.0)),
        ("seed", lambda: Inference(seed=-1)),
        ("replicates", lambda: Inference(replicates=100)),
    ],
)
def test_levels_and_draws_outside_their_domain_are_refused(name: str, build: Callable[[], Inference]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        build()
