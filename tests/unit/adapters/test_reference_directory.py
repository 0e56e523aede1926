"""References as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.reference_directory import ReferenceDirectory
from lockgate.domain.errors import StateError


@pytest.fixture
def store(tmp_path: Path) -> ReferenceDirectory:
    return ReferenceDirectory(tmp_path / "references")


def test_what_was_saved_is_loaded_and_listed_oldest_first(store: ReferenceDirectory) -> None:
    for version in ("v10", "v2", "v1", "summer"):
        store.save("trips", version, version.encode())
    store.save("a", "v1", b"")

    assert store.load("trips", "v2") == b"v2"
    assert store.versions("trips") == ["summer", "v1", "v2", "v10"]
    assert store.versions("") == ["a/v1", "trips/summer", "trips/v1", "trips/v2", "trips/v10"]
    assert store.versions("none") == store.versions("../trips") == []


def test_a_version_is_written_once(store: ReferenceDirectory) -> None:
    path = Path(store.save("trips", "v1", b"first"))

    with pytest.raises(StateError, match="never changes"):
        store.save("trips", "v1", b"second")

    assert path.read_bytes() == b"first"
    assert [one.name for one in path.parent.iterdir()] == ["v1.json"]


@pytest.mark.parametrize(
    ("table", "version"), [("../up", "v1"), ("trips", "a/b"), ("trips", ""), (".hid", "v1")]
)
def test_a_name_that_would_leave_the_folder_is_refused(
    store: ReferenceDirectory, table: str, version: str
) -> None:
    with pytest.raises(StateError, match="names are letters"):
        store.save(table, version, b"")


def test_a_reference_that_is_not_there_names_those_that_are(store: ReferenceDirectory) -> None:
    with pytest.raises(StateError, match="lockgate reference accept trips"):
        store.load("trips", "")
    store.save("trips", "v1", b"")

    with pytest.raises(StateError, match="did you mean `trips/v1`"):
        store.load("trips", "v2")


def test_a_folder_that_cannot_be_written_or_read_says_so(store: ReferenceDirectory) -> None:
    store.root.parent.joinpath("references").write_text("a file")
    with pytest.raises(StateError, match="cannot be written"):
        store.save("trips", "v1", b"")
    store.root.unlink()
    (store.root / "trips" / "v1.json").mkdir(parents=True)

    with pytest.raises(StateError, match="cannot be read"):
        store.load("trips", "v1")
