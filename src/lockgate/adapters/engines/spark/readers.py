"""How Spark reads each kind of source."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.engine import Source

__all__ = ["frame_of", "path_of", "twin_in"]

_ENDINGS = {
    ".parquet": "parquet", ".pq": "parquet", ".orc": "orc",
    ".csv": "csv", ".tsv": "csv", ".csv.gz": "csv",
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".json.gz": "json", ".jsonl.gz": "json",
}  # fmt: skip
_FORMATS = ("csv", "delta", "iceberg", "json", "orc", "parquet", "table")
_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "csv": {"header": "true", "inferSchema": "true", "mode": "FAILFAST", "enforceSchema": "false"},
    "json": {"mode": "FAILFAST"},
}
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "csv": {
        "delimiter": "sep", "encoding": "encoding", "header": "header", "null_values": "nullValue", "quote": "quote",
    },
    "delta": {"version": "versionAsOf"},
    "iceberg": {"version": "snapshot-id"},
}  # fmt: skip


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def frame_of(session: Any, table: str, source: Source) -> Any:  # noqa: ANN401 - classic or Connect
    """Return a source as a DataFrame; nothing but its columns is read, of text files also their types.

    Raises
    ------
    DataError
        If the format is not known.
    ParameterError
        If the format has no such option.
    """
    if source.frame is not None:
        is_own = type(source.frame).__module__.startswith("pyspark.sql")
        return source.frame if is_own else _uploaded(session, source.frame)
    if source.file_column or source.files:
        raise DataError.gap("Apache Spark", "a table is not cut by its files there; cut it by a column")
    kind = source.format or _told_by_ending(source.location)
    if kind not in _FORMATS:
        raise DataError.unknown_format(table, source.location, sorted(_ENDINGS))
    if kind == "table":
        return session.table(source.location)
    reader = session.read.format(kind)
    for name, value in {**_DEFAULTS.get(kind, {}), **_options(table, kind, source.options)}.items():
        reader = reader.option(name, value)
    return reader.load(path_of(source.location, kind))


def path_of(location: str, kind: str) -> str:
    """Return where Spark finds files: a path without a scheme begins where this process is, and not where Java began.

    Iceberg tables that a catalog knows by their names stay as they are.

    Examples
    --------
    >>> path_of("s3a://lake/orders", "parquet"), path_of("/lake/orders/", "delta"), path_of("sales.orders", "iceberg")
    ('s3a://lake/orders', '/lake/orders/', 'sales.orders')
    """
    if _SCHEME.match(location) or (kind == "iceberg" and "/" not in location):
        return location
    found = os.path.abspath(location)  # noqa: PTH100 - must not follow links
    return f"{found}/" if location.endswith("/") else found


def _uploaded(session: Any, frame: object) -> Any:  # noqa: ANN401 - classic or Connect
    """Return a table in memory as a DataFrame; its types are said, for of no rows none could be told."""
    import pyarrow as pa  # noqa: PLC0415 - only for a table in memory, which brings it
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra, which the session has loaded

    table = pa.table(frame)
    return session.createDataFrame(table, from_arrow_schema(table.schema, prefer_timestamp_ntz=True))


def _options(table: str, kind: str, options: Mapping[str, object]) -> dict[str, str]:
    known = _OPTIONS.get(kind, {})
    found: dict[str, str] = {}
    for name, value in options.items():
        if name == "hive_partitions":
            continue  # Spark always takes such directories for columns
        if name not in known:
            raise ParameterError.of(f"table `{table}`", name, f"one of {sorted(known)} on Spark", value)
        if isinstance(value, list | tuple):
            if len(value) != 1:
                raise ParameterError.of(f"table `{table}`", name, "one text on Spark", value)
            value = value[0]  # noqa: PLW2901 - the one text of the list
        found[known[name]] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def _told_by_ending(location: str) -> str:
    name = location.rstrip("/").lower()
    ending = max((end for end in _ENDINGS if name.endswith(end)), key=len, default="")
    return _ENDINGS.get(ending, "") or ("parquet" if location.endswith("/") else "")


def twin_in(names: Sequence[str]) -> tuple[str, str] | None:
    """Return two names that differ at most in letter case, None where there are none.

    Examples
    --------
    >>> twin_in(["a", "b", "A"]), twin_in(["a", "b"])
    (('a', 'A'), None)
    """
    seen: dict[str, str] = {}
    for name in names:
        twin = seen.setdefault(name.casefold(), name)
        if twin is not name:
            return twin, name
    return None
