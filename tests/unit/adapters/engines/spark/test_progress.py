"""On a real Spark: `tests/conformance/test_spark.py`."""

from __future__ import annotations

import pytest

from lockgate.adapters.engines.spark.progress import fraction_done, watched


@pytest.mark.parametrize(
    ("stages", "fraction"), [([], 0.0), ([(0, 0)], 0.0), ([(1, 1)], 1.0), ([(3, 4), (0, 4)], 0.375)]
)
def test_progress_is_the_share_of_tasks_that_are_done(stages: list[tuple[int, int]], fraction: float) -> None:
    assert fraction_done(stages) == fraction


def test_nobody_is_watched_where_nobody_listens() -> None:
    with watched(object(), None):
        pass
