"""``lockgate plan``: what would be asked of each table, before anything runs."""

from __future__ import annotations

from typing import Annotated

import typer

from lockgate.cli.options import ProjectOption

__all__ = ["plan"]


def plan(
    stage: Annotated[str, typer.Argument(help="Plan only this stage.")] = "",
    *,
    project: ProjectOption = "lockgate.yaml",
    sql: Annotated[bool, typer.Option("--sql", help="Show the queries.")] = False,
    dialect: Annotated[str, typer.Option(help="SQL dialect to show: duckdb or spark.")] = "duckdb",
    why: Annotated[
        str, typer.Option(help="Show what this check asks for, and who shares it.", metavar="CHECK")
    ] = "",
) -> None:
    """Show the scans, the passes and which check asked for what; tables are opened, not scanned."""
    from lockgate.app.plan_project import plan_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.reports.plan_text import plan_text  # noqa: PLC0415 - as above

    opened = open_project(project)
    plans = plan_project(opened, ports_of(opened), stage=stage, dialect=dialect)
    write_text(plan_text(plans, sql=sql, why=why))
