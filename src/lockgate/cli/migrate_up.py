"""``lockgate migrate up``: apply what is pending."""

from __future__ import annotations

import click

from lockgate.cli.commands import Command
from lockgate.cli.migrate_options import allow_lossy_option, folder_argument, migrator, prune_option, tell

__all__ = ["up"]


@click.command(cls=Command, short_help="Apply the pending migrations of a table.")
@folder_argument
@click.option("--to", default="", metavar="MIGRATION", help="Stop after this one; default: the last.")
@allow_lossy_option
@prune_option
def up(*, folder: str, to: str, allow_lossy: bool, prune: bool) -> None:
    """Apply the pending migrations: each is proved on the rows, judged by the contract, and published whole."""
    mover = migrator(folder, allow_lossy=allow_lossy)
    tell(mover.up(to), mover, prune=prune)
