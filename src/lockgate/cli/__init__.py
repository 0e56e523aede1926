"""The command line: parse, call the application, render."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from lockgate.cli.main import run_cli  # noqa: PLC0415 - importing the package must stay cheap

    raise SystemExit(run_cli())
