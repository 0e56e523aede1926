"""``lockgate contract``: propose contracts, and check them before any data is read."""

from __future__ import annotations

import shlex

import click

from lockgate.cli.commands import Argument, Command, Commands
from lockgate.cli.options import table_file, table_name

__all__ = ["contract", "infer", "validate"]

contract = Commands(
    "contract",
    help="Infer, check, evolve and exchange data contracts (ODCS).",
    homes={
        "infer": "lockgate.cli.contract",
        "validate": "lockgate.cli.contract",
        "diff": "lockgate.cli.contract_diff",
        "compat": "lockgate.cli.contract_compat",
        "version": "lockgate.cli.contract_version",
        "release": "lockgate.cli.contract_release",
        "consumer": "lockgate.cli.contract_consumer",
        "import": "lockgate.cli.interchange",
        "export": "lockgate.cli.interchange",
    },
)


@click.command(cls=Command, short_help="Propose a contract from a table.")
@click.argument("table", cls=Argument, help="A reference table: Parquet, CSV or JSON.")
@click.option("--name", default="", metavar="NAME", help="What the table is called; default: the file's stem.")
@click.option("--output", "-o", default="", metavar="FILE", help="Where to write; default: the terminal.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def infer(*, table: str, name: str, output: str, force: bool) -> None:
    """Propose a contract from a table: fitted on one part of its rows, verified on the rest."""
    from lockgate.app.infer_contract import infer_contract_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    writer = writer_of(".", overwrite=force)
    if output:
        writer.refuse_existing((output,), hint="name another file with --output, or overwrite it with --force")
    called = name or table_name(table_file(table))
    text = infer_contract_text(table, called, engine=engine_of(), clock=clock_of(None))
    if not output:
        write_text(text)
        return
    writer.write(output, text.encode())
    write_text(f"  wrote {output}\nnext: lockgate check {shlex.quote(table)} --contract {shlex.quote(output)}")


@click.command(cls=Command, short_help="Check contracts for mistakes without reading data.")
@click.argument("contracts", cls=Argument, nargs=-1, required=True, metavar="FILE...", help="Contract files.")
def validate(*, contracts: tuple[str, ...]) -> None:
    """Check contracts for mistakes without reading data; all mistakes are shown at once."""
    from lockgate.app.contract_suites import validate_contracts  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    for valid in validate_contracts(files(), contracts):
        write_text(f"{valid.path}: {_counted(valid.tables, 'table')}, {_counted(valid.checks, 'check')}")
        for note in valid.notes:
            write_text(f"  {note}")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
