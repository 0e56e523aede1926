"""What the command line says, letter by letter; `make golden` rewrites, and the difference is reviewed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.fakes.projects import Home

from lockgate.cli.main import app

PROJECT = (
    "lockgate: 1\nproject: trips\nowner: ops\nseed: 7\ndata:\n{data}stages:\n  ingest:\n    - contract: trips\n"
)
AT = ("--now", "2013-07-01T12:00Z")


def _commands(command: click.Command, name: str) -> Iterator[str]:
    yield name
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            if inner is not None:
                yield from _commands(inner, f"{name} {child}")


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what a command writes in a directory with a small project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*arguments: str, lower: int = 15) -> str:
        home = Home(tmp_path)
        home.write("lockgate.yaml", PROJECT.format(data=home.trips(lower=lower)))
        return CliRunner().invoke(app, arguments, prog_name="lockgate", standalone_mode=False).stdout

    return run


@pytest.mark.parametrize("name", list(_commands(app, "lockgate")))
def test_the_help_of_each_command(name: str, shown: Callable[..., str], golden: Callable[..., None]) -> None:
    golden(f"cli/help/{name.replace(' ', '-')}.txt", shown(*name.split()[1:], "--help"))


@pytest.mark.parametrize(
    ("name", "arguments", "lower"),
    [
        ("run-green", ("run", *AT), 15),
        ("run-red", ("run", *AT), 30),
        ("check-red", ("check", "data/trips.parquet", "-c", "contracts/trips.odcs.yaml", *AT), 30),
        ("plan", ("plan",), 15),
        ("explain-code", ("explain", "LG401"), 15),
        ("contract-validate", ("contract", "validate", "contracts/trips.odcs.yaml"), 15),
    ],
)
def test_the_screen_of_each_common_call(
    name: str, arguments: tuple[str, ...], lower: int, shown: Callable[..., str], golden: Callable[..., None]
) -> None:
    text = re.sub(
        r"\b[0-9a-f]{12}\b", "0123456789ab", shown(*arguments, lower=lower)
    )  # the id is of the evidence

    golden(f"cli/{name}.txt", text)
