"""``lockgate check``: one table against one contract."""

from __future__ import annotations

from pathlib import Path

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import (
    TABLE_HELP,
    format_option,
    instant,
    named_table,
    now_option,
    other_option,
    output_option,
    reference_or_table,
    table_name,
    table_source,
)

__all__ = ["check"]


@click.command(cls=Command, short_help="Check a table against a contract, without a project.")
@click.argument("table", cls=Argument, help=TABLE_HELP)
@click.option("--contract", "-c", required=True, metavar="FILE", help="The ODCS contract.")
@click.option("--name", default="", metavar="NAME", help="What the table is called; default: the file's stem.")
@click.option(
    "--reference",
    default="",
    metavar="FILE",
    help="Compare with this accepted reference (.json), or table, as well.",
)
@other_option
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
    default="512MiB",
    metavar="SIZE",
    show_default=True,
    help="Memory before the engine spills to disk.",
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
    rows: int,
    failures: str,
    threads: int | None,
    memory: str,
    now: str,
    form: str,
    output: str,
) -> int:
    """Check a table against a contract, and against a reference if one is given, without a project."""
    from lockgate.app.check_against import with_drift  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.check_table import check_tables  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.engine_spec import EngineSpec  # noqa: PLC0415 - as above
    from lockgate.bootstrap import clock_of, engine_of, suite_from  # noqa: PLC0415 - as above
    from lockgate.cli.console import note  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery, refuse_unwritable  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above

    delivery = Delivery.of(form, output)
    if failures:
        refuse_unwritable(Path(failures), "--failures")
    before = reference_or_table(reference) if reference else None
    others = dict(map(named_table, other))
    clock = clock_of(instant(now))
    suite = suite_from(contract, name or table_name(table))
    sources = {suite.table: table_source(table), **others}
    engine = engine_of(EngineSpec(threads=threads, memory_limit=memory))
    with LiveProgress() as progress:
        progress.entry("check", suite.table, "contract")
        instant_of_run = clock.now()
        done = check_tables([suite], sources, engine, now=instant_of_run, sample_rows=rows, failures=failures)
        if before is not None:
            progress.entry("drift", suite.table, "drift")
            done = with_drift(done, suite, before, sources, engine, now=instant_of_run)
    delivery.hand_over(done.result)
    if failures:
        note(f"  wrote the offending rows to {failures}")
    return exit_code_of(done.result.verdict)
