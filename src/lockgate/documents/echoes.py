"""One mistake told once: a key that is misspelt is not also told as missing."""

from __future__ import annotations

from lockgate.documents.node import Mapping, Node, Sequence
from lockgate.domain.errors import Problem
from lockgate.domain.position import Position

__all__ = ["without_echoes"]


def without_echoes(problems: list[Problem], root: Node) -> list[Problem]:
    """Return the problems without keys that are missing only because they are misspelt in the same mapping."""
    homes = _homes(root)
    misspelt = {(homes[problem.position], problem.hint) for problem in problems if problem.position in homes}
    return [
        problem
        for problem in problems
        if problem.code != "LG313"
        or not any(
            home == problem.position
            and hint
            and hint.removeprefix("did you mean ").rstrip("?") in _told_of(problem)
            for home, hint in misspelt
        )
    ]


def _told_of(problem: Problem) -> set[str]:
    """Return the keys that a missing-key problem names, with their backticks."""
    words = (
        f"{problem.text}, {problem.hint}".replace("key ", "").replace(" is missing", "").replace("one of ", "")
    )
    return {word.strip() for word in words.split(",")}


def _homes(root: Node) -> dict[Position, Position]:
    """Return where the mapping of each key begins, by the place of the key."""
    homes: dict[Position, Position] = {}
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            homes |= {entry.position: node.position for entry in node.entries}
            waiting += [entry.value for entry in node.entries]
        elif isinstance(node, Sequence):
            waiting += node.items
    return homes
