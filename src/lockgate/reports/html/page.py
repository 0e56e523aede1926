"""Fills the template of the report: one file with its style, script and plots inside."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from lockgate.domain.result import RunResult
from lockgate.reports.html.view import view_of

__all__ = ["notebook_html", "render_html"]

_PACKAGE = "lockgate.reports.html"


def render_html(result: RunResult) -> str:
    """Return the report as one HTML page that loads nothing from anywhere.

    Everything that comes from a run is escaped; a content security policy allows the page's own style and
    script by their digests and nothing else, so that even a mistake here could not run what a column is called.
    Equal results give equal text.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> run = RunResult(project="p", run_id="7f", seed=1, now=datetime(2013, 7, 1, tzinfo=UTC), stages=())
    >>> render_html(run)[:15]
    '<!doctype html>'
    """
    style, script = _own("page.css"), _own("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            view=view_of(result),
            style=Markup(style),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            style_digest=_digest(style),
            script_digest=_digest(script),
        )
    )


def notebook_html(result: RunResult, *, height: int = 640) -> str:
    """Return the report for a notebook's cell, in a frame of its own so that no style leaks in or out.

    Parameters
    ----------
    result : RunResult
        The run.
    height : int, default=640
        Height of the frame in pixels, positive.
    """
    frame = (
        '<iframe sandbox="allow-scripts" srcdoc="{}" width="100%" height="{}" title="Lockgate report"></iframe>'
    )
    return frame.format(escape(render_html(result)), int(height))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = _with_code
    environment.filters["soft"] = _with_breaks
    return environment


def _with_code(text: str) -> Markup:
    """Return escaped text in which what stands between backticks is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if index % 2 else part for index, part in enumerate(parts))


_BREAK = re.compile(r"(?<=[_/=×(])(?=[^\s)])|(?<=[.,])(?=[^\s)\d])")


def _with_breaks(text: str) -> Markup:
    """Return escaped text that may break after a sign within a long name, so that it need not break in a word."""
    return Markup("<wbr>").join(_BREAK.split(text))


@cache
def _own(name: str) -> str:
    return files(_PACKAGE).joinpath("template", name).read_text(encoding="utf-8").strip()


def _digest(text: str) -> str:
    """Return the source expression by which a content security policy allows an inline text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
