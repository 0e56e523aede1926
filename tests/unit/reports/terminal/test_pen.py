"""Text that every terminal can show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lockgate.reports.terminal.pen import Pen


@given(st.text(st.characters()))
def test_an_ascii_pen_writes_only_printable_ascii(text: str) -> None:
    shown = Pen(ascii_only=True, width=80).plain(text)

    assert shown.isascii()
    assert shown.isprintable()


def test_signs_become_what_an_old_terminal_has() -> None:
    assert Pen(ascii_only=True, width=80).plain("✔ a ≥ 1 · × …") == "+ a >= 1 - x ..."


def test_nothing_is_read_as_markup() -> None:
    assert Pen(ascii_only=False, width=80).text("[bold]x[/bold]").plain == "[bold]x[/bold]"
