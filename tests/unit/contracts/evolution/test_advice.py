from __future__ import annotations

import pytest

from lockgate.contracts.evolution import advice
from lockgate.contracts.evolution.change import Change, ChangeKind, Effect


def change(kind: ChangeKind) -> Change:
    return Change(kind=kind, effect=Effect.DIFFERENT, table="trips", column="x", old="a (text)", new="b (text)")


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_each_kind_has_a_sentence_for_everybody_it_can_break(kind: ChangeKind) -> None:
    texts = [
        advice.harm_to_readers(change(kind)),
        advice.harm_to_stored(change(kind)),
        advice.how_to_keep(change(kind)),
    ]

    assert all(texts)
    assert not any("{" in text for text in texts)


def test_every_sentence_is_about_a_kind_that_exists() -> None:
    kinds = {kind.value for kind in ChangeKind}

    assert (set(advice._READERS) | set(advice._STORED) | set(advice._KEEP)) - kinds == set()


def test_a_rename_names_both_columns_without_their_types() -> None:
    assert advice.harm_to_readers(change(ChangeKind.COLUMN_RENAMED)).endswith("look for `a` and find `b`")


def test_what_has_no_sentence_of_its_own_quotes_the_promise() -> None:
    assert advice.harm_to_readers(change(ChangeKind.RULE_LOOSENED)).endswith("rely on: a (text)")
    assert advice.harm_to_stored(change(ChangeKind.RULE_TIGHTENED)).endswith("`trips.x`: b (text)")
    assert advice.how_to_keep(change(ChangeKind.RULE_LOOSENED)) == "keep the promise: a (text)"
