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


MODEL = """\
lockgate_model: 1
model: {name}
version: "3"
contract: trips
contract_version: 1.0.0
features: [{{name: x}}]
"""


def test_released_models_are_consumers_however_the_shell_spreads_them(shell: Shell) -> None:
    old, new = two(shell, version="2.0.0")
    one, other = (shell.home.write(f"models/{name}.yaml", MODEL.format(name=name)) for name in ("a", "b"))

    quoted = shell("contract", "compat", old, new, "--consumers", "models/*.yaml")
    spread = shell("contract", "compat", old, new, "--consumers", one, other)
    folder = shell("contract", "compat", old, new, "--consumers", "models")

    assert [result.return_value for result in (quoted, spread, folder)] == [1, 1, 1]
    assert {result.stdout for result in (quoted, spread, folder)} == {quoted.stdout}
    assert "2 released models would break: a 3 and b 3" in quoted.stdout


def test_models_that_are_not_there_and_models_without_a_contract_are_mistakes(shell: Shell) -> None:
    old, new = two(shell)
    model = shell.home.write("models/a.yaml", MODEL.format(name="a"))

    missing = shell("contract", "compat", old, new, "--consumers", "none/*.yaml")
    alone = shell("contract", "compat", model, "--consumers", model)

    assert "no released model matches" in str(missing.exception)
    assert "a contract" in str(alone.exception)
