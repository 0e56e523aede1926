"""``lockgate quarantine``: set aside the rows that a contract does not accept."""

from __future__ import annotations

import click

from lockgate.cli.asked_table import ASKED_HELP, CONTRACT_HELP, asked_table
from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import instant, now_option, other_option, project_option

__all__ = ["quarantine"]


@click.command(cls=Command, short_help="Set aside the rows that a contract does not accept.")
@click.argument(
    "table",
    cls=Argument,
    help=ASKED_HELP,
)
@click.option("--contract", "-c", default="", metavar="FILE", help=CONTRACT_HELP)
@click.option("--name", default="", metavar="NAME", help="With --contract: what the table is called there.")
@other_option
@project_option
@click.option(
    "--output",
    "-o",
    default="",
    metavar="DIR",
    help="Where to write; default: quarantine/ and the table's name.",
)
@click.option("--force", is_flag=True, help="Replace the directory if it is there.")
@click.option("--show-values", is_flag=True, help="Write values of classified columns to the bad part, too.")
@now_option
def quarantine(
    *,
    table: str,
    contract: str,
    name: str,
    other: tuple[str, ...],
    project: str,
    output: str,
    force: bool,
    show_values: bool,
    now: str,
) -> int:
    """Set aside the rows that a contract does not accept: good/ and bad/, with the reasons, beside each other.

    Rows are set aside for blocking checks that are red. The parts appear together, when they add up to the table;
    run the command again after a crash, and it takes up where it was. The source is not changed. The exit code is that
    of the verdict on the good part.
    """
    from lockgate.app.quarantine_table import Engines, quarantine_table  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of, workspace_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.reports.quarantine_text import quarantine_text  # noqa: PLC0415 - as above

    suite, sources, spec = asked_table(table, contract, name, other, project)
    target = output or f"quarantine/{suite.table}"
    words = (repr(suite), str(show_values))
    with LiveProgress() as progress:
        progress.entry("quarantine", suite.table, "contract")
        done = quarantine_table(
            suite,
            sources,
            Engines(engine_of(spec), engine_of()),
            lambda inputs: workspace_of(target, words, inputs, overwrite=force),
            now=clock_of(instant(now)).now(),
            is_masked=not show_values,
        )
    code = exit_code_of(done.verdict)
    write_text(f"{quarantine_text(done)}   exit {int(code)}")
    return code
