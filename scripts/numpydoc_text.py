"""Read a numpydoc docstring, and write it as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass

MADE = "<!-- Made from the code by `make reference`; edit the docstring, not this page. -->\n"

_LITERAL = re.compile(r"``([^`]+)``")
_HEADER = re.compile(r"^(?P<name>[*\w][^\n]*)\n-{3,}\n", re.MULTILINE)
_ENTRY = re.compile(r"^(?P<names>[*\w., ]+?)(?: : (?P<kind>.*))?$")
_YAML = re.compile(r"^\.\. code-block:: yaml\n\n(?P<body>(?: {4}.*\n|\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Described:
    """One parameter, return value or error: its names, its kind and what it means."""

    names: tuple[str, ...]
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Docstring:
    """A docstring in its parts; a section that is not there is empty."""

    summary: str
    body: str
    sections: dict[str, str]

    @property
    def yaml(self) -> str:
        """Return the YAML example, an empty text where there is none."""
        found = _YAML.search(self.sections.get("Examples", "") + "\n")
        return inspect.cleandoc("\n" + found["body"]) if found else ""

    @property
    def session(self) -> str:
        """Return the interpreter session of the examples."""
        text = _YAML.sub("", self.sections.get("Examples", "") + "\n")
        return text[text.index(">>>") :].strip() if ">>>" in text else ""

    def entries(self, section: str) -> list[Described]:
        """Return the entries of a section such as Parameters, in order."""
        found: list[Described] = []
        for line in self.sections.get(section, "").split("\n"):
            entry = _ENTRY.match(line)
            if line[:1].strip() and entry:
                names = tuple(name.strip() for name in entry["names"].split(","))
                found.append(Described(names, markdown(entry["kind"] or ""), ""))
            elif line.strip() and found:
                last = found[-1]
                text = f"{last.text} {markdown(line.strip())}".strip()
                found[-1] = Described(last.names, last.kind, text)
        return found


def parse(text: str | None) -> Docstring:
    """Cut a docstring into summary, body and sections."""
    clean = inspect.cleandoc(text or "")
    parts = _HEADER.split(clean)
    opening = parts[0].strip().split("\n\n", 1)
    sections = {parts[i]: parts[i + 1].rstrip() for i in range(1, len(parts) - 1, 2)}
    body = opening[1] if len(opening) > 1 else ""
    return Docstring(markdown(" ".join(opening[0].split())), markdown(body), sections)


def markdown(text: str) -> str:
    """Turn literals in two backticks, and formulas, into literals in one."""
    return _LITERAL.sub(r"`\1`", text.replace(":math:`", "`"))


def cell(text: str) -> str:
    """Make a text fit one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell(part) for part in line) + " |" for line in lines) + "\n"


def fenced(language: str, text: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{text.strip()}\n```\n"


def page(title: str, *parts: str) -> str:
    """Return a page that says where it comes from; empty parts are left out."""
    return "\n".join([f"# {title}\n", MADE, *(part for part in parts if part)])
