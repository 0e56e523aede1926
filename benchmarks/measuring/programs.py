"""A program that takes part in a benchmark, and the virtual environment that it runs in."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from measuring.command_line import say

__all__ = ["LOCKGATE_PYTHON", "ROOT", "Program", "compile_sources", "make_environments", "versions"]

ROOT = Path(__file__).resolve().parents[2]
LOCKGATE_PYTHON = ROOT / ".venv" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Program:
    """One program of a benchmark; each benchmark derives its own kind, with its folders and what it has to know.

    Parameters
    ----------
    name : str
        As the result tables show it.
    script : str
        Its file in `peers/`; empty for Lockgate, whose own command line is measured.
    environment : str
        Name of its pinned requirements `peers/<environment>.txt`, and of its virtual environment.
    package : str
        The distribution whose version is reported.
    settings : mapping of str to str, default=none
        Environment variables of this program alone.
    """

    folder: ClassVar[Path]
    """The benchmark's own, with `peers/`."""
    work: ClassVar[Path]
    """Where everything that is made is kept, and where the programs run."""
    variables: ClassVar[Mapping[str, str]]
    """Environment variables of all programs of the benchmark."""

    name: str
    script: str
    environment: str
    package: str
    settings: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return self.work / "envs" / self.environment / "bin" / "python" if self.script else LOCKGATE_PYTHON

    @property
    def surroundings(self) -> dict[str, str]:
        """All environment variables that it sees."""
        return {**os.environ, **self.variables, **self.settings}

    def started(self, *arguments: str) -> list[str]:
        """Return the script, which for Lockgate is its command, and the arguments."""
        script = self.folder / "peers" / self.script if self.script else self.python.with_name("lockgate")
        return [str(script), *arguments]


def make_environments(parts: Iterable[Program]) -> None:
    """Make the virtual environments that are missing, or whose pins have changed."""
    for part in parts:
        wanted = part.folder / "peers" / f"{part.environment}.txt"
        ready = part.python.parents[1] / ".ready"
        if part.script and not (ready.exists() and ready.read_bytes() == wanted.read_bytes()):
            say(f"making the environment of {part.name}")
            _make_environment(part.python, wanted)
            ready.write_bytes(wanted.read_bytes())


def compile_sources(folder: Path) -> None:
    """Compile a benchmark's folder, Lockgate and what it imports: else the first import would pay for it."""
    for sources in (folder, ROOT / "src", LOCKGATE_PYTHON.parents[1] / "lib"):
        compileall.compile_dir(sources, quiet=2, workers=0)


def versions(parts: Iterable[Program]) -> dict[str, str]:
    """Ask each program's environment for the version of its package."""
    return {part.name: _version(part) for part in parts}


def _make_environment(python: Path, wanted: Path) -> None:
    """Install the pins, compiled, for the same reason."""
    uv = _uv()
    subprocess.run(
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, python.parents[1]], check=True
    )
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, "--requirement", wanted],
        check=True,
        env=os.environ | {"UV_NO_CONFIG": "1"},
    )


def _uv() -> Path:
    """Find the uv that `make` installed, or one on the path."""
    candidates = sorted((ROOT / ".tools").glob("uv-*/bin/uv"))
    candidates += [Path(folder, "uv") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    found = next((path for path in candidates if os.access(path, os.X_OK)), None)
    if found is None:
        raise SystemExit("there is no uv; `make setup` brings one")
    return found


def _version(part: Program) -> str:
    if not part.script:
        return f"{version('lockgate')}, duckdb {version('duckdb')}"
    code = f"from importlib.metadata import version; print(version('{part.package}'))"
    return subprocess.run([part.python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
