"""``lockgate run``: a project's stages to a verdict."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import EvidenceOption, Format, FormatOption, NowOption, ProjectOption, instant

__all__ = ["run"]


def run(
    *,
    project: ProjectOption = "lockgate.yaml",
    stage: Annotated[str, typer.Option(help="Run only this stage.")] = "",
    only: Annotated[str, typer.Option(help="Run only entries whose name matches; * and ? are wild.")] = "",
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Run later stages though a gate is shut.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Independent entries at a time; default: one per core.")] = 0,
    seed: Annotated[int | None, typer.Option(help="Seed of everything random; default: the project's.")] = None,
    now: NowOption = "",
    form: FormatOption = Format.TERMINAL,
    evidence: EvidenceOption = "",
) -> None:
    """Run the project's stages; a shut gate stops what follows. Evidence is kept under .lockgate/evidence."""
    from lockgate.app.run_project import RunOptions, run_project  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import open_project, ports_of  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.cli.render import show, text_of  # noqa: PLC0415 - as above

    opened = open_project(project)
    options = RunOptions(
        stage=stage, only=only, keep_going=keep_going, jobs=jobs or os.cpu_count() or 1, seed=seed
    )
    with LiveProgress() as progress:
        ports = ports_of(opened, now=instant(now), evidence=evidence, progress=progress)
        done = run_project(opened, ports, options)
    page = text_of(done.result, Format.HTML).encode()
    saved = ports.evidence.save(done.result.run_id, {**done.documents, "report.html": page})
    show(done.result, form, saved=saved)
    raise typer.Exit(exit_code_of(done.result.verdict))
