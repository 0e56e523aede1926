"""``lockgate contract version``: which version the changes ask for."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive, mode_option

__all__ = ["version"]


@click.command(cls=Command, short_help="Suggest the next version of a contract.")
@click.argument(
    "contracts",
    cls=Argument,
    nargs=-1,
    required=True,
    metavar="[OLD] NEW",
    help="Contracts: FILE, FILE@VERSION (kept) or FILE@REVISION (git); without OLD, the last kept version.",
)
@mode_option
def version(*, contracts: tuple[str, ...], mode: str) -> None:
    """Print the smallest version that says what changed: major breaks, minor changes promises, patch is words."""
    from lockgate.cli.console import note, write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.contracts.evolution.mode import Mode  # noqa: PLC0415 - as above
    from lockgate.reports.evolution.words import version_sentence  # noqa: PLC0415 - as above

    judged = archive().compat(contracts[:-1], contracts[-1], mode=Mode(mode))
    write_text(str(judged.suggested))
    note(f"  {version_sentence(judged.last)}")
