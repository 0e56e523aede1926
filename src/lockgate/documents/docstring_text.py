"""What a numpydoc docstring tells the users of a class, as plain text; what it tells its developers is left out."""

from __future__ import annotations

import inspect
import re
import textwrap

__all__ = ["opening_text", "parameter_text", "yaml_example"]

_WIDTH = 80
_HEADER = re.compile(r"^\w[\w ]*\n-{3,}\n", re.MULTILINE)
_YAML = re.compile(r"^\.\. code-block:: yaml\n\n(?P<body>(?: {4}.*\n|\n)+)", re.MULTILINE)
_ENTRY = re.compile(r"(?P<names>\w+(?:, \w+)*)(?: : (?P<kind>.*))?")
_TEX = {"\\max": "max", "\\min": "min", "\\lceil ": "⌈", " \\rceil": "⌉", ":math:": ""}


def opening_text(cls: type) -> str:
    r"""Return what stands before the first section, in lines of at most 80 characters.

    Examples
    --------
    >>> class Bins:
    ...     '''Cut a column at fixed edges.
    ...
    ...     Nulls are ``NULL``.
    ...
    ...     Parameters
    ...     ----------
    ...     edges : tuple of float, default=quartiles
    ...         Where to cut.
    ...     '''
    >>> opening_text(Bins)
    'Cut a column at fixed edges.\n\nNulls are `NULL`.'
    """
    opening = _HEADER.split(inspect.cleandoc(cls.__doc__ or ""))[0]
    return "\n\n".join(textwrap.fill(_plain(part), _WIDTH) for part in opening.strip().split("\n\n"))


def parameter_text(cls: type) -> str:
    """Return the parameters that the docstring lists, as a table of keys and meanings; empty if it lists none."""
    entries: list[tuple[str, list[str]]] = []
    default = ""
    for line in _section(cls, "Parameters").splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            default = (entry["kind"] or "").partition("default=")[2]
            shown = default.lower() if default in ("True", "False") else default
            entries.append((entry["names"], [f"Default: {shown}."] if shown else []))
        elif line.strip() and entries:
            texts = entries[-1][1]
            texts.insert(len(texts) - bool(default), line.strip())
    entries = [("mustBe…" if names == "requirement" else names, texts) for names, texts in entries]
    names = [name for name, _ in entries]
    margin = " " * (max(map(len, names), default=0) + 4)
    return "\n".join(
        textwrap.fill(
            _plain(" ".join(texts)),
            _WIDTH,
            initial_indent=f"  {name}".ljust(len(margin)),
            subsequent_indent=margin,
        )
        for name, texts in entries
    )


def yaml_example(cls: type) -> str:
    """Return the YAML of the examples, an empty text where there is none."""
    found = _YAML.search(_section(cls, "Examples") + "\n")
    return textwrap.dedent(found["body"]).strip() if found else ""


def _section(cls: type, name: str) -> str:
    text = inspect.cleandoc(cls.__doc__ or "") + "\n"
    start = re.search(rf"^{name}\n-{{3,}}\n", text, re.MULTILINE)
    return _HEADER.split(text[start.end() :])[0] if start else ""


def _plain(text: str) -> str:
    """Return a text on one line, with literals and formulas as people write them."""
    for tex, sign in _TEX.items():
        text = text.replace(tex, sign)
    return " ".join(text.replace("``", "`").split())
