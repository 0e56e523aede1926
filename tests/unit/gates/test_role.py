from __future__ import annotations

from lockgate.gates.role import Role


def test_each_role_has_a_name_for_its_gates() -> None:
    assert [role.gates for role in Role] == ["primary gate", "guardrail"]
