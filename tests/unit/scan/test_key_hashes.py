"""Packed sets of hashes, against counting in plain Python."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from lockgate.scan.key_hashes import KeyTally, Packed, keyed, pack, tally, union


def drawn(seed: int, *, keys: int, rows: int) -> list[Counter[str]]:
    """Return three parts with keys drawn from a pool; some hashes share their first half."""
    draw = random.Random(seed)  # noqa: S311 - test data
    pool = [f"{draw.randrange(keys // 2 + 1):016x}{draw.randrange(2):016x}" for _ in range(keys)]
    return [Counter(draw.choices(pool, k=rows)) for _ in range(3)]


def test_hashes_are_packed_in_ascending_order_with_the_rows_of_the_repeated() -> None:
    packed = pack({"bb" * 16: 2, "aa" * 16: 1, "cc" * 16: 5})

    assert packed == Packed(b"\xaa" * 16 + b"\xbb" * 16 + b"\xcc" * 16, ((1, 2), (2, 5)))


@pytest.mark.parametrize(("seed", "keys", "rows"), [(1, 5, 40), (2, 1_000, 50), (3, 40, 7), (4, 3, 0)])
def test_parts_are_counted_and_joined_as_plain_python_does(seed: int, keys: int, rows: int) -> None:
    parts = drawn(seed, keys=keys, rows=rows)
    whole = sum(parts, Counter[str]())

    packed = [pack(part) for part in parts]

    assert union(packed) == pack(whole)
    assert tally(packed) == KeyTally(whole.total(), len(whole), sum(n > 1 for n in whole.values()))


def test_nothing_at_all_has_no_keys() -> None:
    assert tally([]) == tally([Packed()]) == KeyTally(0, 0, 0)
    assert union([]) == Packed()


def test_keys_of_one_part_each_are_told_apart_without_a_comparison() -> None:
    parts = [pack({"aa" * 16: 2}), pack({"bb" * 16: 1})]

    assert tally(parts) == KeyTally(rows=3, distinct=2, repeated=1)


def test_a_keyed_set_keeps_its_counts() -> None:
    packed = pack({"aa" * 16: 2, "bb" * 16: 1})

    hidden = keyed(packed, b"secret")

    assert tally([hidden]) == tally([packed])
    assert b"\xaa" * 16 not in hidden.hashes
