from __future__ import annotations

from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.compat import judge_compatibility
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.reports.evolution.markdown import compat_markdown, diff_markdown

OLD = contract_of("name: x, required: true, description: a|b", file="old.yaml")
NEW = contract_of("name: x", version="1.1.0", file="new.yaml")


def test_changes_are_a_table_whose_cells_hold() -> None:
    lines = diff_markdown(OLD, NEW, diff_contracts(OLD, NEW)).splitlines()

    assert lines[0] == "### trips 1.0.0 → 1.1.0: 2 changes"
    assert lines[4] == r"| trips.x | `description.changed` | a\|b → nothing | no promise changes |"


def test_no_change_is_no_table() -> None:
    assert diff_markdown(OLD, OLD, ()) == "### trips 1.0.0 → 1.0.0: 0 changes\n"


def test_breaks_are_listed_with_their_fix() -> None:
    text = compat_markdown(judge_compatibility([OLD], NEW, mode=Mode.FORWARD))

    assert text.startswith("### FAIL: 1 break in mode forward")
    assert "**Fix**: keep \\`required\\`, or release 2.0.0." in text
    assert "LG480" not in compat_markdown(judge_compatibility([OLD], OLD, mode=Mode.FORWARD))
