"""``lockgate completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command

__all__ = ["completion"]

_VARIABLE = "_LOCKGATE_COMPLETE"


@click.command(cls=Command, short_help="Print a script for shell completion.")
@click.argument(
    "shell",
    cls=Argument,
    type=click.Choice(["bash", "zsh", "fish"]),
    metavar="SHELL",
    help="bash, zsh or fish.",
)
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that completes commands and options in a shell.

    For bash, add `eval "$(lockgate completion bash)"` to ~/.bashrc; for zsh the same with zsh to ~/.zshrc; for
    fish, `lockgate completion fish > ~/.config/fish/completions/lockgate.fish`.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - `--help` stays quick

    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    kind = get_completion_class(shell)
    if kind is None:  # the argument's type admits only shells that click knows
        raise AssertionError(shell)
    write_text(
        kind(context.find_root().command, {}, "lockgate", _VARIABLE).source_template
        % {
            "complete_func": "_lockgate_completion",
            "complete_var": _VARIABLE,
            "prog_name": "lockgate",
        }
    )
