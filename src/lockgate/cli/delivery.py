"""A result in the format that was asked for, where it was asked for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lockgate.cli.console import note, show_screen, write_text
from lockgate.cli.options import Format
from lockgate.domain.errors import ParameterError
from lockgate.domain.result import RunResult

__all__ = ["Delivery", "page_of", "refuse_unwritable"]

_ENDINGS = {
    ".json": Format.JSON,
    ".xml": Format.JUNIT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".txt": Format.TERMINAL,
    ".log": Format.TERMINAL,
    "": Format.TERMINAL,
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a result is written, and where.

    Parameters
    ----------
    form : Format
        The format.
    file : str, default=""
        The file it goes to; empty for standard output.
    """

    form: Format
    file: str = ""

    @classmethod
    def of(cls, form: str, file: str) -> Self:
        """Read the options ``--format`` and ``--output``, before anything has run.

        Raises
        ------
        ParameterError
            If the file cannot be written, or no format was named and its ending names none.
        """
        target = "" if file == "-" else file
        chosen = Format(form) if form else _format_of(target)
        if target:
            refuse_unwritable(Path(target))
        return cls(chosen, target)

    def hand_over(self, result: RunResult, *, saved: str = "") -> None:
        """Write a result; `saved` is the folder of its evidence."""
        if self.file:
            _write(Path(self.file), _text(result, self.form, saved).encode())
        if self.file or self.form is Format.TERMINAL:
            from lockgate.reports.terminal import RunScreen  # noqa: PLC0415 - only what is asked for

            show_screen(RunScreen(result, report=_report(saved)))
        else:
            write_text(_text(result, self.form, saved))
        if self.file:
            note(f"  wrote {self.file}")


def _format_of(file: str) -> Format:
    ending = Path(file).suffix.lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    known = ", ".join(name for name in _ENDINGS if name)
    text = f"the ending of `{file}` names no format"
    raise ParameterError(
        "LG101", "--output", text, f"name it with --format, or end the name with one of {known}"
    )


def page_of(result: RunResult) -> bytes:
    """Return the HTML report that is kept with the evidence."""
    return _html(result).encode()


def _report(saved: str) -> str:
    return f"{saved}/report.html" if saved else ""


def _text(result: RunResult, form: Format, saved: str) -> str:
    if form is Format.TERMINAL:
        from lockgate.reports.terminal import RunScreen, as_text  # noqa: PLC0415 - only what is asked for

        return as_text(RunScreen(result, report=_report(saved)), width=100)
    return _WRITERS[form](result)


def refuse_unwritable(file: Path, option: str = "--output") -> None:
    """Refuse a file that cannot be written, before anything has run; its folder is made.

    Raises
    ------
    ParameterError
        If it is a directory, or neither it nor its folder can be written.
    """
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(file, error.strerror or str(error), option) from error
    if file.is_dir():
        raise _unwritable(file, "it is a directory", option)
    if not os.access(file if file.exists() else folder, os.W_OK):
        raise _unwritable(file, "permission denied", option)


def _write(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all; what is no plain file, such as a pipe, is written as it is."""
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        handle, draft = tempfile.mkstemp(prefix=".draft-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(draft).chmod(0o644)
            Path(draft).replace(file)
        finally:
            with suppress(FileNotFoundError):
                Path(draft).unlink()
    except OSError as error:
        raise _unwritable(file, error.strerror or str(error)) from error


def _unwritable(file: Path, reason: str, option: str = "--output") -> ParameterError:
    hint = "name a file in a directory that can be written"
    return ParameterError("LG101", option, f"`{file}` cannot be written: {reason}", hint)


def _json(result: RunResult) -> str:
    from lockgate.reports.json_report import render_json  # noqa: PLC0415 - only what is asked for

    return render_json(result)


def _junit(result: RunResult) -> str:
    from lockgate.reports.junit import render_junit  # noqa: PLC0415 - only what is asked for

    return render_junit(result)


def _markdown(result: RunResult) -> str:
    from lockgate.reports.markdown import render_markdown  # noqa: PLC0415 - only what is asked for

    return render_markdown(result)


def _html(result: RunResult) -> str:
    from lockgate.reports.html import render_html  # noqa: PLC0415 - only what is asked for

    return render_html(result)


def _github(result: RunResult) -> str:
    from lockgate.reports.github import render_github  # noqa: PLC0415 - only what is asked for

    return render_github(result)


_WRITERS: dict[Format, Callable[[RunResult], str]] = {
    Format.JSON: _json,
    Format.JUNIT: _junit,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.GITHUB: _github,
}
