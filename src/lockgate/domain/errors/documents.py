"""Documents with mistakes: all of them, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.domain.errors.failure import LockgateError
from lockgate.domain.position import Position

__all__ = ["DocumentError", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a document: where it stands, what is wrong, what to do."""

    position: Position
    code: str
    text: str
    hint: str = ""
    source_line: str = ""


class DocumentError(LockgateError, ValueError):
    """A YAML document has mistakes; all of them, in the order of the file.

    Examples
    --------
    >>> problem = Problem(Position("a.yaml", 3, 5), "LG312", "unknown key `mustBee`", "did you mean `mustBe`?")
    >>> print(DocumentError((problem,)))
    a.yaml:3:5  [LG312] unknown key `mustBee`. did you mean `mustBe`?
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = min(problems, key=lambda problem: problem.position)
        super().__init__(first.code, str(first.position), first.text, first.hint)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.position))

    def __str__(self) -> str:
        return "\n".join(
            f"{problem.position}  [{problem.code}] {problem.text}."
            + (f" {problem.hint}" if problem.hint else "")
            for problem in self.problems
        )
