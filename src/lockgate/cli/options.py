"""Options that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lockgate.domain.errors import ParameterError, closest

if TYPE_CHECKING:
    from lockgate.drift.reference import Reference
    from lockgate.scan.engine import Source

__all__ = [
    "PROJECT_FILE",
    "TABLE_HELP",
    "Format",
    "evidence_option",
    "format_option",
    "instant",
    "named_table",
    "now_option",
    "other_option",
    "output_option",
    "project_file",
    "project_option",
    "reference_or_table",
    "table_file",
    "table_name",
    "table_source",
]

PROJECT_FILE = "lockgate.yaml"
TABLE_HELP = (
    "A Parquet, CSV or JSON file, a glob or a directory, delta://PATH or iceberg://CATALOG/NAMESPACE.TABLE."
)


class Format(StrEnum):
    """How results are written."""

    TERMINAL = "terminal"
    JSON = "json"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    HTML = "html"
    GITHUB = "github"


project_option = click.option(
    "--project",
    "-p",
    default=PROJECT_FILE,
    show_default=True,
    metavar="FILE",
    help="The project file, or the directory that holds it.",
)
format_option = click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice([form.value for form in Format]),
    callback=lambda context, parameter, value: value or "",  # noqa: ARG005 - click's signature
    metavar="FORMAT",
    help="terminal, json, junit, markdown, html or github; default: terminal, or what the ending of --output says.",
)
output_option = click.option(
    "--output",
    "-o",
    default="",
    metavar="FILE",
    help="Write the format to this file; standard output then gets the screen of the terminal.",
)
now_option = click.option(
    "--now",
    default="",
    metavar="INSTANT",
    help="The instant for freshness, ISO 8601; default: the clock.",
)
other_option = click.option(
    "--other",
    multiple=True,
    metavar="[NAME=]PATH",
    help="A table the contract refers to; its name is by default the file's stem; repeatable.",
)
evidence_option = click.option(
    "--evidence",
    default="",
    metavar="DIR",
    help="Directory for evidence; default: .lockgate/evidence beside the project file.",
)


def instant(text: str) -> datetime | None:
    """Return an instant from ISO 8601 text, UTC where it names no zone; None from an empty text.

    Raises
    ------
    ParameterError
        If the text is no instant.

    Examples
    --------
    >>> instant("2013-07-01")
    datetime.datetime(2013, 7, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ParameterError.of(
            "lockgate", "--now", "an ISO 8601 instant such as 2013-07-01T06:00Z", text
        ) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def project_file(path: str) -> str:
    """Return the path of a project file that is there; of a directory, that of the one it holds.

    Raises
    ------
    ParameterError
        If there is none.
    """
    given = Path(path)
    file = given / PROJECT_FILE if given.is_dir() else given
    if file.exists():
        return str(file)
    twin = file.with_suffix(".yml" if file.suffix == ".yaml" else ".yaml")
    if twin.exists():
        raise ParameterError("LG202", "lockgate", f"there is no `{file}`", f"did you mean `--project {twin}`?")
    hint = "name it with --project FILE, or make a project with `lockgate init TABLE`"
    raise ParameterError("LG202", "lockgate", f"there is no project file `{file}`", hint)


def table_file(path: str) -> str:
    """Return the path of a table, a glob or a directory, that is there.

    Raises
    ------
    ParameterError
        If nothing is, and the hint is the nearest name in its directory; or if it names a table that is no file.
    """
    from lockgate.scan.engine import source_at  # noqa: PLC0415 - `--help` stays quick

    if source_at(path).format:
        text = f"`{path}` is not supported here: this command reads files"
        raise ParameterError(
            "LG204", "lockgate", text, "give a Parquet, CSV or JSON file, a glob or a directory"
        )
    given = Path(path)
    if given.exists() or glob(path, recursive=True):  # noqa: PTH207 - Path.glob refuses an absolute pattern
        return path
    folder = given.parent
    near = closest(given.name, [one.name for one in folder.iterdir()]) if folder.is_dir() else ""
    hint = f"did you mean `{folder / near}`?" if near else "check the path; it is relative to this directory"
    raise ParameterError("LG202", "lockgate", f"no file matches `{path}`", hint)


def table_source(text: str) -> Source:
    """Return the source that a text names: a path that is there, or ``delta://`` or ``iceberg://`` and what follows.

    Raises
    ------
    ParameterError
        If nothing is at the path, or a table of a database is named, which takes a project.
    """
    from lockgate.scan.engine import source_at  # noqa: PLC0415 - `--help` stays quick

    source = source_at(text)
    if source.format == "table":
        hint = "name the engine and the table in a project, and say `lockgate run`"
        raise ParameterError("LG202", "lockgate", f"no engine is named that knows `{text}`", hint)
    return source if source.format else source_at(table_file(text))


def table_name(text: str) -> str:
    """Return what a table is called when nobody named it.

    Examples
    --------
    >>> table_name("data/flights.2013.parquet"), table_name("iceberg://lake/sales.orders")
    ('flights', 'orders')
    """
    from lockgate.scan.engine import name_at  # noqa: PLC0415 - `--help` stays quick

    return name_at(text)


def named_table(text: str) -> tuple[str, Source]:
    """Return name and source of a table that is written ``NAME=PATH``, or as a path alone.

    Raises
    ------
    ParameterError
        If the name or the path is empty, or nothing is at the path.

    Examples
    --------
    >>> named_table("airlines=delta://lake/carriers")[0]
    'airlines'
    """
    name, equals, path = text.partition("=")
    if not equals:
        return table_name(text), table_source(text)
    if not name or not path:
        raise ParameterError.of("lockgate check", "--other", "NAME=PATH or PATH", text)
    return name, table_source(path)


def reference_or_table(path: str) -> Reference | Source:
    """Return the frozen reference of a JSON file that is one, or the table at a path."""
    from lockgate.bootstrap import reference_from  # noqa: PLC0415 - `--help` stays quick

    source = table_source(path)
    is_json = Path(path).suffix == ".json" and Path(path).is_file()
    frozen = reference_from(path) if is_json else None
    return frozen or source
