from __future__ import annotations

import json
from dataclasses import replace

from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.compat import judge_compatibility
from lockgate.contracts.evolution.consumer import Feature, ReleasedModel
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.reports.evolution.document import compat_json
from lockgate.reports.evolution.markdown import compat_markdown
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


def test_a_break_that_stands_nowhere_has_no_place() -> None:
    judged = judge_compatibility([contract_of("name: x\nname: y")], contract_of("name: y"), mode=Mode.FORWARD)
    (breach,) = judged.last.breaches
    homeless = replace(breach, change=replace(breach.change, old_at=None))
    comparison = replace(judged.last, breaches=(homeless,))

    assert "          at " not in compat_text(replace(judged, comparisons=(comparison,)))


def test_what_would_move_the_cursor_is_escaped() -> None:
    new = contract_of('name: "x\\e[2J"', version="2.0.0")

    assert "\x1b" not in diff_text(OLD, new, diff_contracts(OLD, new))
    assert "\x1b" not in compat_text(judge_compatibility([new], OLD, mode=Mode.FULL))


def test_models_that_break_are_told_with_what_was_so_before() -> None:
    model = ReleasedModel(
        lockgate_model=1, model="late", version="3", contract="trips", contract_version="1.0.0",
        features=(Feature(name="x"), Feature(name="y")),
    )  # fmt: skip
    other = replace(model, contract="others")

    judged = judge_compatibility([OLD], NEW, mode=Mode.BACKWARD, models=[model, other])

    text = compat_text(judged)
    assert (
        "  ✘ model late 3\n      [LG484] `x` may be null, and the model takes none\n          fix  keep" in text
    )
    assert "  · model late 3\n      was so before: `y` may be null" in text
    assert "  · not judged, because it reads another contract: model late 3 (others)" in text
    assert "1 released model would break: late 3" in text
    assert "LG484 model late 3: " in compat_markdown(judged)
    plain = json.loads(compat_json(judged))
    assert [one["is_new"] for one in plain["models"]] == [True, False]
    assert plain["left_out"] == ["late 3 (others)"]
