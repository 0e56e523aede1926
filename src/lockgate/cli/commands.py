"""How commands are made: loaded when they run, with help for arguments and the options of every command."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from lockgate.cli.console import write_text
from lockgate.domain.errors import ParameterError, did_you_mean

__all__ = ["HELP_NAMES", "Argument", "Command", "Commands"]

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class Argument(click.Argument):
    """An argument that says what it means.

    Parameters
    ----------
    help : str
        One sentence.
    """

    def __init__(self, *declarations: Any, help: str = "", **more: Any) -> None:  # noqa: A002, ANN401 - as in click
        super().__init__(*declarations, **more)
        self.help = help


class Command(click.Command):
    """A command whose help explains its arguments, and that knows the options of every command."""

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Return the option that shows the help."""
        return _help_option(self.get_help_option_names(ctx))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, and those of every command."""
        return [*super().get_params(ctx), *_EVERYWHERE]

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: the arguments stand above the options, in every version of click."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each argument and each option means."""
        arguments = [one for one in self.params if isinstance(one, Argument)]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl([(one.make_metavar(ctx), one.help or "") for one in arguments])
        super().format_options(ctx, formatter)


_ATTRIBUTES = {"import": "import_", "list": "list_"}
"""Commands whose name Python needs for itself."""


class Commands(click.Group):
    """A group that imports the module of a command when that command is asked for.

    Parameters
    ----------
    homes : mapping of str to str
        Module of each command, by its name; the module holds the command under that name.
    """

    def __init__(self, name: str, *, homes: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(name, **{"context_settings": HELP_NAMES, "no_args_is_help": True, **more})
        self._homes = homes

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Return the option that shows the help."""
        return _help_option(self.get_help_option_names(ctx))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the group's own parameters, and those of every command."""
        return [*super().get_params(ctx), *_EVERYWHERE]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which a newcomer needs them."""
        return list(self._homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Load a command."""
        if cmd_name not in self._homes:
            return None
        command: click.Command = getattr(
            import_module(self._homes[cmd_name]), _ATTRIBUTES.get(cmd_name, cmd_name)
        )
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name; a name that is none gets the nearest one."""
        name = args[0]
        if name in self._homes or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        hint = did_you_mean(name, self._homes)
        raise ParameterError("LG101", ctx.command_path, f"no command is named `{name}`", hint)


def _help_option(names: Sequence[str]) -> click.Option:
    return click.Option(
        [*names],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_help,
        help="Show this message and exit.",
    )


def _show_help(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's signature
    """Show the help; click's own way would end with 1, which means FAIL, when the reader leaves early."""
    if value and not context.resilient_parsing:
        write_text(context.get_help())
        context.exit()


def _without_colour(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's signature
    if value:
        os.environ["NO_COLOR"] = "1"


def _debug(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's signature
    if value:
        os.environ["LOCKGATE_DEBUG"] = "1"


_EVERYWHERE = (
    click.Option(
        ["--no-color"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_without_colour,
        help="No colour; so does NO_COLOR in the environment.",
    ),
    click.Option(
        ["--debug"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_debug,
        help="Show the traceback of an error.",
    ),
)
