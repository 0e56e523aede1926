from __future__ import annotations

from lockgate.gates.metric import Direction
from lockgate.gates.metrics import METRICS, metric_named


def test_a_name_says_which_way_is_better() -> None:
    wrong = [
        metric.name
        for metric in METRICS
        if (metric.name.endswith("_score") and metric.direction is not Direction.HIGHER)
        or (metric.name.endswith(("_loss", "_error")) and metric.direction is not Direction.LOWER)
    ]

    assert wrong == []


def test_names_and_aliases_are_unique() -> None:
    names = [name for metric in METRICS for name in (metric.name, *metric.aliases)]

    assert len(names) == len(set(names))
    assert all(metric_named(name).name for name in names)
