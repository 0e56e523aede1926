from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from lockgate.adapters import whole_files
from lockgate.adapters.contract_history import ContractHistory
from lockgate.domain.errors import ContractVersionError, ParameterError


@pytest.fixture
def history(tmp_path: Path) -> ContractHistory:
    return ContractHistory(tmp_path / "history")


def test_a_version_is_kept_once_with_its_digest(history: ContractHistory) -> None:
    path = Path(history.keep("trips", "1.0.0", b"one"))

    again = history.keep("trips", "1.0.0", b"one")

    assert history.kept("trips") == {"1.0.0": b"one"}
    assert again == str(path)
    sums = (path.parent / "SHA256SUMS").read_text()
    assert sums == f"{hashlib.sha256(b'one').hexdigest()}  1.0.0.odcs.yaml\n"


def test_nothing_is_kept_at_first(history: ContractHistory) -> None:
    assert history.kept("trips") == {}
    assert history.place.endswith("history")


def test_a_version_means_one_content(history: ContractHistory) -> None:
    history.keep("trips", "1.0.0", b"one")

    with pytest.raises(ContractVersionError, match="LG323"):
        history.keep("trips", "1.0.0", b"two")


@pytest.mark.parametrize("content", [b"other", None])
def test_a_version_that_was_altered_or_removed_is_refused(
    history: ContractHistory, content: bytes | None
) -> None:
    file = Path(history.keep("trips", "1.0.0", b"one"))
    file.unlink()
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ContractVersionError, match="LG322"):
        history.kept("trips")


def test_a_list_of_digests_that_is_none_is_refused(history: ContractHistory) -> None:
    (Path(history.keep("trips", "1.0.0", b"one")).parent / "SHA256SUMS").write_text("nonsense\n")

    with pytest.raises(ContractVersionError, match="LG322"):
        history.kept("trips")


class _CutOffError(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize(("done", "counts"), [(0, {}), (1, {"1.0.0": b"one"}), (2, {"1.0.0": b"one"})])
def test_a_release_that_was_cut_off_is_whole_or_nothing_and_can_be_completed(
    history: ContractHistory, monkeypatch: pytest.MonkeyPatch, done: int, counts: dict[str, bytes]
) -> None:
    kept: list[Path] = []

    def keep(draft: Path, file: Path) -> None:
        if len(kept) == done:
            raise _CutOffError
        whole_files.keep(draft, file)
        kept.append(file)

    with monkeypatch.context() as cut:
        cut.setattr("lockgate.adapters.contract_history.keep", keep)
        with pytest.raises(_CutOffError) if done < 2 else nullcontext():
            history.keep("trips", "1.0.0", b"one")

    assert history.kept("trips") == counts
    file = Path(history.keep("trips", "1.0.0", b"one"))
    assert history.kept("trips") == {"1.0.0": b"one"}
    assert sorted(found.name for found in file.parent.iterdir()) == ["1.0.0.odcs.yaml", "SHA256SUMS"]


@pytest.mark.parametrize("versions", [["1.0.0"], ["1.0.0", "1.1.0"]])
def test_kept_versions_whose_list_is_gone_are_not_taken_for_none(
    history: ContractHistory, versions: list[str]
) -> None:
    for version in versions:
        path = Path(history.keep("trips", version, version.encode()))
    (path.parent / "SHA256SUMS").unlink()

    with pytest.raises(ContractVersionError, match=r"LG322.*SHA256SUMS"):
        history.kept("trips")
    with pytest.raises(ContractVersionError, match="LG322"):
        history.keep("trips", "1.2.0", b"new")


def test_releases_at_once_all_stay(history: ContractHistory) -> None:
    code = (
        "import sys; from pathlib import Path; from lockgate.adapters.contract_history import ContractHistory;"
        "history = ContractHistory(Path(sys.argv[1]));"
        "[history.keep('trips', f'{sys.argv[2]}.{n}.0', b'some') for n in range(20)]"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(history.root), str(number)])  # noqa: S603 - ours
        for number in range(3)
    ]

    while any(process.poll() is None for process in running):
        history.kept("trips")  # what is read meanwhile is never taken for altered

    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(history.kept("trips")) == 60


def test_names_of_contracts_and_versions_stay_below_the_directory(history: ContractHistory) -> None:
    path = Path(history.keep("../../trips", "1.0.0/../x", b"one"))

    assert path.parent.parent == history.root
    assert history.kept("../../trips") == {"1.0.0/../x": b"one"}


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ParameterError, match="cannot be written"):
        ContractHistory(tmp_path / "file").keep("trips", "1.0.0", b"one")
