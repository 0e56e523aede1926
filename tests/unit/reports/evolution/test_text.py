from __future__ import annotations

from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.compat import judge_compatibility
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.reports.evolution.text import compat_text, diff_text

OLD = contract_of("name: x, required: true\nname: y", file="old.yaml")
NEW = contract_of("name: x\nname: y\nname: z", version="1.1.0", head="tags: [a]\n", file="new.yaml")


def test_changes_are_listed_with_their_effect_and_places() -> None:
    assert (
        diff_text(OLD, NEW, diff_contracts(OLD, NEW))
        == """\
trips 1.0.0 → 1.1.0   3 changes

  the contract   document.changed (tags)
      nothing → ["a"]
      no promise changes

  trips.z   column.added
      nothing → z
      promises more: stored tables may break it
      new.yaml:12:9

  trips.x   nulls.allowed
      every row filled → nothing
      promises less: readers may break
      old.yaml:9:19"""
    )


def test_breaks_are_told_with_harm_and_fix_and_the_verdict_comes_last() -> None:
    judged = judge_compatibility([OLD], NEW, mode=Mode.FORWARD)

    assert (
        compat_text(judged)
        == """\
mode forward: those who rely on an old version can read new tables, of the version before

  ✘ 1.0.0 → 1.1.0   3 changes
      [LG480] trips.x  nulls.allowed: every row filled → nothing
          new tables may hold nulls in `x`, which the old contract promised away
          fix  keep `required`, or release 2.0.0
          at   old.yaml:9:19
      2 changes more, harmless in this mode
      [LG482] 1.0.0 → 1.1.0 says too little for a break: write 2.0.0

  FAIL  1 break in mode forward; 1.0.0 → 1.1.0 says too little for a break: write 2.0.0.   exit 1"""
    )


def test_a_break_without_a_place_and_a_pass_are_told_too() -> None:
    judged = judge_compatibility([OLD], OLD, mode=Mode.FULL)

    assert compat_text(judged).endswith("      1.0.0 → 1.0.0: nothing changed\n\n  PASS  full compatible.")


def test_what_would_move_the_cursor_is_escaped() -> None:
    new = contract_of('name: "x\\e[2J"', version="2.0.0")

    assert "\x1b" not in diff_text(OLD, new, diff_contracts(OLD, new))
    assert "\x1b" not in compat_text(judge_compatibility([new], OLD, mode=Mode.FULL))
