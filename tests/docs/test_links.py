"""Every link leads somewhere, and every page is led to; what Zensical's strict mode lets through is here."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path("docs")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)")
BY_NAME = re.compile(r"\[[^\]]+\]\[([^\]]*)\]")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def test_each_link_and_picture_leads_to_a_file(root: Path, pages: dict[Path, str]) -> None:
    dead = [f"{page}: {target}" for page, text in pages.items() for target in _dead(root, page, text)]

    assert dead == []


def test_each_anchor_is_a_heading_of_its_page(pages: dict[Path, str]) -> None:
    dead = [
        f"{page}: {target}"
        for page, text in pages.items()
        for target in _targets(text)
        if "#" in target and "://" not in target and not _has_heading(pages, page, target)
    ]

    assert dead == []


def test_no_link_is_by_name(pages: dict[Path, str]) -> None:
    by_name = [
        f"{page}: {found[0]}" for page, text in pages.items() for found in BY_NAME.finditer(_prose(text))
    ]

    assert by_name == []


def test_the_navigation_names_pages_that_exist(root: Path) -> None:
    missing = [page for page in _navigation(root) if not (root / DOCS / page).exists()]

    assert missing == []


def test_each_page_of_the_documentation_can_be_reached(root: Path, pages: dict[Path, str]) -> None:
    reached: set[Path] = set()
    waiting = [DOCS / page for page in _navigation(root)]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in pages:
            continue
        reached.add(page)
        waiting += [_resolve(page, target) for target in _targets(pages[page]) if "://" not in target]

    assert [str(page) for page in pages if page.is_relative_to(DOCS) and page not in reached] == []


def test_the_configuration_of_the_site_knows_only_keys_that_are_read(root: Path) -> None:
    known = {"site_name", "site_description", "docs_dir", "site_dir", "nav", "theme"}

    configuration = tomllib.loads((root / "zensical.toml").read_text(encoding="utf-8"))

    assert set(configuration) == {"project"}
    assert set(configuration["project"]) <= known


def _prose(text: str) -> str:
    return CODE.sub("", FENCE.sub("", text))


def _targets(text: str) -> Iterator[str]:
    yield from (found[1] for found in LINK.finditer(_prose(text)))


def _resolve(page: Path, target: str) -> Path:
    path = target.partition("#")[0]
    return Path(posixpath.normpath((page.parent / path).as_posix())) if path else page


def _dead(root: Path, page: Path, text: str) -> Iterator[str]:
    for target in _targets(text):
        if "://" not in target and not (root / _resolve(page, target)).exists():
            yield target


def _has_heading(pages: dict[Path, str], page: Path, target: str) -> bool:
    text = FENCE.sub("", pages.get(_resolve(page, target), ""))
    return target.partition("#")[2] in {_slug(found[1]) for found in HEADING.finditer(text)}


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return re.sub(r"\s+", "-", kept)


def _navigation(root: Path) -> list[str]:
    configuration = tomllib.loads((root / "zensical.toml").read_text(encoding="utf-8"))
    return list(_leaves(configuration["project"]["nav"]))


def _leaves(node: Any) -> Iterator[str]:  # noqa: ANN401 - nested lists and tables of TOML
    if isinstance(node, str):
        yield node
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _leaves(item)
