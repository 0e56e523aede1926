"""`make new` writes a check that works before anybody touches it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAME = "scaffolded_sum"


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """Return a copy of what the scaffold reads and writes."""
    for folder in ("src", "scripts"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_new_check_passes_its_own_test_and_is_registered(copy: Path) -> None:
    made = _python(copy, "scripts/new_check.py", NAME)
    tested = _python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/unit/checks/test_{NAME}.py")
    found = _python(copy, "-c", f"from lockgate.checks import CHECKS; print({NAME!r} in CHECKS)")

    assert made.returncode == 0
    assert tested.returncode == 0, tested.stdout
    assert found.stdout.strip() == "True"


def test_a_new_check_is_formatted_and_lints(copy: Path) -> None:
    _python(copy, "scripts/new_check.py", NAME)
    written = [
        f"src/lockgate/checks/{NAME}.py",
        f"tests/unit/checks/test_{NAME}.py",
        "src/lockgate/checks/__init__.py",
    ]

    formatted = _python(copy, "-m", "ruff", "format", "--check", *written)
    linted = _python(copy, "-m", "ruff", "check", "--no-cache", *written)

    assert (formatted.returncode, linted.returncode) == (0, 0), formatted.stdout + linted.stdout


@pytest.mark.parametrize("name", ["", "ZeroFraction", "zero-fraction", "class", "../zero", "range"])
def test_a_name_that_cannot_be_used_is_refused_in_one_line(copy: Path, name: str) -> None:
    refused = _python(copy, "scripts/new_check.py", name)

    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def _python(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(where / "src"), "PATH": ""}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *arguments], cwd=where, env=environment, check=False, capture_output=True, text=True
    )
