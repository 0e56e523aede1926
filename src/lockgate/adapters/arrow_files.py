"""Files of rows that come as Arrow record batches: only one batch is in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from lockgate.adapters.whole_files import DRAFT, keep
from lockgate.domain.errors import MissingExtraError, OutputError

__all__ = ["write_batches"]


def write_batches(batches: Iterable[Any], path: str, extra: str) -> int:
    """Write record batches of one schema to a file, whole or not at all, and return how many rows they have.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch
        At least one, so that the columns are known; each is let go of when it is written.
    path : str
        The file: CSV where its name ends with ``.csv``, as DuckDB writes it, else Parquet.
    extra : str
        Which extra brings pyarrow, for the message where it is missing.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile, pyarrow as pa
    >>> path = tempfile.mkdtemp() + "/rows.csv"
    >>> write_batches([pa.record_batch({"id": [1, 2]}), pa.record_batch({"id": [3]})], path, "spark")
    3
    >>> print(Path(path).read_text(), end="")
    id
    1
    2
    3
    """
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, loaded only where rows are written
    except ImportError as error:
        raise MissingExtraError.of("files of rows", "pyarrow", extra) from error
    target = Path(path).absolute()
    draft = target.with_name(f"{DRAFT}{os.getpid()}-{target.name}")
    text = draft.with_name(f"{draft.name}.csv")
    try:
        rows = _write(batches, draft, parquet)
        if target.suffix == ".csv":
            _as_csv(draft, text)
            keep(text, target)
        else:
            keep(draft, target)
    except OSError as error:
        raise OutputError.unwritable(path, error.strerror or str(error)) from error
    except duckdb.Error as error:
        raise OutputError.unwritable(path, str(error).splitlines()[0]) from error
    finally:
        draft.unlink(missing_ok=True)
        text.unlink(missing_ok=True)
    return rows


def _write(batches: Iterable[Any], draft: Path, parquet: Any) -> int:  # noqa: ANN401 - a module
    rows, writer = 0, None
    try:
        for batch in batches:
            writer = writer or parquet.ParquetWriter(draft, batch.schema)
            writer.write_batch(batch)
            rows += batch.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _as_csv(draft: Path, text: Path) -> None:
    places = [str(place).replace("'", "''") for place in (draft, text)]
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET threads = 1")
        connection.execute(f"COPY (FROM read_parquet('{places[0]}')) TO '{places[1]}' (FORMAT CSV, HEADER)")
