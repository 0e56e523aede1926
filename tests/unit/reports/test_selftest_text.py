from __future__ import annotations

from lockgate.reports.selftest_text import rate_words, selftest_text


def test_without_gates_there_is_no_table() -> None:
    assert selftest_text("late", [], ["not tried: no rows"]) == "late: 0 gates tried\n  not tried: no rows"


def test_a_long_gate_has_a_line_of_its_own_and_all_fits_a_terminal() -> None:
    rate = rate_words(400, 400, (0.871, 1.0))
    text = selftest_text("late", [(name, rate, rate, rate, "as stated") for name in ("x" * 30, "y" * 200)], [])

    assert all(len(line) <= 100 for line in text.splitlines())
    assert [line.split()[0][:4] for line in text.splitlines()[1:]] == ["gate", "xxxx", "100.", "yyyy", "100."]


def test_gates_that_were_not_tried_are_not_counted_as_tried() -> None:
    rows = [("a", "0 %", "0 %", "0 %", "as stated"), ("b", "none", "none", "none", "not tried: no rows")]

    assert selftest_text("late", rows, []).startswith("late: 1 gate of 2 tried\n")
