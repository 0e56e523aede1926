"""Arguments for metrics that need some, so that a test can ask every metric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.gates.metric import Metric, with_arguments

__all__ = ["ARGUMENTS", "ready"]

ARGUMENTS: Mapping[str, Mapping[str, object]] = {"fbeta_score": {"beta": 0.5}}
"""By the name of the metric."""


def ready(metric: Metric[Any]) -> Metric[Any]:
    """Return the metric with its arguments; one that needs some and is not named here is refused."""
    return with_arguments(metric, ARGUMENTS.get(metric.name, {}))
