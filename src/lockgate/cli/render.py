"""A result in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from lockgate.cli.console import out, write_text
from lockgate.cli.options import Format
from lockgate.domain.result import RunResult

__all__ = ["show", "text_of"]


def text_of(result: RunResult, form: Format) -> str:
    """Return a result as text in one of the file formats.

    Raises
    ------
    ValueError
        If `form` is the terminal, which is no text.
    """
    return _WRITERS[form](result)


def show(result: RunResult, form: Format, *, saved: str = "") -> None:
    """Write a result to standard output; `saved` is where its evidence is."""
    if form is Format.TERMINAL:
        from lockgate.reports.terminal import RunScreen  # noqa: PLC0415 - only what is asked for

        out().print(RunScreen(result, report=f"{saved}/report.html" if saved else ""))
    else:
        write_text(text_of(result, form))


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
