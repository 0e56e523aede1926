from __future__ import annotations

import json

from tests.unit.cli.conftest import Shell
from tests.unit.cli.test_contract_diff import two


def test_a_break_ends_with_one_in_each_format(shell: Shell) -> None:
    old, new = two(shell)

    shown = [
        shell("contract", "compat", old, new, "--format", form) for form in ("terminal", "json", "markdown")
    ]

    assert [result.return_value for result in shown] == [1, 1, 1]
    assert "keep `required`, or release 2.0.0" in shown[0].stdout
    assert json.loads(shown[1].stdout)["verdict"] == "fail"


def test_the_mode_decides(shell: Shell) -> None:
    old, new = two(shell)

    assert shell("contract", "compat", old, new, "--mode", "backward").return_value == 0


def test_an_announced_break_passes_unless_strict(shell: Shell) -> None:
    old, new = two(shell, version="2.0.0")

    assert shell("contract", "compat", old, new).return_value == 0
    assert shell("contract", "compat", old, new, "--strict").return_value == 1
