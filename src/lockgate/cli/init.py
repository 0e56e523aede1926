"""``lockgate init``: a working project from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["init"]


def init(
    table: Annotated[str, typer.Argument(help="A Parquet, CSV or JSON file, a glob or a directory.")],
    *,
    directory: Annotated[str, typer.Option("--directory", "-d", help="Where the project goes.")] = ".",
    name: Annotated[str, typer.Option(help="What the table is called; default: the file's stem.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Write lockgate.yaml and a contract inferred from a table, so that `lockgate run` works at once."""
    from lockgate.app.init_project import init_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import out  # noqa: PLC0415 - as above

    called = name or Path(table).name.split(".")[0]
    written = init_project(
        table, called, engine=engine_of(), clock=clock_of(None), writer=writer_of(directory, overwrite=force)
    )
    for path in written:
        out().print(f"  wrote {path}", markup=False)
    out().print(
        f"next: cd {directory} && lockgate run" if directory != "." else "next: lockgate run", markup=False
    )
