from __future__ import annotations

import json

from tests.fakes.contract_pairs import contract_text
from tests.unit.cli.conftest import Shell


def two(shell: Shell, *, version: str = "1.1.0") -> tuple[str, str]:
    """Write two versions, of which the second allows nulls."""
    old = shell.home.write("old.yaml", contract_text("name: x, required: true"))
    return old, shell.home.write("new.yaml", contract_text("name: x", version=version))


def test_changes_are_shown_in_each_format(shell: Shell) -> None:
    old, new = two(shell)

    shown = [shell("contract", "diff", old, new, "--format", form) for form in ("terminal", "json", "markdown")]

    assert "nulls.allowed" in shown[0].stdout
    assert json.loads(shown[1].stdout)["changes"][0]["kind"] == "nulls.allowed"
    assert shown[2].stdout.startswith("### trips")
    assert [result.return_value for result in shown] == [0, 0, 0]


def test_a_change_is_a_failure_only_if_that_is_asked_for(shell: Shell) -> None:
    old, new = two(shell)

    assert shell("contract", "diff", old, new, "--exit-code").return_value == 1
    assert shell("contract", "diff", old, old, "--exit-code").return_value == 0
