from __future__ import annotations

from lockgate.app.ports import Completed


def test_a_program_without_a_report_has_an_empty_one() -> None:
    assert Completed(0, "done").report == b""
