"""Decisions are complete, and each runtime dependency has one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PARTS = ("## Context", "## Options", "## Decision", "## Consequences", "## What would make us revisit")
LONGEST = 70
OPENING = r"# ADR-{}: .+\n\n- Status: (accepted|superseded by ADR-\d+)\n- Date: \d+-\d\d-\d\d\n"


def _decisions(pages: dict[Path, str]) -> dict[Path, str]:
    return {
        path: text for path, text in pages.items() if re.fullmatch(r"docs/adr/\d{4}-.*\.md", path.as_posix())
    }


def test_each_decision_has_all_its_parts_on_one_page(pages: dict[Path, str]) -> None:
    incomplete = [
        f"{path}: {part}"
        for path, text in _decisions(pages).items()
        for part in PARTS
        if f"\n{part}\n" not in text
    ]
    long = [str(path) for path, text in _decisions(pages).items() if text.count("\n") > LONGEST]

    assert incomplete == []
    assert long == []


def test_each_decision_has_a_status_a_date_and_the_number_of_its_file(pages: dict[Path, str]) -> None:
    wrong = [
        str(path)
        for path, text in _decisions(pages).items()
        if not re.match(OPENING.format(path.name[:4]), text)
    ]

    assert wrong == []


def test_each_decision_is_listed(pages: dict[Path, str]) -> None:
    index = pages[Path("docs/adr/index.md")]

    missing = [path.name for path in _decisions(pages) if f"({path.name})" not in index]

    assert missing == []


def test_each_runtime_dependency_has_a_decision(root: Path, pages: dict[Path, str]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[<>=!~\[; ]", dependency)[0] for dependency in wanted}
    rule = pages[Path("docs/adr/0008-runtime-dependencies.md")].lower()
    own = [text.lower() for path, text in _decisions(pages).items() if path.name[:4] >= "0020"]

    missing = sorted(name for name in names if name not in rule or not any(name in text for text in own))

    assert missing == []
