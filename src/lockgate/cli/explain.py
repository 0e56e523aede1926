"""``lockgate explain``: what a code, a check or a metric means."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["explain"]


def explain(
    topic: Annotated[str, typer.Argument(help="A code such as LG401, or the name of a check or metric.")] = "",
) -> None:
    """Explain a code, a check or a metric; without a topic, list them."""
    from lockgate.app.explain import explain_topic  # noqa: PLC0415 - `--help` stays quick
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    write_text(explain_topic(topic))
