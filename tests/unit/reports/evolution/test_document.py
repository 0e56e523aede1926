from __future__ import annotations

import json

from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.compat import judge_compatibility
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.evolution.mode import Mode
from lockgate.reports.evolution.document import compat_json, diff_json

OLD = contract_of("name: x, required: true", file="old.yaml")
NEW = contract_of("name: x", version="1.1.0", file="new.yaml")


def test_changes_are_machine_readable() -> None:
    plain = json.loads(diff_json(OLD, NEW, diff_contracts(OLD, NEW)))

    assert plain == {
        "format": "lockgate-contract-diff/1",
        "contract": "trips",
        "old": "1.0.0",
        "new": "1.1.0",
        "changes": [
            {
                "kind": "nulls.allowed", "effect": "weaker", "breaks_readers": True, "breaks_stored": False,
                "table": "trips", "column": "x", "about": "completeness", "old": "every row filled", "new": "",
                "old_at": {"file": "old.yaml", "line": 9, "column": 19}, "new_at": None,
            }
        ],
    }  # fmt: skip


def test_the_verdict_is_machine_readable() -> None:
    plain = json.loads(compat_json(judge_compatibility([OLD], NEW, mode=Mode.FORWARD)))

    assert (plain["verdict"], plain["exit_code"], plain["suggested"]) == ("fail", 1, "2.0.0")
    (comparison,) = plain["comparisons"]
    assert comparison["version"]["code"] == "LG482"
    assert comparison["version"]["needed"] == "major"
    assert [breach["code"] for breach in comparison["breaches"]] == ["LG480"]
