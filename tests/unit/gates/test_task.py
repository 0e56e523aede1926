from __future__ import annotations

from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.task import Task


def test_each_task_has_metrics() -> None:
    assert [task for task in Task if not METRICS_BY_TASK[task]] == []
