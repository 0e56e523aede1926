from __future__ import annotations

import click
import pytest
from tests.unit.cli.conftest import Shell


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_lockgate(shell: Shell, name: str) -> None:
    script = shell("completion", name).stdout

    assert f"_LOCKGATE_COMPLETE={name}_complete" in script
    assert "lockgate" in script
    assert "%(" not in script


def test_another_shell_is_refused_with_those_that_are_known(shell: Shell) -> None:
    result = shell("completion", "tcsh")

    assert isinstance(result.exception, click.BadParameter)
    assert "'bash', 'zsh', 'fish'" in result.exception.format_message()
