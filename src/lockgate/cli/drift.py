"""``lockgate drift``: one table against one reference."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import (
    TABLE_HELP,
    format_option,
    instant,
    now_option,
    output_option,
    reference_or_table,
    table_name,
    table_source,
)

__all__ = ["drift"]


@click.command(cls=Command, short_help="Compare a table with a reference, without a project.")
@click.argument(
    "reference", cls=Argument, help="An accepted reference (.json), or a table, which is frozen first."
)
@click.argument("table", cls=Argument, help=f"The current table: {TABLE_HELP[0].lower()}{TABLE_HELP[1:]}")
@click.option("--column", multiple=True, metavar="NAME", help="A column to compare; repeatable; default: all.")
@click.option("--exclude", multiple=True, metavar="NAME", help="A column to leave out; repeatable.")
@click.option(
    "--method", default="", metavar="NAME", help="How columns are measured; default: kolmogorov_smirnov."
)
@click.option("--margin", type=float, metavar="DISTANCE", help="The largest distance that does not matter.")
@click.option(
    "--alpha", type=float, default=0.05, show_default=True, help="Error probability of the decisions."
)
@now_option
@format_option
@output_option
def drift(
    *,
    reference: str,
    table: str,
    column: tuple[str, ...],
    exclude: tuple[str, ...],
    method: str,
    margin: float | None,
    alpha: float,
    now: str,
    form: str,
    output: str,
) -> int:
    """Compare a table with a reference; the rows of an accepted reference are not needed."""
    from lockgate.app.check_drift import check_drift  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of  # noqa: PLC0415 - as above
    from lockgate.cli.delivery import Delivery  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.drift.spec import DriftSpec  # noqa: PLC0415 - as above

    delivery = Delivery.of(form, output)
    spec = DriftSpec(
        data=table_name(table), columns=column, exclude=exclude, method=method, margin=margin, alpha=alpha
    )
    current = table_source(table)
    clock = clock_of(instant(now))
    with LiveProgress() as progress:
        progress.entry("drift", spec.data, "drift")
        done = check_drift(spec, reference_or_table(reference), current, engine_of(), now=clock.now())
    delivery.hand_over(done.run.result)
    return exit_code_of(done.run.result.verdict)
