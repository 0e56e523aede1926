"""The kinds of change that machines rely on are documented."""

from __future__ import annotations

import re
from pathlib import Path

from lockgate.contracts.evolution.change import ChangeKind
from lockgate.contracts.evolution.mode import Mode

PAGE = Path("docs/explanation/contract-compatibility.md")


def test_each_kind_of_change_is_on_the_page_and_no_other(pages: dict[Path, str]) -> None:
    rows = [line for line in pages[PAGE].splitlines() if line.startswith("| ") and "." in line]

    listed = {word for line in rows for word in re.findall(r"`([a-z_]+\.[a-z_]+)`", line)}

    assert listed == {kind.value for kind in ChangeKind}


def test_each_mode_is_on_the_page(pages: dict[Path, str]) -> None:
    assert [mode.value for mode in Mode if mode.value.partition("-")[0] not in pages[PAGE]] == []
