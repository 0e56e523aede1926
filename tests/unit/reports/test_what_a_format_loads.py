"""A format loads what it needs and nothing of the others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "foreign"),
    [
        ("terminal", {"jinja2", "markupsafe", "xml"}),
        ("json_report", {"jinja2", "markupsafe", "xml", "rich"}),
        ("markdown", {"jinja2", "markupsafe", "xml", "rich"}),
        ("github", {"jinja2", "markupsafe", "xml", "rich"}),
        ("junit", {"jinja2", "markupsafe", "rich"}),
        ("html", {"rich"}),
    ],
)
def test_a_format_loads_nothing_of_the_others(module: str, foreign: set[str]) -> None:
    code = f"import sys, lockgate.reports.{module}; print(*{{name.partition('.')[0] for name in sys.modules}})"

    # coverage starts in a child by itself where its variables are set, and would load its share
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=plain)  # noqa: S603 - our own words

    assert set(shown.stdout.split()) & foreign == set()
