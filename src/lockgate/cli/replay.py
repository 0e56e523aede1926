"""``lockgate replay``: judge a run again from its states, without its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.cli.options import evidence_option, project_file, project_option

if TYPE_CHECKING:
    from lockgate.app.replay import Replayed

__all__ = ["replay"]


_CHANGED = "  lockgate.yaml or a contract may have changed since: see `git diff`; `lockgate run` judges by them"


@click.command(cls=Command, short_help="Judge a run again from its stored states.")
@click.argument(
    "run", cls=Argument, default="latest", help="The run's id, or its beginning; default: the last one."
)
@project_option
@evidence_option
def replay(*, run: str, project: str, evidence: str) -> int:
    """Judge a run again from its stored states and the project's contracts; no table is read.

    The exit code is that of the recorded verdict where every finding is the same, 1 where one differs, and 3 where
    nothing could be judged again.
    """
    from lockgate.app.replay import replay_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    opened = open_project(project_file(project))
    replayed = replay_run(opened, ports_of(opened, evidence=evidence), run)
    lines = [f"  {difference}" for difference in replayed.differences[:20]]
    differ = f"{len(replayed.differences):,} differ"
    kept = f"; {replayed.withheld:,} rest on programs, models or masked values and were not judged again"
    judged = f"{replayed.judged:,} findings judged again from stored states, {differ}"
    code, outcome = _outcome(replayed)
    lines += [_CHANGED] if replayed.differences else []
    write_text("\n".join([*lines, judged + (kept if replayed.withheld else "")]))
    write_text(f"recorded verdict {replayed.verdict.name}, {outcome}.   exit {int(code)}")
    return code


def _outcome(replayed: Replayed) -> tuple[ExitCode, str]:
    if replayed.differences:
        return ExitCode.FAIL, "not confirmed"
    if not replayed.judged:
        return ExitCode.INCONCLUSIVE, "not confirmed: nothing could be judged again"
    return exit_code_of(replayed.verdict), "confirmed"
