"""What numpydoc docstrings say about a class and its parameters."""

from __future__ import annotations

import inspect
import re

__all__ = ["parameter_docs", "summary"]

_NAMES = re.compile(r"(?P<names>\w+(?:, \w+)*)(?: : .*)?\Z")
_ROLE = re.compile(r"``([^`]+)``")


def summary(cls: type) -> str:
    """Return the first sentence of a class's docstring, an empty text where it has none.

    Examples
    --------
    >>> class Bins:
    ...     '''Cut a column at fixed
    ...     edges.
    ...
    ...     Edges are kept.'''
    >>> summary(Bins)
    'Cut a column at fixed edges.'
    """
    text = inspect.cleandoc(cls.__doc__ or "")
    return _ROLE.sub(r"`\1`", text.split("\n\n")[0].replace("\n", " "))


def parameter_docs(cls: type) -> dict[str, str]:
    """Return what the sections named Parameters of a class and its bases say, by parameter.

    A base's text is used for what the class itself does not describe.
    """
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        found.update(_section(inspect.cleandoc(owner.__doc__ or "")))
    return found


def _section(text: str) -> dict[str, str]:
    lines = text.split("\n")
    try:
        start = next(
            number
            for number, line in enumerate(lines)
            if line == "Parameters" and lines[number + 1 : number + 2] == ["----------"]
        )
    except StopIteration:
        return {}
    described: dict[str, list[str]] = {}
    names: list[str] = []
    for number, line in enumerate(lines[start + 2 :], start=start + 2):
        if number + 1 < len(lines) and set(lines[number + 1]) == {"-"}:
            break
        head = _NAMES.match(line)
        if line[:1].strip() and head:
            names = head["names"].split(", ")
        for name in names if line.startswith(" ") else []:
            described.setdefault(name, []).append(line.strip())
    return {name: _ROLE.sub(r"`\1`", " ".join(parts)) for name, parts in described.items()}
