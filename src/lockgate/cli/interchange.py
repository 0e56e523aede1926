"""``lockgate contract import`` and ``export``: contracts in and out of the formats of other tools."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from lockgate.interchange.loss import LossReport

__all__ = ["export", "import_"]

_SOURCES = "great-expectations, dbt, pandera, json-schema, soda, frictionless or tfdv"
_TARGETS = "odcs, json-schema, pydantic, great-expectations, dbt or markdown"
_MOST_SHOWN = 20

_output = click.option(
    "--output", "-o", default="", metavar="FILE", help="Where to write; default: the terminal."
)
_report = click.option(
    "--report", default="", metavar="FILE", help="Where to write the loss report: Markdown for .md, else JSON."
)
_strict = click.option(
    "--strict", is_flag=True, help="End with 1 where anything was approximated or not mapped."
)
_force = click.option("--force", is_flag=True, help="Overwrite files that are there.")


@click.command("import", cls=Command, short_help="Make a contract from another tool's rules.")
@click.argument("document", cls=Argument, help="An expectation suite, schema.yml, checks file or schema.")
@click.option("--from", "form", default="", metavar="FORMAT", help=f"{_SOURCES}; default: guessed.")
@_output
@_report
@_strict
@_force
def import_(*, document: str, form: str, output: str, report: str, strict: bool, force: bool) -> int:
    """Make a contract from another tool's rules, and say of each what became of it."""
    from lockgate.app.exchange_contract import import_file  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above

    imported = import_file(files(), document, form)
    _deliver(imported.text, imported.report, output=output, report=report, is_forced=force)
    if output:
        _say(f"next: lockgate contract validate {shlex.quote(output)}")
    return _exit_code(imported.report, is_strict=strict)


@click.command(cls=Command, short_help="Write a contract in another tool's format.")
@click.argument("document", cls=Argument, metavar="CONTRACT", help="A contract file.")
@click.option("--to", "form", required=True, metavar="FORMAT", help=f"{_TARGETS}.")
@_output
@_report
@_strict
@_force
def export(*, document: str, form: str, output: str, report: str, strict: bool, force: bool) -> int:
    """Write a contract in another tool's format, and say what of it is lost."""
    from lockgate.app.exchange_contract import export_file  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above

    exported = export_file(files(), document, form)
    _deliver(exported.text, exported.report, output=output, report=report, is_forced=force)
    return _exit_code(exported.report, is_strict=strict)


def _deliver(text: str, losses: LossReport, *, output: str, report: str, is_forced: bool) -> None:
    from lockgate.app.exchange_contract import report_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    writer = writer_of(".", overwrite=is_forced)
    named = tuple(path for path in (output, report) if path)
    writer.refuse_existing(named, hint="name another file, or overwrite it with --force")
    if report:
        writer.write(report, report_text(losses, report).encode())
    if output:
        writer.write(output, text.encode())
    else:
        write_text(text)
    for path in named:
        _say(f"  wrote {path}")
    _say(f"{losses.subject}: {losses.summary}")
    for item in losses.lost[:_MOST_SHOWN]:
        where = f"line {item.origin.line}: " if item.origin is not None else ""
        _say(f"  {item.fate.value}: {where}{item.source}" + (f": {item.why}" if item.why else ""))
    rest = len(losses.lost) - _MOST_SHOWN
    if rest > 0:
        _say(f"  and {rest:,} more; `--report loss.md` lists them all")


def _say(text: str) -> None:
    from lockgate.cli.console import note  # noqa: PLC0415 - `--help` stays quick

    note(text)


def _exit_code(report: LossReport, *, is_strict: bool) -> int:
    return ExitCode.FAIL if is_strict and report.lost else ExitCode.PASS
