"""Texts as a DataFrame that is held where Spark is, and not here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from lockgate.scan.engine import HELD_AT_A_TIME

__all__ = ["held_frame"]


def held_frame(session: Any, texts: Iterable[str]) -> Any:  # noqa: ANN401 - classic or Connect
    """Return a DataFrame with one column, ``v``, of texts; Spark lets go of them after the DataFrame.

    Some texts at a time go to the disks of the executors, by one job each; this process keeps none of them.
    """
    import pyarrow as pa  # noqa: PLC0415 - an extra, which came with Spark
    from pyspark import StorageLevel  # noqa: PLC0415 - as above

    frame = session.createDataFrame([], "v string")
    left = iter(texts)
    while some := list(itertools.islice(left, HELD_AT_A_TIME)):
        part = session.createDataFrame(pa.table({"v": pa.array(some, pa.string())}))
        frame = frame.union(part.localCheckpoint(eager=True, storageLevel=StorageLevel.DISK_ONLY))
    return frame
