"""Options that the commands on versions of contracts share."""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lockgate.domain.errors import ParameterError

if TYPE_CHECKING:
    from lockgate.app.contract_versions import Archive

__all__ = ["FORMATS", "MODES", "archive", "form_option", "mode_option", "yaml_files"]

FORMATS = ("terminal", "json", "markdown")

MODES = (
    "forward",
    "backward",
    "full",
    "forward-transitive",
    "backward-transitive",
    "full-transitive",
)

form_option = click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="How the result is written.",
)
mode_option = click.option(
    "--mode",
    "-m",
    type=click.Choice(MODES),
    default="forward",
    show_default=True,
    metavar="MODE",
    help="What must not break. forward: readers of the old contract read new tables; backward: readers of the new "
    "one read stored tables; full: both; with -transitive: against every kept version.",
)


def archive() -> Archive:
    """Return what reads contracts as they are and as they were."""
    from lockgate.app.contract_versions import Archive  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files, history_of, revisions  # noqa: PLC0415 - as above

    return Archive(files(), revisions(), history_of)


def yaml_files(given: str) -> list[str]:
    """Return the files that a path, a directory or a pattern names, sorted.

    Raises
    ------
    ParameterError
        If it names none.
    """
    place = Path(given)
    if place.is_dir():
        found = sorted(str(file) for file in place.iterdir() if file.suffix in (".yaml", ".yml", ".json"))
    else:
        found = [given] if place.exists() else sorted(glob(given))  # noqa: PTH207 - Path.glob refuses absolute ones
    if not found:
        raise ParameterError(
            "LG202", "contract compat", f"no released model matches `{given}`", "check the path"
        )
    return found
