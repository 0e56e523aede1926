from __future__ import annotations

from lockgate.contracts.evolution.change import Effect
from lockgate.contracts.evolution.mode import Mode


def test_each_mode_is_broken_by_what_it_protects_from() -> None:
    broken = {mode.value: [effect.value for effect in Effect if mode.is_broken_by(effect)] for mode in Mode}

    assert broken == {
        "backward": ["stronger", "different"],
        "forward": ["weaker", "different"],
        "full": ["stronger", "weaker", "different"],
        "backward-transitive": ["stronger", "different"],
        "forward-transitive": ["weaker", "different"],
        "full-transitive": ["stronger", "weaker", "different"],
    }


def test_a_mode_says_what_it_means() -> None:
    assert Mode.FORWARD.meaning == "those who rely on an old version can read new tables, of the version before"
    assert Mode.FULL_TRANSITIVE.meaning == (
        "those who rely on an old version can read new tables and "
        "those who rely on the new version can read stored tables, of every kept version"
    )
