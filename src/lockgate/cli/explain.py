"""``lockgate explain``: what a code, a check or a metric means."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command

__all__ = ["explain"]


@click.command(cls=Command, short_help="Explain a code, a check or a metric.")
@click.argument(
    "topic",
    cls=Argument,
    default="",
    help="A code such as LG401, or the name of a check or metric.",
)
def explain(*, topic: str) -> None:
    """Explain a code, a check or a metric; without a topic, list them."""
    from lockgate.app.explain import explain_topic  # noqa: PLC0415 - `--help` stays quick
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    write_text(explain_topic(topic))
