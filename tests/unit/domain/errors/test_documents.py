from __future__ import annotations

from lockgate.domain.errors import DocumentError, Problem
from lockgate.domain.position import Position

HERE = Position("a.yaml", 3, 5)


def test_all_mistakes_of_a_document_are_shown_in_the_order_of_the_file() -> None:
    late = Problem(Position("a.yaml", 9, 1), "LG313", "key `b` is missing", "add it")
    early = Problem(HERE, "LG312", "unknown key `a`")

    error = DocumentError((late, early))

    assert error.code == "LG312"
    assert str(error).splitlines() == [
        "a.yaml:3:5  [LG312] unknown key `a`.",
        "a.yaml:9:1  [LG313] key `b` is missing. add it",
    ]
