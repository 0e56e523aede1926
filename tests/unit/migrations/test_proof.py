from __future__ import annotations

import pytest

from lockgate.migrations.proof import Proof
from lockgate.migrations.set_digest import ColumnType, SetDigest, set_digest

A, B, TEXT = ColumnType("a", "INT"), ColumnType("b", "INT"), ColumnType("a", "TEXT")


def digest(*columns: ColumnType, rows: int = 3, low: int = 1) -> SetDigest:
    return set_digest(columns, rows, low, low)


def test_steps_that_undo_each_other_are_proved() -> None:
    proof = Proof(digest(A), digest(A, B), digest(A), digest(A, B))

    assert (proof.restores, proof.repeats, proof.differs) == (True, True, "")


@pytest.mark.parametrize(
    ("before", "back", "told"),
    [
        (digest(A, B), digest(A), "column `b` is gone"),
        (digest(A), digest(A, B), "column `b` is left over"),
        (digest(A), digest(TEXT), "column `a` is TEXT and was INT"),
        (digest(A, rows=3), digest(A, rows=2), "2 rows came back of 3"),
        (digest(A, low=1), digest(A, low=2), "values of rows changed"),
    ],
)
def test_what_did_not_come_back_is_told(before: SetDigest, back: SetDigest, told: str) -> None:
    proof = Proof(before, digest(B), back, digest(B, low=9))

    assert (proof.restores, proof.repeats, proof.differs) == (False, False, told)
