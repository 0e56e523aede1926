from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fakes.projects import Home

from lockgate.cli.main import app

PROJECT = (
    "lockgate: 1\nproject: trips\nowner: ops\nseed: 7\ndata:\n{data}stages:\n  ingest:\n    - contract: trips\n"
)


class Shell:
    """Runs commands inside this process, in a directory of its own."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.root = home.root

    def __call__(self, *arguments: str) -> Result:
        """Run a command; its value is the exit code it asks for, and what it raises is in `exception`."""
        return CliRunner().invoke(app, arguments, prog_name="lockgate", standalone_mode=False)

    def trips(self, *, lower: int = 15) -> None:
        """Make a project of one table; with a high `lower` its gate is shut."""
        self.home.write("lockgate.yaml", PROJECT.format(data=self.home.trips(lower=lower)))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a shell in an empty directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("NO_COLOR", "")  # restored at the end, whatever `--no-color` sets
    return Shell(Home(tmp_path))
