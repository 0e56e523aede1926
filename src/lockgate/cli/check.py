"""``lockgate check``: one table against one contract."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lockgate.cli.asked_table import ASKED_HELP, CONTRACT_HELP, asked_table
from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import (
    format_option,
    instant,
    now_option,
    other_option,
    output_option,
    project_option,
    reference_or_table,
)

if TYPE_CHECKING:
    from lockgate.app.engine_spec import EngineSpec

__all__ = ["check"]


@click.command(cls=Command, short_help="Check a table against a contract, without a project.")
@click.argument("table", cls=Argument, help=ASKED_HELP)
@click.option("--contract", "-c", default="", metavar="FILE", help=CONTRACT_HELP)
@click.option("--name", default="", metavar="NAME", help="With --contract: what the table is called there.")
@click.option(
    "--reference",
    default="",
    metavar="FILE",
    help="Compare with this accepted reference (.json), or table, as well.",
)
@other_option
@project_option
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Offending rows to show for each red check.",
)
@click.option(
    "--failures",
    default="",
    metavar="FILE",
    help="Write every offending row, with check and reason, to this .parquet or .csv file.",
)
@click.option("--threads", type=click.IntRange(min=1), help="Threads; default: one per core.")
@click.option(
    "--memory",
    default="",
    metavar="SIZE",
    help="Memory before the engine spills to disk; default: 512MiB.",
)
@now_option
@format_option
@output_option
def check(
    *,
    table: str,
    contract: str,
    name: str,
    reference: str,
    other: tuple[str, ...],
    project: str,
    rows: int,
    failures: str,
    threads: int | None,
    memory: str,
    now: str,
    form: str,
    output: str,
) -> int:
    """Check a table against a contract, and against a reference if one is given.

    With --contract no project is needed. Without it the table, its contract and its engine are the project's.
    """
    from lockgate.app.check_table import check_tables  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import note  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery, refuse_unwritable  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above

    delivery = Delivery.of(form, output)
    if failures:
        refuse_unwritable(Path(failures), "--failures")
    before = reference_or_table(reference) if reference else None
    suite, sources, spec = asked_table(table, contract, name, other, project)
    clock = clock_of(instant(now))
    engine = engine_of(_limited(spec, threads, memory))
    with LiveProgress() as progress:
        progress.entry("check", suite.table, "contract")
        instant_of_run = clock.now()
        done = check_tables([suite], sources, engine, now=instant_of_run, sample_rows=rows, failures=failures)
        if before is not None:
            from lockgate.app.check_against import with_drift  # noqa: PLC0415 - brings numpy

            progress.entry("drift", suite.table, "drift")
            done = with_drift(done, suite, before, sources, engine, now=instant_of_run)
    delivery.hand_over(done.result)
    if failures:
        note(f"  wrote the offending rows to {failures}")
    return exit_code_of(done.result.verdict)


def _limited(spec: EngineSpec, threads: int | None, memory: str) -> EngineSpec:
    """Return an engine with the limits of the command line, where these are set."""
    return replace(spec, threads=threads or spec.threads, memory_limit=memory or spec.memory_limit)
