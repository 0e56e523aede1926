"""The pages that people read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def pages(root: Path) -> dict[Path, str]:
    """Return every Markdown file that git knows or would add, relative to the root, with its text."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words
    paths = sorted(Path(line) for line in set(listed.splitlines()) if (root / line).exists())
    return {path: (root / path).read_text(encoding="utf-8") for path in paths}
