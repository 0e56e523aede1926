"""``lockgate contract release``: keep a version, so that the next ones are judged against it."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive, mode_option
from lockgate.cli.exit_codes import ExitCode, exit_code_of

__all__ = ["release"]


@click.command(cls=Command, short_help="Keep a version of a contract in the history beside it.")
@click.argument("contract", cls=Argument, metavar="FILE", help="The contract.")
@mode_option
def release(*, contract: str, mode: str) -> int:
    """Keep the contract as a released version; refused where it may not follow those that are kept."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.contracts.evolution.mode import Mode  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.text import compat_text  # noqa: PLC0415 - as above

    done = archive().release(contract, mode=Mode(mode))
    if done.judged is not None:
        write_text(compat_text(done.judged))
    if not done.path:
        return exit_code_of(done.judged.verdict) if done.judged is not None else ExitCode.FAIL
    write_text(f"  kept {done.path}\nnext: commit it")
    return ExitCode.PASS
