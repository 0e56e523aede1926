"""``lockgate replay``: judge a run again from its states, without its data."""

from __future__ import annotations

from typing import Annotated

import typer

from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.cli.options import EvidenceOption, ProjectOption

__all__ = ["replay"]


def replay(
    run_id: Annotated[str, typer.Argument(help="The run; default: the last one.", metavar="RUN")] = "latest",
    *,
    project: ProjectOption = "lockgate.yaml",
    evidence: EvidenceOption = "",
) -> None:
    """Judge a run again from its stored states and the project's contracts; no table is read."""
    from lockgate.app.replay import replay_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import out  # noqa: PLC0415 - as above

    opened = open_project(project)
    ports = ports_of(opened, evidence=evidence)
    replayed = replay_run(opened, ports, run_id)
    for difference in replayed.differences[:20]:
        out().print(f"  {difference}", markup=False)
    same = f"{replayed.judged:,} findings judged again from stored states, {len(replayed.differences):,} differ"
    kept = f"; {replayed.withheld:,} rest on programs or masked values and were not judged again"
    out().print(same + (kept if replayed.withheld else ""), markup=False)
    raise typer.Exit(ExitCode.FAIL if replayed.differences else exit_code_of(replayed.verdict))
