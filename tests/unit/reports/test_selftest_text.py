from __future__ import annotations

from lockgate.reports.selftest_text import selftest_text


def test_without_gates_there_is_no_table() -> None:
    assert selftest_text("late", [], ["not tried: no rows"]) == "late: 0 gates tried\n  not tried: no rows"


def test_a_long_gate_is_cut() -> None:
    text = selftest_text("late", [("x" * 100, "1 %", "2 %", "3 %", "as stated")], [])

    assert all(len(line) < 115 for line in text.splitlines())
