from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lockgate.adapters.git_revisions import GitRevisions
from lockgate.domain.errors import ContractVersionError


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *words], check=True, capture_output=True)  # noqa: S603, S607 - a repository of the test


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that had another text at the tag v1."""
    git(tmp_path, "init", "--quiet")
    file = tmp_path / "deep" / "trips.yaml"
    file.parent.mkdir()
    file.write_text("old")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "one")
    git(tmp_path, "tag", "v1")
    file.write_text("new")
    return file


def test_a_file_is_read_as_it_was(file: Path) -> None:
    assert GitRevisions().read(str(file), "v1") == b"old"


@pytest.mark.parametrize("revision", ["v9", "--help", "v1:other"])
def test_a_revision_that_is_not_there_is_an_error(file: Path, revision: str) -> None:
    with pytest.raises(ContractVersionError, match="LG321"):
        GitRevisions().read(str(file), revision)


def test_a_machine_without_git_is_an_error(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ContractVersionError, match="LG321"):
        GitRevisions().read(str(file), "v1")
