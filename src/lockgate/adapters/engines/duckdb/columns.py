"""Columns as the source names them, where DuckDB would rename or join them without a word."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from lockgate.adapters.engines.duckdb.sources import is_columnar, is_csv, relation_sql
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

__all__ = ["delimiter_in", "refuse_twins", "uneven_line"]

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Runs SQL and returns its rows."""

_NUMBERED = re.compile(r"(?P<name>.+)_\d+", re.DOTALL)
_DELIMITERS = ",;\t|"


def delimiter_in(names: Sequence[str], source: Source, files: Sequence[str]) -> str:
    """Return the delimiter that a lone column's name contains, empty if there is none.

    A reader that is left to guess takes a file whose lines differ in length for a file of one column.
    """
    if len(names) != 1 or "delimiter" in source.options or not is_csv(source, files):
        return ""
    return next((sign for sign in _DELIMITERS if sign in names[0]), "")


def uneven_line(source: Source, file: str) -> str:
    """Say which line of a separated text has not as many values as the first, empty where none is found.

    Examples
    --------
    >>> uneven_line(Source("a.csv"), "no such file")
    ''
    """
    delimiter, encoding = (str(source.options.get(name, "")) for name in ("delimiter", "encoding"))
    try:
        with open(file, encoding=encoding or "utf-8", errors="replace", newline="") as text:  # noqa: PTH123 - any path
            lines = csv.reader(text, delimiter=delimiter or ",")
            width = len(next(lines, []))
            for line in lines:
                if len(line) not in (0, width):
                    return f"line {lines.line_num} has {len(line)} values, the first has {width}"
    except (OSError, LookupError, csv.Error, TypeError):
        return ""
    return ""


def refuse_twins(table: str, source: Source, files: Sequence[str], names: Sequence[str], ask: Ask) -> None:
    """Refuse a table with two columns of one name, or of names that differ only in letter case.

    DuckDB would number the second of them, and a check that names it would be asked of the first.

    Raises
    ------
    DataError
        If there are such columns.
    """
    folded = {name.casefold() for name in names}
    numbered = [found["name"] for name in names if (found := _NUMBERED.fullmatch(name))]
    if not any(name.casefold() in folded for name in numbered):
        return  # nothing can have been renamed
    seen: dict[str, str] = {}
    for name in _original_names(source, files, names, ask):
        twin = seen.get(name.casefold())
        seen[name.casefold()] = name
        if twin is not None:
            text = f"its columns `{twin}` and `{name}` differ at most in letter case"
            raise DataError.unreadable(table, source.location, text, "rename one of them")


def _original_names(source: Source, files: Sequence[str], names: Sequence[str], ask: Ask) -> list[str]:
    if source.frame is not None:
        return _frame_names(source.frame)
    if is_columnar(source, files):
        path = files[0].replace("'", "''")
        return _top_level(ask(f"SELECT name, num_children FROM parquet_schema(['{path}'])"))  # noqa: S608 - quoted above
    if not is_csv(source, files):
        return []
    unread = replace(source, options={**source.options, "header": False})
    first = ask(f"SELECT * FROM {relation_sql('', unread, files[:1])} LIMIT 1")[0]  # noqa: S608 - quoted there
    header = [str(name) for name in first[: len(names)]]
    return header if header[0] == names[0] else []  # a file without a header has names of ours


def _frame_names(frame: object) -> list[str]:
    schema = getattr(frame, "collect_schema", None)
    names: Iterable[object] = schema().names() if schema else getattr(frame, "column_names", ())
    return [str(name) for name in names or getattr(frame, "columns", ())]


def _top_level(rows: Sequence[tuple[Any, ...]]) -> list[str]:
    """Return the names of a Parquet schema's columns: its rows are a tree, written in depth first."""
    names: list[str] = []
    inside = 0  # rows that belong to the column before
    for name, children in rows[1:]:
        if inside == 0:
            names.append(str(name))
            inside = 1
        inside += int(children or 0) - 1
    return names
