"""``lockgate report``: a run that was kept, in any format."""

from __future__ import annotations

from pathlib import Path

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import evidence_option, format_option, output_option, project_option

__all__ = ["report"]


@click.command(cls=Command, short_help="Show a run that was kept.")
@click.argument("run", cls=Argument, default="latest", help="The run's id; default: the last one.")
@project_option
@evidence_option
@format_option
@output_option
def report(*, run: str, project: str, evidence: str, form: str, output: str) -> int:
    """Show a run from its evidence; the exit code is that of its verdict."""
    from lockgate.app.replay import read_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import evidence_of  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery  # noqa: PLC0415 - as above

    delivery = Delivery.of(form, output)
    root = project if Path(project).is_dir() else str(Path(project).parent)
    result = read_run(evidence_of(root, evidence).load(run))
    delivery.hand_over(result)
    return exit_code_of(result.verdict)
