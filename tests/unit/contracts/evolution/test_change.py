from __future__ import annotations

import pytest

from lockgate.contracts.evolution.change import Change, ChangeKind, Effect


@pytest.mark.parametrize(
    ("keeps_old", "held_before", "effect"),
    [
        (True, True, Effect.WORDS),
        (True, False, Effect.STRONGER),
        (False, True, Effect.WEAKER),
        (False, False, Effect.DIFFERENT),
    ],
)
def test_the_effect_follows_from_which_promise_implies_which(
    *, keeps_old: bool, held_before: bool, effect: Effect
) -> None:
    assert Effect.of(keeps_old=keeps_old, held_before=held_before) is effect


def test_words_break_nobody_and_a_different_promise_breaks_both() -> None:
    assert [effect.breaks_readers for effect in (Effect.WORDS, Effect.DIFFERENT)] == [False, True]
    assert [effect.breaks_stored for effect in (Effect.WORDS, Effect.DIFFERENT)] == [False, True]


def test_a_change_of_the_whole_contract_says_so() -> None:
    assert Change(kind=ChangeKind.DOCUMENT_CHANGED, effect=Effect.WORDS).subject == "the contract"
