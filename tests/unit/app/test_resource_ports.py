from __future__ import annotations

from lockgate.app.resource_ports import ColdStart


def test_memory_may_be_unknown() -> None:
    assert ColdStart(1.0, 2.0, None).peak_mib is None
