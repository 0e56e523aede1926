"""``lockgate report``: a run that was kept, in any format."""

from __future__ import annotations

from typing import Annotated

import typer

from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import EvidenceOption, Format, FormatOption

__all__ = ["report"]


def report(
    run_id: Annotated[str, typer.Argument(help="The run; default: the last one.", metavar="RUN")] = "latest",
    *,
    form: FormatOption = Format.TERMINAL,
    evidence: EvidenceOption = "",
) -> None:
    """Show a run from its evidence; the exit code is that of its verdict."""
    from lockgate.app.replay import read_run  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import evidence_of  # noqa: PLC0415 - as above
    from lockgate.cli.render import show  # noqa: PLC0415 - as above

    result = read_run(evidence_of(".", evidence).load(run_id))
    show(result, form)
    raise typer.Exit(exit_code_of(result.verdict))
