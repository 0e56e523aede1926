"""``lockgate plan``: what would be asked of each table, before anything runs."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.options import project_file, project_option

__all__ = ["plan"]


@click.command(cls=Command, short_help="Show what would be asked of each table.")
@click.argument("stage", cls=Argument, default="", help="Plan only this stage.")
@project_option
@click.option("--sql", is_flag=True, help="Show the queries.")
@click.option(
    "--dialect",
    type=click.Choice(["duckdb", "postgres", "spark"]),
    default=None,
    help="SQL dialect to show instead of the engine's own.",
)
@click.option("--why", default="", metavar="CHECK", help="Show what this check asks for, and who shares it.")
def plan(*, stage: str, project: str, sql: bool, dialect: str | None, why: str) -> None:
    """Show the scans, the passes and which check asked for what; tables are opened, not scanned."""
    from lockgate.app.plan_project import plan_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.plan_text import plan_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    plans = plan_project(opened, ports_of(opened), stage=stage, dialect=dialect or "")
    write_text(plan_text(plans, sql=sql, why=why))
