"""How DuckDB reads each kind of source."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.engine import Source

__all__ = ["is_columnar", "is_csv", "relation_sql", "resolve"]

_ENDINGS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".csv.gz": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".json.gz": "json",
    ".jsonl.gz": "json",
    ".ndjson.gz": "json",
}

_LOG = "_delta_log"
_TEXT = "'VARCHAR'"

_OPTIONS = {
    "csv": {
        "delimiter": "delim",
        "header": "header",
        "encoding": "encoding",
        "null_values": "nullstr",
        "quote": "quote",
        "hive_partitions": "hive_partitioning",
    },
    "json": {"hive_partitions": "hive_partitioning"},
    "parquet": {"hive_partitions": "hive_partitioning"},
}


def resolve(table: str, source: Source, *, are_read: bool = True) -> list[str]:
    """Return the files of a source, sorted.

    Parameters
    ----------
    table : str
        The table.
    source : Source
        Where it is.
    are_read : bool, default=True
        Whether every file must hold something and be readable.

    Raises
    ------
    DataError
        If there is none, or one is empty or not readable.
    """
    if source.frame is not None:
        return []
    location = source.location
    files = list(source.files) or _files(table, location)
    if not files:
        raise DataError.missing(table, location)
    once: dict[tuple[int, int], str] = {}
    for file in sorted(files, key=lambda name: (len(name), name)):
        once.setdefault(
            _identity(table, file, is_read=are_read), file
        )  # a link that leads back must not count rows twice
    return sorted(once.values())


def _identity(table: str, file: str, *, is_read: bool) -> tuple[int, int]:
    """Return what tells a file from any other, after checking that it can be read if it is to be."""
    try:
        status = os.stat(file)  # noqa: PTH116 - pathlib would make a million objects for a million files
    except OSError as error:
        raise DataError.unreadable(table, file, str(error)) from error
    if is_read and status.st_size == 0:
        raise DataError.unreadable(table, file, "the file is empty", "write it again")
    if is_read and not os.access(file, os.R_OK):
        raise DataError.unreadable(table, file, "permission denied", "make it readable for this user")
    return status.st_dev, status.st_ino


def _files(table: str, location: str) -> list[str]:
    path = Path(location)
    try:
        if path.is_dir():
            files = [file for file in path.rglob("*") if file.is_file() and _ending(file.name)]
            _refuse_log(table, path, files)
            if rows := [file for file in files if not any(map(_is_aside, file.relative_to(path).parts))]:
                return sorted(map(str, rows))
            raise DataError.no_data_in(table, location, sorted(_ENDINGS))
        if path.is_file():
            return [location]
        path.resolve(strict=False)
        if path.is_symlink():
            raise DataError.unreadable(table, location, "the symbolic link leads nowhere or in a circle")
    except (OSError, RuntimeError) as error:
        raise DataError.unreadable(table, location, str(error)) from error
    return sorted(file for file in glob.glob(location, recursive=True) if Path(file).is_file())  # noqa: PTH207 - any root


def _is_aside(name: str) -> bool:
    """Tell whether a file or folder of a directory holds no rows, by the rule of Spark, Hive and Arrow.

    So are named what a writer has not finished, or left behind when it was killed.
    """
    return name.startswith(".") or (name.startswith("_") and "=" not in name)


def _refuse_log(table: str, directory: Path, files: Sequence[Path]) -> None:
    """Refuse files of a Delta Lake table: those of rows that were deleted are among them."""
    for file in files:
        parts = file.relative_to(directory).parts
        if _LOG in parts:
            raise DataError.kept_by_a_log(table, str(directory.joinpath(*parts[: parts.index(_LOG)])))


def is_csv(source: Source, files: Sequence[str]) -> bool:
    """Tell whether the files are separated text."""
    return _kind(source, files) == "csv"


def _kind(source: Source, files: Sequence[str]) -> str:
    return source.format or (_ENDINGS.get(_ending(files[0]), "") if files else "")


def _ending(name: str) -> str:
    lower = name.lower()
    return max((end for end in _ENDINGS if lower.endswith(end)), key=len, default="")


def is_columnar(source: Source, files: Sequence[str]) -> bool:
    """Tell whether single columns can be read without the others."""
    return _kind(source, files) == "parquet"


def relation_sql(table: str, source: Source, files: Sequence[str], texts: Sequence[str] = ()) -> str:
    """Return the SQL table function that reads `files`, the columns `texts` of separated text as it is written.

    Raises
    ------
    DataError
        If the format is not known.
    ParameterError
        If an option is not known.
    """
    kind = _kind(source, files)
    if kind not in _OPTIONS:
        raise DataError.unknown_format(table, source.location, sorted(_ENDINGS))
    arguments = [_literal([os.path.abspath(file) for file in files])]  # noqa: PTH100 - must not follow links
    if kind == "csv":
        arguments += ["strict_mode = true", "null_padding = false", "ignore_errors = false"]
        # left to guess, the reader drops the lines before one of another length, and lines that begin with `#`
        arguments += ["skip = 0", "comment = ''"]
        arguments += (
            [f"types = {{{', '.join(f'{_literal(name)}: {_TEXT}' for name in texts)}}}"] if texts else []
        )
    if kind in ("csv", "json"):
        # types told from the first rows would change later values: 1.5 would become 2 in a column of integers
        arguments.append("sample_size = -1")
    arguments += _option_arguments(table, source, kind)
    if len(files) > 1:
        arguments.append("union_by_name = true")
    if source.file_column:
        arguments.append(f"filename = {_literal(source.file_column)}")
    function = {"csv": "read_csv", "json": "read_json_auto", "parquet": "read_parquet"}[kind]
    return f"{function}({', '.join(arguments)})"


def _option_arguments(table: str, source: Source, kind: str) -> list[str]:
    known = _OPTIONS[kind]
    # whatever the format, columns are cast when they have been read
    asked = {name: value for name, value in source.options.items() if name != "types"}
    for name, value in asked.items():
        if name not in known:
            raise ParameterError.of(f"table `{table}`", name, f"one of {sorted(known)}", value)
    return [f"{known[name]} = {_literal(value)}" for name, value in asked.items()]


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_literal(item) for item in value)}]"
    return "'" + str(value).replace("'", "''") + "'"
