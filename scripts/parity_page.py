"""The page that says which check, command or page answers what people expect of a data gate, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from numpydoc_text import page, table

__all__ = ["Capability", "capabilities", "parity_pages"]

DATA = Path(__file__).resolve().parent / "parity.yaml"


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that people expect, and where Lockgate does it; the fields are the keys of `parity.yaml`."""

    group: str
    asks: str
    checks: Sequence[str] = ()
    commands: Sequence[str] = ()
    metrics: Sequence[str] = ()
    pages: Sequence[str] = ()
    note: str = ""
    planned: str = ""
    left_out: str = ""
    unknown: Sequence[str] = field(default=())

    @classmethod
    def of(cls, group: str, line: Mapping[str, Any]) -> Capability:
        """Return the capability of one line; what has no meaning is kept as `unknown`."""
        known = {key: value for key, value in line.items() if key in cls.__slots__}
        return cls(group, **known, unknown=tuple(key for key in line if key not in known))

    @property
    def is_answered(self) -> bool:
        """Tell whether something of Lockgate is named."""
        return any((self.checks, self.commands, self.metrics, self.pages))

    @property
    def answer(self) -> str:
        """Return the answer as Markdown."""
        links = [f"[`{name}`](checks/{name}.md)" for name in self.checks]
        links += [f"[`lockgate {name}`](cli/{_page_of(name)}.md)" for name in self.commands]
        links += [f"[`{name}`](metrics/{name}.md)" for name in self.metrics]
        links += [f"[{_title(name)}](../{name})" for name in self.pages]
        parts = [", ".join(links), self.note]
        parts += [f"*planned:* {self.planned}"] if self.planned else []
        parts += [f"*left out:* {self.left_out}"] if self.left_out else []
        return "; ".join(part for part in parts if part)


def _page_of(command: str) -> str:
    """Return the page of a command; a group has none of its own."""
    name = f"lockgate-{command.replace(' ', '-')}"
    return name if (DATA.parent.parent / "docs" / "reference" / "cli" / f"{name}.md").exists() else "index"


def _title(name: str) -> str:
    text = (DATA.parent.parent / "docs" / name).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("# ")).removeprefix("# ")


def capabilities() -> list[Capability]:
    """Return every line of the data file, in its order."""
    groups = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return [Capability.of(group, line) for group, lines in groups.items() for line in lines]


def parity_pages() -> dict[str, str]:
    """Return the page by its path under `docs/reference`."""
    found = capabilities()
    groups = dict.fromkeys(one.group for one in found)
    parts = [
        f"## {group}\n\n"
        + table(
            ("what people ask for", "in Lockgate"),
            [(one.asks, one.answer) for one in found if one.group == group],
        )
        for group in groups
    ]
    opening = (
        "What tools for data quality, drift and model validation can do, and where Lockgate does it. What is left\n"
        "out has its reason; what is planned belongs to an issue that is not finished.\n"
    )
    return {"parity.md": page("What is covered", opening, *parts)}
