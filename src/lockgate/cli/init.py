"""``lockgate init``: a working project from a table."""

from __future__ import annotations

import shlex

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.options import table_file, table_name

__all__ = ["init"]


@click.command(cls=Command, short_help="Make a project from a table.")
@click.argument("table", cls=Argument, help="A Parquet, CSV or JSON file, a glob or a directory.")
@click.option(
    "--directory", "-d", default=".", show_default=True, metavar="DIR", help="Where the project goes."
)
@click.option("--name", default="", metavar="NAME", help="What the table is called; default: the file's stem.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def init(*, table: str, directory: str, name: str, force: bool) -> None:
    """Write lockgate.yaml and a contract inferred from a table, so that `lockgate run` works at once."""
    from lockgate.app.init_project import init_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    called = name or table_name(table_file(table))
    writer = writer_of(directory, overwrite=force)
    written = init_project(table, called, engine=engine_of(), clock=clock_of(None), writer=writer)
    for path in written:
        write_text(f"  wrote {path}")
    if ".lockgate" not in (writer.read(".gitignore") or ""):
        write_text("  add `.lockgate/` to your .gitignore: the evidence of runs shows rows of the tables")
    there = "" if directory == "." else f"cd {shlex.quote(directory)} && "
    write_text(f"next: review {written[0]}, then: {there}lockgate run")
