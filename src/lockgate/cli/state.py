"""``lockgate state``: look at stored states, decide about partitions, let go of old ones."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.options import instant, now_option, project_file, project_option

__all__ = ["accept", "gc", "list_", "reject", "show", "state"]

_HOME = "lockgate.cli.state"

state = Commands(
    "state",
    help="Look at stored states; accept, reject, remove.",
    homes=dict.fromkeys(("list", "show", "accept", "reject", "gc"), _HOME),
)

_table = click.argument("table", cls=Argument, help="A partitioned table of the project.")
_partitions = click.argument(
    "partitions", cls=Argument, nargs=-1, required=True, metavar="PARTITION...", help="Partitions by name."
)
_why = click.option("--why", default="", metavar="TEXT", help="Why, for those who ask later.")


@click.command("list", cls=Command, short_help="List the partitions whose states are stored.")
@click.argument(
    "tables", cls=Argument, nargs=-1, metavar="[TABLE]...", help="Tables; default: every partitioned table."
)
@project_option
def list_(*, tables: tuple[str, ...], project: str) -> None:
    """List the partitions whose states are stored, with their rows, sizes and digests; no row is read."""
    from lockgate.app.stored_states import list_states  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.states_text import partitions_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    write_text(partitions_text(list_states(opened, ports_of(opened).states, tables)))


@click.command(cls=Command, short_help="Show the states of one partition.")
@_table
@click.argument("partition", cls=Argument, help="The partition's name.")
@project_option
def show(*, table: str, partition: str, project: str) -> None:
    """Show what is known of one partition: each question, and its state."""
    from lockgate.app.stored_states import show_state  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.states_text import state_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    write_text(state_text(show_state(opened, ports_of(opened), table, partition)))


@click.command(cls=Command, short_help="Say that partitions are good, whatever was found.")
@_table
@_partitions
@_why
@project_option
def accept(*, table: str, partitions: tuple[str, ...], why: str, project: str) -> None:
    """Say that partitions are what later ones may be compared with; it holds for their present content."""
    _decide("accepted", table, partitions, why, project)


@click.command(cls=Command, short_help="Say that partitions are not to be compared with.")
@_table
@_partitions
@_why
@project_option
def reject(*, table: str, partitions: tuple[str, ...], why: str, project: str) -> None:
    """Say that no later partition is compared with these; it holds for their present content."""
    _decide("rejected", table, partitions, why, project)


def _decide(word: str, table: str, partitions: tuple[str, ...], why: str, project: str) -> None:
    from lockgate.app.stored_states import decide  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.domain.profile import Decision  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    decide(opened, ports_of(opened).states, table, partitions, Decision(word), why)
    write_text(f"{table}: {', '.join(partitions)} {word}")


@click.command(cls=Command, short_help="Let go of states that are older than their table keeps.")
@click.option("--delete", is_flag=True, help="Remove them; otherwise only say what would be removed.")
@now_option
@project_option
def gc(*, delete: bool, now: str, project: str) -> None:
    """Let go of states older than `keep` under `partition`; what an entry rests on is kept."""
    from lockgate.app.stored_states import collect_garbage  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.states_text import garbage_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    found = collect_garbage(opened, ports_of(opened, now=instant(now)), is_dry=not delete)
    write_text(garbage_text(found, is_dry=not delete))
