from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.contract_pairs import contract_text

from lockgate.app.contract_versions import Archive
from lockgate.bootstrap import files, history_of
from lockgate.contracts.evolution.mode import Mode
from lockgate.domain.errors import ContractVersionError, DocumentError
from lockgate.domain.verdict import Verdict


class OneRevision:
    """A git that knows one revision of every file."""

    def read(self, path: str, revision: str) -> bytes:
        """Return a contract at revision v1."""
        if revision != "v1":
            raise ContractVersionError.no_revision(path, revision, "unknown")
        return contract_text("name: x", version="0.9.0").encode()


ARCHIVE = Archive(files(), OneRevision(), history_of)


def written(root: Path, columns: str, version: str, name: str = "trips.odcs.yaml") -> str:
    file = root / name
    file.write_text(contract_text(columns, version=version))
    return str(file)


def test_a_contract_is_read_as_it_is_as_it_was_kept_and_as_git_has_it(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x", "1.0.0")
    ARCHIVE.release(path, mode=Mode.FORWARD)
    written(tmp_path, "name: x", "1.0.1")

    versions = [ARCHIVE.read(reference).version for reference in (path, f"{path}@1.0.0", f"{path}@v1")]

    assert versions == ["1.0.1", "1.0.0", "0.9.0"]


def test_a_file_may_have_the_sign_in_its_name(tmp_path: Path) -> None:
    assert ARCHIVE.read(written(tmp_path, "name: x", "1.0.0", "a@v1")).version == "1.0.0"


def test_a_file_that_is_gone_or_broken_is_still_in_git(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("kind: Nothing\n")

    assert ARCHIVE.read(f"{tmp_path}/gone.yaml@v1").version == "0.9.0"
    assert ARCHIVE.read(f"{tmp_path}/broken.yaml@v1").version == "0.9.0"


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        ARCHIVE.read(str(tmp_path / "gone.yaml"))
    with pytest.raises(ContractVersionError, match="LG321"):
        ARCHIVE.read(f"{tmp_path}/gone.yaml@v2")


def test_two_references_are_compared(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x, required: true", "1.0.0")

    found = ARCHIVE.diff(f"{path}@v1", path)

    assert [change.kind.value for change in found.changes] == ["nulls.forbidden"]


def test_a_contract_is_judged_against_what_is_kept_where_nothing_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x, required: true", "1.0.0")
    with pytest.raises(ContractVersionError, match="LG324"):
        ARCHIVE.compat([], path, mode=Mode.FORWARD)
    ARCHIVE.release(path, mode=Mode.FORWARD)
    written(tmp_path, "name: x", "1.1.0")

    judged = ARCHIVE.compat([], path, mode=Mode.FORWARD)

    assert judged.verdict is Verdict.FAIL
    assert ARCHIVE.compat([f"{path}@v1"], path, mode=Mode.FORWARD).verdict is Verdict.PASS


def test_a_released_version_is_no_company_to_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x", "1.0.0")
    ARCHIVE.release(path, mode=Mode.FORWARD)
    written(tmp_path, "name: x\nname: y", "1.1.0")
    ARCHIVE.release(path, mode=Mode.FORWARD)

    judged = ARCHIVE.compat([], path, mode=Mode.FORWARD)

    assert [str(one.old) for one in judged.comparisons] == ["1.0.0"]


def test_a_contract_that_has_not_changed_since_its_only_release_is_compatible(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x", "1.0.0")
    ARCHIVE.release(path, mode=Mode.FORWARD)

    judged = ARCHIVE.compat([], path, mode=Mode.FORWARD)

    assert (judged.verdict, [str(one.old) for one in judged.comparisons]) == (Verdict.PASS, ["1.0.0"])


def test_what_may_not_follow_is_not_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "name: x, required: true", "1.0.0")
    assert ARCHIVE.release(path, mode=Mode.FORWARD).path.endswith("history/trips/1.0.0.odcs.yaml")
    written(tmp_path, "name: x", "1.1.0")

    refused = ARCHIVE.release(path, mode=Mode.FORWARD)

    assert refused.path == ""
    assert refused.judged is not None
    assert list(history_of(path).kept("trips")) == ["1.0.0"]


def test_a_version_that_cannot_be_ordered_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ContractVersionError, match="LG320"):
        ARCHIVE.release(written(tmp_path, "name: x", "first"), mode=Mode.FORWARD)
