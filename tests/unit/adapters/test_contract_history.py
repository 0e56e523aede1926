from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

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


def test_a_release_that_was_cut_off_counts_for_nothing_and_is_completed(history: ContractHistory) -> None:
    file = Path(history.keep("trips", "1.0.0", b"one"))
    (file.parent / "SHA256SUMS").unlink()  # the digest is written last

    assert history.kept("trips") == {}
    history.keep("trips", "1.0.0", b"one")
    assert history.kept("trips") == {"1.0.0": b"one"}


def test_kept_versions_whose_list_is_gone_are_not_taken_for_none(history: ContractHistory) -> None:
    for version in ("1.0.0", "1.1.0"):
        path = Path(history.keep("trips", version, version.encode()))
    (path.parent / "SHA256SUMS").unlink()

    with pytest.raises(ContractVersionError, match=r"LG322.*SHA256SUMS"):
        history.kept("trips")
    with pytest.raises(ContractVersionError, match="LG322"):
        history.keep("trips", "1.2.0", b"new")


def test_names_of_contracts_and_versions_stay_below_the_directory(history: ContractHistory) -> None:
    path = Path(history.keep("../../trips", "1.0.0/../x", b"one"))

    assert path.parent.parent == history.root
    assert history.kept("../../trips") == {"1.0.0/../x": b"one"}


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ParameterError, match="cannot be written"):
        ContractHistory(tmp_path / "file").keep("trips", "1.0.0", b"one")
