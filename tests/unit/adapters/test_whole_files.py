from __future__ import annotations

from pathlib import Path

import pytest

from lockgate.adapters.whole_files import DRAFT, keep, sync


def test_a_draft_gets_its_name_and_replaces_what_was_there(tmp_path: Path) -> None:
    draft, file = tmp_path / f"{DRAFT}a", tmp_path / "a"
    draft.write_text("new")
    file.write_text("old")

    keep(draft, file)

    assert (file.read_text(), draft.exists()) == ("new", False)


def test_what_is_not_there_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "nothing")
