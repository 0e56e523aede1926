"""``lockgate profile``: compute and store the states of partitions."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import ExitCode
from lockgate.cli.options import project_file, project_option

__all__ = ["profile"]


@click.command(cls=Command, short_help="Compute and store the states of partitions.")
@click.argument(
    "tables", cls=Argument, nargs=-1, metavar="[TABLE]...", help="Tables; default: every partitioned table."
)
@project_option
@click.option("--since", default="", metavar="PARTITION", help="Only this partition and later ones.")
@click.option("--until", default="", metavar="PARTITION", help="Only this partition and earlier ones.")
@click.option("--partition", default="", metavar="PARTITION", help="Only this partition.")
@click.option(
    "--again", is_flag=True, help="Read the rows, and the files for their digests, though nothing changed."
)
def profile(
    *, tables: tuple[str, ...], project: str, since: str, until: str, partition: str, again: bool
) -> int:
    """Compute and store the states of a table's partitions, under .lockgate/states.

    What is unchanged is not read again: a file is known by the digest of its bytes, a table that is cut by a column by
    those of all its files. Of the latter, --since, --until and --partition say that no other rows have changed.
    Partitions that cannot be read are named, and the exit code is 4.
    """
    from lockgate.app.profile_project import profile_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.reports.profile_text import profile_text  # noqa: PLC0415 - as above
    from lockgate.scan.partition_range import PartitionRange  # noqa: PLC0415 - as above

    within = PartitionRange(partition or since, partition or until)
    opened = open_project(project_file(project))
    with LiveProgress() as progress:
        ports = ports_of(opened, progress=progress)
        done = profile_project(opened, ports, tables, within, again=again)
    code = ExitCode.ERROR if any(table.is_broken for table in done) else ExitCode.PASS
    write_text(f"{profile_text(done)}   exit {int(code)}")
    return code
