from __future__ import annotations

from tests.unit.cli.conftest import Shell


def test_the_group_lists_its_commands(shell: Shell) -> None:
    shown = shell("migrate", "--help").stdout

    assert all(f"  {name} " in shown for name in ("new", "plan", "up", "down", "status"))
