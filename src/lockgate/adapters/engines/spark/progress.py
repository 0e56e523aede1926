"""How far Spark has come with a query."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["fraction_done", "watched"]

_EVERY_S = 0.2
_GROUP = "spark.jobGroup.id"


def fraction_done(stages: list[tuple[int, int]]) -> float:
    """Return the share of tasks that are done, from done and all tasks of each stage; 0 where there is none.

    Examples
    --------
    >>> fraction_done([(3, 4), (0, 4)])
    0.375
    """
    tasks = sum(size for _, size in stages)
    return sum(done for done, _ in stages) / tasks if tasks else 0.0


@contextmanager
def watched(session: Any, progress: Callable[[float], None] | None) -> Iterator[None]:  # noqa: ANN401 - classic or Connect
    """Report how far the jobs of this thread are while they run; Connect tells it by itself."""
    if progress is None:
        yield
    elif hasattr(session, "registerProgressHandler") and "connect" in type(session).__module__:
        with _told_by_connect(session, progress):
            yield
    else:
        with _asked_of_driver(session.sparkContext, progress):
            yield


@contextmanager
def _told_by_connect(session: Any, progress: Callable[[float], None]) -> Iterator[None]:  # noqa: ANN401 - as above
    def tell(stages: Any, **rest: object) -> None:  # noqa: ANN401 - stages of Connect
        del rest
        progress(fraction_done([(one.num_completed_tasks, one.num_tasks) for one in stages or ()]))

    session.registerProgressHandler(tell)
    try:
        yield
    finally:
        session.removeProgressHandler(tell)


@contextmanager
def _asked_of_driver(context: Any, progress: Callable[[float], None]) -> Iterator[None]:  # noqa: ANN401 - a SparkContext
    before = context.getLocalProperty(_GROUP)
    group = before or f"lockgate-{threading.get_ident()}"
    context.setLocalProperty(_GROUP, group)
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(_EVERY_S):
            progress(fraction_done(_stages(context.statusTracker(), group)))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        context.setLocalProperty(_GROUP, before)


def _stages(tracker: Any, group: str) -> list[tuple[int, int]]:  # noqa: ANN401 - Spark's status tracker
    jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
    numbers = [stage for job in jobs if job is not None and job.status == "RUNNING" for stage in job.stageIds]
    stages = [tracker.getStageInfo(number) for number in numbers]
    return [(stage.numCompletedTasks, stage.numTasks) for stage in stages if stage is not None]
