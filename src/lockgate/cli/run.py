"""``lockgate run``: a project's stages to a verdict."""

from __future__ import annotations

import os

import click

from lockgate.cli.chatter import chatter_aside
from lockgate.cli.commands import Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import (
    evidence_option,
    format_option,
    instant,
    now_option,
    output_option,
    project_file,
    project_option,
)

__all__ = ["run"]


@click.command(cls=Command, short_help="Run the project's stages to a verdict.")
@project_option
@click.option("--stage", default="", metavar="STAGE", help="Run only this stage.")
@click.option(
    "--only", default="", metavar="PATTERN", help="Run only entries whose name matches; * and ? are wild."
)
@click.option("--keep-going", is_flag=True, help="Run later stages though a gate is shut.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Independent entries at a time; default: one per core."
)
@click.option("--seed", type=int, help="Seed of everything random; default: the project's.")
@click.option(
    "--window",
    default="",
    metavar="WINDOW",
    help="Judge contracts on these partitions from stored states: FROM..TO, a partition, all, or such as '90 days'.",
)
@now_option
@format_option
@output_option
@evidence_option
def run(
    *,
    project: str,
    stage: str,
    only: str,
    keep_going: bool,
    jobs: int | None,
    seed: int | None,
    window: str,
    now: str,
    form: str,
    output: str,
    evidence: str,
) -> int:
    """Run the project's stages; a shut gate stops what follows. Evidence is kept under .lockgate/evidence."""
    from lockgate.app.project.windows import parse_window  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.run_project import RunOptions, run_project  # noqa: PLC0415 - as above
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery, page_of  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above

    delivery = Delivery.of(form, output)
    at = instant(now)
    opened = open_project(project_file(project))
    options = RunOptions(
        stage=stage,
        only=only,
        keep_going=keep_going,
        jobs=jobs or os.cpu_count() or 1,
        seed=seed,
        window=parse_window(window) if window else None,
    )
    with LiveProgress() as progress, chatter_aside():
        ports = ports_of(opened, now=at, evidence=evidence, progress=progress)
        done = run_project(opened, ports, options)
    documents = {**done.documents, "report.html": page_of(done.result)}
    saved = ports.evidence.save(done.result.run_id, documents)
    delivery.hand_over(done.result, saved=saved)
    return exit_code_of(done.result.verdict)
