"""``lockgate schema``: the JSON Schema of the project file, for editors."""

from __future__ import annotations

import json

import click

from lockgate.cli.commands import Command

__all__ = ["schema"]


@click.command(cls=Command, short_help="Print the JSON Schema of lockgate.yaml.")
def schema() -> None:
    """Print the JSON Schema of lockgate.yaml; editors check the file with it as you type."""
    from lockgate.app.project.schema import project_schema  # noqa: PLC0415 - `--help` stays quick
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    write_text(json.dumps(project_schema(), indent=2, ensure_ascii=False))
