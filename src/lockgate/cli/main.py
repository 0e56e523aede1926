"""The program: commands, and errors on one screen."""

from __future__ import annotations

import os
import sys

import typer

from lockgate.cli import check as check_command
from lockgate.cli import (
    contract,
    explain,
    init,
    plan,
    replay,
    report,
    run,
    schema,
    score,
)
from lockgate.cli.console import fail
from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.domain.errors import LockgateError
from lockgate.domain.version import __version__

__all__ = ["app", "run_cli"]

app = typer.Typer(
    name="lockgate",
    help="The release gate for machine-learning models: may this model ship, and may it stay?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.init)
app.command("check")(check_command.check)
app.command("run")(run.run)
app.command("plan")(plan.plan)
app.command("score")(score.score)
app.command("report")(report.report)
app.command("replay")(replay.replay)
app.command("explain")(explain.explain)
app.command("schema")(schema.schema)
app.add_typer(contract.app, name="contract")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"lockgate {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Gate data, features and models; exit codes: 0 pass, 1 fail, 2 usage, 3 inconclusive, 4 error."""


def run_cli() -> int:
    """Run the command that the arguments name, and return the exit code."""
    if "--debug" in sys.argv[1:]:
        sys.argv.remove("--debug")
        os.environ["LOCKGATE_DEBUG"] = "1"
    try:
        code = app(standalone_mode=False)
    except LockgateError as error:
        if os.environ.get("LOCKGATE_DEBUG"):
            raise
        fail(error, exit_code_of(error))
        return exit_code_of(error)
    except typer.Exit as leave:
        return leave.exit_code
    except typer.Abort:
        typer.echo("stopped; nothing was saved", err=True)
        return ExitCode.ERROR
    except Exception as error:  # noqa: BLE001 - the last door: nobody wants a traceback
        return _unexpected(error)
    return int(code or 0)


def _unexpected(error: Exception) -> int:
    """Handle what the parser or nobody foresaw."""
    show = getattr(error, "show", None)
    if callable(show):  # a mistake in the arguments; the parser knows how to say it
        show()
        return ExitCode.USAGE
    if os.environ.get("LOCKGATE_DEBUG"):
        raise error
    typer.echo(f"lockgate met something unforeseen: {type(error).__name__}: {error}", err=True)
    typer.echo("  hint: run again with --debug and report what it prints", err=True)
    return ExitCode.ERROR
