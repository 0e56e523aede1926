"""Tables that keep their own versions, read through Arrow; each library is an extra, loaded when it is asked for."""

from __future__ import annotations

from lockgate.adapters.lakes.delta import open_delta
from lockgate.adapters.lakes.iceberg import open_iceberg
from lockgate.adapters.lakes.snapshot import Snapshot
from lockgate.scan.engine import Source

__all__ = ["Snapshot", "open_lake"]


def open_lake(table: str, source: Source) -> Snapshot | None:
    """Return the snapshot that a source names, None where it is of another format.

    Raises
    ------
    DataError
        If there is no such table or version, or it cannot be read.
    MissingExtraError
        If the library for the format is not installed.
    """
    if source.frame is not None or source.format not in _OPEN:
        return None
    return _OPEN[source.format](table, source)


_OPEN = {"delta": open_delta, "iceberg": open_iceberg}
