"""``lockgate migrate plan``: what going up would do."""

from __future__ import annotations

import click

from lockgate.cli.commands import Command
from lockgate.cli.exit_codes import ExitCode
from lockgate.cli.migrate_options import folder_argument, migrator

__all__ = ["plan"]

_SAMPLE = 100_000


@click.command(cls=Command, short_help="Show what the pending migrations would do.")
@folder_argument
@click.option(
    "--prove", is_flag=True, help="Go up, down and up again on the copy; ends with 1 where rows differ."
)
@click.option(
    "--sample",
    type=click.IntRange(0),
    default=_SAMPLE,
    show_default=True,
    metavar="ROWS",
    help="Rows to try it on, the same ones each time; 0 for all.",
)
def plan(*, folder: str, prove: bool, sample: int) -> int:
    """Try the pending migrations on a copy that is thrown away: statements, columns, rows, proof."""
    from lockgate.app.migration.rehearse import rehearse  # noqa: PLC0415 - `--help` stays quick
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.migration_text import plan_text  # noqa: PLC0415 - as above

    mover = migrator(folder)
    tried = rehearse(mover.folder, mover.store, rows=sample, prove=prove)
    write_text(plan_text(tried.place, tried.rows, tried.journal, tried.steps))
    return ExitCode.PASS if tried.is_proved else ExitCode.FAIL
