"""``lockgate reference``: accept references, and look at those that were accepted."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.options import evidence_option, instant, now_option, project_file, project_option

__all__ = ["accept", "diff", "list_", "reference", "show"]

_HOME = "lockgate.cli.reference"

reference = Commands(
    "reference",
    help="Accept references for drift, and look at them.",
    homes={"accept": _HOME, "list": _HOME, "show": _HOME, "diff": _HOME},
)


@click.command(cls=Command, short_help="Freeze a table that the last run accepted.")
@click.argument("table", cls=Argument, help="Name of the table under `data`.")
@click.option(
    "--version", default="", metavar="NAME", help="What it is called; default: the next of v1, v2, ..."
)
@click.option(
    "--reason", default="", metavar="TEXT", help="Why data that no run proves may be a reference; it is kept."
)
@project_option
@evidence_option
@now_option
def accept(*, table: str, version: str, reason: str, project: str, evidence: str, now: str) -> None:
    """Freeze a table as a reference, if the last run judged its contract PASS and it still holds the same data."""
    from lockgate.app.accept_reference import accept_reference  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.reference_text import accepted_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    ports = ports_of(opened, now=instant(now), evidence=evidence)
    done = accept_reference(opened, ports, table, version=version, reason=reason)
    write_text(accepted_text(done.reference, done.path))


@click.command("list", cls=Command, short_help="List the accepted references.")
@project_option
def list_(*, project: str) -> None:
    """List the accepted references of a project."""
    from lockgate.app.references import named_reference  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.reference_text import listing  # noqa: PLC0415 - as above

    store = ports_of(open_project(project_file(project))).references
    names = [name.rpartition("/") for name in store.versions("")]
    write_text(listing([named_reference(store, table, version) for table, _, version in names]))


@click.command(cls=Command, short_help="Show what a reference holds.")
@click.argument("name", cls=Argument, help="TABLE for its newest reference, or TABLE/VERSION.")
@project_option
def show(*, name: str, project: str) -> None:
    """Show what a reference holds, column by column."""
    from lockgate.app.references import find_reference  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.reference_text import reference_text  # noqa: PLC0415 - as above

    store = ports_of(open_project(project_file(project))).references
    write_text(reference_text(find_reference(store, name, name)))


@click.command(cls=Command, short_help="Show how two references differ.")
@click.argument("first", cls=Argument, help="TABLE/VERSION, the older one.")
@click.argument("second", cls=Argument, help="TABLE/VERSION, or TABLE for its newest.")
@project_option
def diff(*, first: str, second: str, project: str) -> None:
    """Show which columns, edges and lists two references hold differently, and how far their rows are apart."""
    from lockgate.app.references import find_reference  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.reference_text import difference_text  # noqa: PLC0415 - as above

    store = ports_of(open_project(project_file(project))).references
    write_text(difference_text(find_reference(store, first, first), find_reference(store, second, second)))
