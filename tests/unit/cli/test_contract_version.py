from __future__ import annotations

from tests.unit.cli.conftest import Shell
from tests.unit.cli.test_contract_diff import two


def test_the_suggested_version_is_all_that_standard_output_says(shell: Shell) -> None:
    old, new = two(shell)

    result = shell("contract", "version", old, new)

    assert result.stdout == "2.0.0\n"
    assert "write 2.0.0" in result.stderr
