"""The program: commands, and errors on one screen."""

from __future__ import annotations

import os

import click

from lockgate.cli.commands import Commands
from lockgate.cli.console import fail, note, write_text
from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.cli.interruption import is_stopped, stop_tidily
from lockgate.domain.errors import LockgateError, ParameterError, did_you_mean
from lockgate.domain.version import __version__

__all__ = ["app", "run_cli"]

app = Commands(
    "lockgate",
    help="The release gate for machine-learning models: may this model ship, and may it stay?",
    epilog="Exit codes: 0 pass, 1 fail, 2 usage, 3 inconclusive, 4 error.",
    homes={
        "init": "lockgate.cli.init",
        "check": "lockgate.cli.check",
        "run": "lockgate.cli.run",
        "drift": "lockgate.cli.drift",
        "reference": "lockgate.cli.reference",
        "slices": "lockgate.cli.slices",
        "plan": "lockgate.cli.plan",
        "profile": "lockgate.cli.profile",
        "state": "lockgate.cli.state",
        "score": "lockgate.cli.score",
        "quarantine": "lockgate.cli.quarantine",
        "report": "lockgate.cli.report",
        "replay": "lockgate.cli.replay",
        "gate": "lockgate.cli.gate",
        "labels": "lockgate.cli.labels",
        "explain": "lockgate.cli.explain",
        "schema": "lockgate.cli.schema",
        "contract": "lockgate.cli.contract",
        "migrate": "lockgate.cli.migrate",
        "completion": "lockgate.cli.completion",
    },
)


@app.result_callback()
def _exit_code(code: int | None) -> int:
    """Return what a command returned; one that has no verdict has nothing to say."""
    return int(code or ExitCode.PASS)


app.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=lambda context, _, value: _show_version(context) if value else None,
        help="Show the version.",
    )
)


def _show_version(context: click.Context) -> None:
    write_text(f"lockgate {__version__}")
    context.exit()


def run_cli() -> int:
    """Run the command that the arguments name, and return the exit code."""
    stop_tidily()
    try:
        return int(app.main(prog_name="lockgate", standalone_mode=False))
    except LockgateError as error:
        return _told(error)
    except click.Abort:
        return _stopped()
    except click.ClickException as error:
        return _mistaken(error)
    except Exception as error:  # noqa: BLE001 - the last door: nobody wants a traceback
        return _stopped() if is_stopped() else _unexpected(error)


def _stopped() -> int:
    note("stopped: no verdict was given and nothing of this run was kept; earlier runs stay.   exit 4")
    return ExitCode.ERROR


def _told(error: LockgateError) -> int:
    if os.environ.get("LOCKGATE_DEBUG"):
        raise error
    code = exit_code_of(error)
    fail(error, code)
    return code


def _mistaken(error: click.ClickException) -> int:
    """Handle a mistake in the arguments."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    where = context.command_path if context else "lockgate"
    if isinstance(error, click.NoSuchOption):
        said = f"there is no option `{error.option_name}`"
        known = [name for one in context.command.get_params(context) for name in one.opts] if context else []
        hint = did_you_mean(error.option_name, known)
    else:
        said = error.format_message().strip().rstrip(".")
        hint = f"`{where} --help` shows what it takes"
    return _told(ParameterError("LG101", where, said[:1].lower() + said[1:], hint))


def _unexpected(error: Exception) -> int:
    """Handle what nobody foresaw."""
    if os.environ.get("LOCKGATE_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        note(f"error  {where}the system says: {error.strerror}; no verdict was given.   exit 4")
        return ExitCode.ERROR
    note(f"error  something unforeseen: {type(error).__name__}: {error}")
    note("  hint  run again with --debug, and report what it prints.   exit 4")
    return ExitCode.ERROR
