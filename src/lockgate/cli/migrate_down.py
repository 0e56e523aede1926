"""``lockgate migrate down``: take back the last migrations."""

from __future__ import annotations

import click

from lockgate.cli.commands import Command
from lockgate.cli.migrate_options import allow_lossy_option, folder_argument, migrator, prune_option, tell

__all__ = ["down"]


@click.command(cls=Command, short_help="Take back the last migrations of a table.")
@folder_argument
@click.option("--steps", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="How many.")
@allow_lossy_option
@prune_option
def down(*, folder: str, steps: int, allow_lossy: bool, prune: bool) -> None:
    """Take back the last migrations, newest first, with the same care as going up."""
    mover = migrator(folder, allow_lossy=allow_lossy)
    tell(mover.down(steps), mover, prune=prune)
