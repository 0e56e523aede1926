"""Delta Lake tables, at a version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lockgate.adapters.lakes.snapshot import Snapshot
from lockgate.domain.errors import DataError, LockgateError, MissingExtraError
from lockgate.scan.engine import Source

__all__ = ["open_delta"]


def open_delta(table: str, source: Source) -> Snapshot:
    """Return a version of a Delta Lake table: the one that ``version`` names, or the newest.

    Its files are scanned column by column; of files that were written before a column was added, that column is null.

    Raises
    ------
    DataError
        If there is no such table or version, or it uses what the library does not read.
    MissingExtraError
        If deltalake is not installed.
    """
    try:
        import deltalake  # noqa: PLC0415 - an extra, loaded when it is asked for
        import deltalake.exceptions  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError.of("table", "deltalake", "delta") from error
    wanted = source.options.get("version")
    try:
        newest = deltalake.DeltaTable(source.location)
        opened = newest if wanted is None else _at(newest, table, source.location, wanted)
        _refuse_other_names(opened, table, source.location)
        number = int(opened.version())
        return Snapshot(_in_order(opened.to_pyarrow_dataset()), str(number), str(opened.metadata().id), number)
    except deltalake.exceptions.TableNotFoundError as error:
        if "://" not in source.location and not Path(source.location).exists():
            raise DataError.missing(table, source.location) from error
        raise DataError.unreadable(
            table, source.location, "it is no Delta Lake table: it has no log"
        ) from error
    except LockgateError:
        raise
    except (deltalake.exceptions.DeltaError, OSError, ValueError) as error:
        raise DataError.unreadable(table, source.location, str(error).partition("\n")[0]) from error


def _refuse_other_names(opened: Any, table: str, location: str) -> None:  # noqa: ANN401 - a DeltaTable
    """Refuse a table whose files have other names of the columns: the library would read nulls.

    Raises
    ------
    DataError
        If it is one.
    """
    if opened.metadata().configuration.get(_MAPPING, "none") != "none":
        reason = f"`{_MAPPING}` gives its columns other names in the files, which deltalake does not read"
        raise DataError.unreadable(table, location, reason, "read it on Spark with `format: delta`")


_MAPPING = "delta.columnMapping.mode"


def _in_order(dataset: Any) -> Any:  # noqa: ANN401 - Arrow ships no types
    """Return the dataset with its files in the order of their paths, so that rows have the same numbers each time."""
    import pyarrow.dataset as ds  # noqa: PLC0415 - with deltalake, which brings datasets

    files = sorted(dataset.get_fragments(), key=lambda file: str(file.path))
    return ds.FileSystemDataset(files, dataset.schema, dataset.format, dataset.filesystem)


def _at(newest: Any, table: str, location: str, wanted: object) -> Any:  # noqa: ANN401 - a DeltaTable
    import deltalake.exceptions  # noqa: PLC0415 - as above

    last = int(newest.version())
    if isinstance(wanted, bool) or not isinstance(wanted, int) or not 0 <= wanted <= last:
        raise DataError.no_version(table, location, wanted, f"0 to {last}")
    try:
        newest.load_as_version(wanted)
    except (
        deltalake.exceptions.DeltaError,
        OSError,
        ValueError,
    ) as error:  # its log or its files were cleaned up
        raise DataError.no_version(table, location, wanted, f"up to {last}; older ones may be gone") from error
    return newest
