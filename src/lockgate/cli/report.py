"""``lockgate report``: a run that was kept, in any format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.cli.options import evidence_option, format_option, output_option, project_option
from lockgate.domain.errors import LockgateError

if TYPE_CHECKING:
    from lockgate.app.store_ports import EvidenceStore

__all__ = ["report"]

_MOST_LISTED = 20


@click.command(cls=Command, short_help="Show a run that was kept.")
@click.argument(
    "run", cls=Argument, default="latest", help="The run's id, or its beginning; default: the last one."
)
@click.option("--list", "is_list", is_flag=True, help="List the runs that were kept, newest first.")
@project_option
@evidence_option
@format_option
@output_option
def report(*, run: str, is_list: bool, project: str, evidence: str, form: str, output: str) -> int:
    """Show a run from its evidence; the exit code is that of its verdict."""
    from lockgate.app.replay import load_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import evidence_of  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery  # noqa: PLC0415 - as above

    root = project if Path(project).is_dir() else str(Path(project).parent)
    store = evidence_of(root, evidence)
    if is_list:
        _list_runs(store)
        return ExitCode.PASS
    delivery = Delivery.of(form, output)
    _, result = load_run(store, run)
    delivery.hand_over(result)
    return exit_code_of(result.verdict)


def _list_runs(store: EvidenceStore) -> None:
    from lockgate.app.replay import load_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    runs = store.runs()
    for run_id in runs[:_MOST_LISTED]:
        try:
            _, result = load_run(store, run_id)
            said = f"{result.verdict.name:14}{result.now:%Y-%m-%d %H:%M %Z}"
        except LockgateError as error:
            said = error.text
        write_text(f"{run_id}  {said}")
    if len(runs) > _MOST_LISTED:
        write_text(f"and {len(runs) - _MOST_LISTED:,} older")
    if not runs:
        write_text("no run is kept yet; `lockgate run` keeps each")
