from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.projects import Home

from lockgate.cli.main import run_cli

LOCKGATE = str(Path(sys.executable).with_name("lockgate"))
SHOWN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LOCKGATE_DEBUG", "LOCKGATE_ENTRY")
PROJECT = "lockgate: 1\nproject: trips\nowner: ops\nseed: 7\ndata:\n{data}stages:\n{stages}"


@dataclass(frozen=True, slots=True)
class Site:
    """A project on disk and the real program, in processes of its own."""

    home: Home

    @property
    def root(self) -> Path:
        """Return the directory of the project."""
        return self.home.root

    def make(self, *, lower: int = 15, stages: str = "  ingest:\n    - contract: trips\n") -> None:
        """Write a project of one table; with a high `lower` its gate is shut."""
        text = PROJECT.format(data=self.home.trips(lower=lower), stages=stages)
        self.home.write("lockgate.yaml", text)

    def start(self, *arguments: str, **more: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - Popen's own
        """Start the program."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        options = {**pipes, "cwd": self.root, "env": plain_environment(), **more}
        return subprocess.Popen([LOCKGATE, *arguments], **options)  # noqa: S603 - our own words

    def __call__(self, *arguments: str, **more: Any) -> tuple[int, str, str]:  # noqa: ANN401 - Popen's own
        """Run the program to its end: exit code, standard output, error stream."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=60)
        return process.returncode, (out or b"").decode(), (err or b"").decode()


def plain_environment(**more: str) -> dict[str, str]:
    """Return this environment without what changes how programs show themselves."""
    return {**{key: value for key, value in os.environ.items() if key not in SHOWN}, **more}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an empty directory and the program."""
    return Site(Home(tmp_path))


@pytest.fixture
def environment() -> Callable[..., dict[str, str]]:
    """Return what makes a plain environment."""
    return plain_environment


@pytest.fixture
def inside(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Return what runs the whole program in this process: for many cases of one kind, where starting costs most."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.chdir(site.root)
    for name in SHOWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "")  # restored at the end, whatever `--no-color` sets

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lockgate", *arguments])
        code = run_cli()
        return code, *capfd.readouterr()

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)
