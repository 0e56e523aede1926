"""``lockgate contract compat``: may this version follow those before it."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive, form_option, mode_option
from lockgate.cli.exit_codes import exit_code_of

__all__ = ["compat"]


@click.command(cls=Command, short_help="Judge whether a contract may follow its older versions.")
@click.argument(
    "contracts",
    cls=Argument,
    nargs=-1,
    required=True,
    metavar="[OLD...] NEW",
    help="Contracts: FILE, FILE@VERSION (kept) or FILE@REVISION (git); without OLD, the kept versions.",
)
@mode_option
@click.option("--strict", is_flag=True, help="Fail on a break even where the major version announces it.")
@form_option
def compat(*, contracts: tuple[str, ...], mode: str, strict: bool, form: str) -> int:
    """Judge each change, and whether the version says enough; ends with 1 where it may not be released."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.contracts.evolution.mode import Mode  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.document import compat_json  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.markdown import compat_markdown  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.text import compat_text  # noqa: PLC0415 - as above

    judged = archive().compat(contracts[:-1], contracts[-1], mode=Mode(mode), strict=strict)
    write = {"terminal": compat_text, "json": compat_json, "markdown": compat_markdown}[form]
    write_text(write(judged))
    return exit_code_of(judged.verdict)
