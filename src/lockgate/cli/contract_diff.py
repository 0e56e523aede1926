"""``lockgate contract diff``: what changed between two versions of a contract."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive, form_option
from lockgate.cli.exit_codes import ExitCode

__all__ = ["diff"]


@click.command(cls=Command, short_help="Show what changed between two versions of a contract.")
@click.argument("old", cls=Argument, help="A contract: FILE, FILE@VERSION (kept) or FILE@REVISION (git).")
@click.argument("new", cls=Argument, help="Another; the same forms.")
@form_option
@click.option(
    "--exit-code", is_flag=True, help="End with 1 where anything changed; else a comparison ends with 0."
)
def diff(*, old: str, new: str, form: str, exit_code: bool) -> int:
    """Show every change with its place in both files and what it does to readers and stored tables."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.reports.evolution.document import diff_json  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.markdown import diff_markdown  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.text import diff_text  # noqa: PLC0415 - as above

    found = archive().diff(old, new)
    write = {"terminal": diff_text, "json": diff_json, "markdown": diff_markdown}[form]
    write_text(write(found.old, found.new, found.changes))
    return ExitCode.FAIL if exit_code and found.changes else ExitCode.PASS
