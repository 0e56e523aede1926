"""References by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.references import reference_of

from lockgate.adapters.reference_directory import ReferenceDirectory
from lockgate.app.references import find_reference, named_reference, next_version
from lockgate.domain.errors import StateError

REFERENCE = reference_of({"x": [1, 2, 3]})


@pytest.fixture
def store(tmp_path: Path) -> ReferenceDirectory:
    found = ReferenceDirectory(tmp_path)
    for table, version in (("trips", "v1"), ("trips", "v2"), ("old", "v9")):
        found.save(table, version, replace(REFERENCE, table=table, version=version).to_bytes())
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", "trips/v2"), ("v1", "trips/v1"), ("old", "old/v9"), ("old/v9", "old/v9"), ("trips", "trips/v2")],
)
def test_a_name_is_a_table_a_version_or_both(store: ReferenceDirectory, name: str, expected: str) -> None:
    found = find_reference(store, "trips", name)

    assert f"{found.table}/{found.version}" == expected


@pytest.mark.parametrize(("table", "name"), [("trips", "v3"), ("none", ""), ("trips", "trips/v7")])
def test_a_reference_that_is_not_there_is_refused(store: ReferenceDirectory, table: str, name: str) -> None:
    with pytest.raises(StateError, match="LG222"):
        find_reference(store, table, name)


def test_a_file_under_another_name_is_refused(store: ReferenceDirectory) -> None:
    store.save("trips", "copy", store.load("trips", "v1"))

    with pytest.raises(StateError, match="it says that it is `trips/v1`"):
        named_reference(store, "trips", "copy")


def test_versions_count_on(store: ReferenceDirectory) -> None:
    assert [next_version(store, table) for table in ("trips", "old", "new")] == ["v3", "v10", "v1"]
