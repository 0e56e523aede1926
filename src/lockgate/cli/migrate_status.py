"""``lockgate migrate status``: what a table has seen, and what waits."""

from __future__ import annotations

import click

from lockgate.cli.commands import Command
from lockgate.cli.migrate_options import folder_argument, migrator

__all__ = ["status"]


@click.command(cls=Command, short_help="Show what a table has seen and what is pending.")
@folder_argument
def status(*, folder: str) -> None:
    """Show which migrations the table has seen and which are pending; a changed one is an error."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.reports.migration_text import status_text  # noqa: PLC0415 - as above

    mover = migrator(folder)
    journal = mover.store.journal()
    pending = journal.pending(mover.folder.migrations)
    write_text(status_text(mover.store.place, mover.folder.target.table, journal, pending))
