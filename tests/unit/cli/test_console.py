from __future__ import annotations

import io
import os
import sys

import pytest
from rich.text import Text

from lockgate.cli.console import fail, is_watched, note, show_screen, terminal, write_text
from lockgate.domain.errors import ParameterError


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def _stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.seek(0)
    return bytes(stream.buffer.read())


def test_a_text_ends_with_one_line_end(capsys: pytest.CaptureFixture[str]) -> None:
    write_text("a")
    write_text("b\n")

    assert capsys.readouterr().out == "a\nb\n"


def test_a_note_goes_to_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    note("careful")

    assert capsys.readouterr() == ("", "careful\n")


def test_signs_that_the_encoding_lacks_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = _stream("ascii")
    monkeypatch.setattr(sys, "stdout", stream)

    write_text("a ≥ b")

    assert _written(stream) == b"a \\u2265 b\n"


def test_a_closed_stream_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    write_text("a")
    note("b")
    show_screen(Text("c"))
    fail(ParameterError("LG101", "f", "d"), 2)

    assert not is_watched()


def test_a_reader_that_leaves_early_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)

        write_text("a" * 100_000)
        write_text("more")


def test_a_screen_has_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    watched, piped = Terminal(), _stream("utf-8")
    monkeypatch.setattr(sys, "stdout", watched)
    show_screen(Text("red", style="red"))
    monkeypatch.setattr(sys, "stdout", piped)
    show_screen(Text("red", style="red"))

    assert "\x1b[31m" in watched.getvalue()
    assert _written(piped) == b"red\n"


@pytest.mark.parametrize(("columns", "lines"), [("40", 5), ("", 2), ("wide", 2), ("5", 10)])
def test_a_screen_without_terminal_is_as_wide_as_columns_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str, lines: int
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", columns)

    show_screen(Text("x" * 190, overflow="fold"))

    assert len(capsys.readouterr().out.splitlines()) == lines


@pytest.mark.parametrize(("term", "seen"), [("xterm", True), ("dumb", False)])
def test_what_changes_is_drawn_only_where_somebody_sees_it(
    monkeypatch: pytest.MonkeyPatch, term: str, *, seen: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stderr", Terminal())

    assert is_watched() is seen


def test_an_error_is_one_screen_on_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    fail(ParameterError("LG101", "lockgate", "there is no such thing", "look again"), 2)

    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[0] == "error  lockgate: there is no such thing."
    assert "exit 2" in shown.err


def test_a_console_outlives_a_reader_that_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)

        terminal().print("x" * 100_000)

        assert not stream.closed
