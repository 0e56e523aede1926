"""Everything that has a name has a page, and the page is current."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import lockgate
from lockgate.app.project.schema import project_schema
from lockgate.checks import CHECKS
from lockgate.cli.main import app
from lockgate.domain.codes import CODES, Reason
from lockgate.gates.metrics import METRICS

REFERENCE = Path("docs/reference")


def test_the_pages_made_from_the_code_are_current(root: Path) -> None:
    command = [sys.executable, "scripts/reference_pages.py", "--check"]

    checked = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)  # noqa: S603 - our own words

    assert (checked.returncode, checked.stdout) == (0, "")


def test_each_code_has_a_page(pages: dict[Path, str]) -> None:
    assert [code for code in CODES if REFERENCE / f"codes/{code}.md" not in pages] == []


def test_each_reason_is_a_code() -> None:
    reasons = {name: code for name, code in vars(Reason).items() if name.isupper()}

    assert {name for name, code in reasons.items() if code not in CODES} == set()


def test_each_check_has_a_page(pages: dict[Path, str]) -> None:
    assert [name for name in CHECKS if REFERENCE / f"checks/{name}.md" not in pages] == []


def test_each_metric_has_a_page(pages: dict[Path, str]) -> None:
    assert [metric.name for metric in METRICS if REFERENCE / f"metrics/{metric.name}.md" not in pages] == []


def test_each_command_and_each_option_is_on_a_page(pages: dict[Path, str]) -> None:
    silent = [
        f"{name}: {shown}"
        for name, command in _commands(app, "lockgate")
        for shown in ("", *(option for parameter in command.params for option in parameter.opts))
        if shown.lstrip("-").lower()
        not in pages.get(REFERENCE / f"cli/{name.replace(' ', '-')}.md", "").lower()
        or not pages.get(REFERENCE / f"cli/{name.replace(' ', '-')}.md")
    ]

    assert silent == []


def test_each_option_of_a_command_says_what_it_means() -> None:
    silent = [
        f"{name}: {parameter.name}"
        for name, command in _commands(app, "lockgate")
        for parameter in command.params
        if not getattr(parameter, "help", "")
    ]

    assert silent == []


def test_each_key_of_a_project_says_what_it_means() -> None:
    silent = [path for path, part in _keys("lockgate.yaml", project_schema()) if not part.get("description")]

    assert silent == []


def test_each_public_name_is_on_the_page_of_python(pages: dict[Path, str]) -> None:
    text = pages[REFERENCE / "python.md"]

    assert [name for name in lockgate.__all__ if name not in text and name != "__version__"] == []


def test_no_page_shows_what_a_library_calls_a_missing_default(pages: dict[Path, str]) -> None:
    assert [
        str(path) for path, text in pages.items() if path.is_relative_to(REFERENCE) and "Sentinel" in text
    ] == []


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for child in command.list_commands(context):
        inner = command.get_command(context, child)
        assert inner is not None
        yield from _commands(inner, f"{name} {child}")


def _keys(title: str, part: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - JSON
    """Yield each key of a JSON Schema and what the schema says about it, the operators aside."""
    for key, value in part.get("properties", {}).items():
        if not key.startswith("must"):
            yield f"{title} > {key}", value
        yield from _keys(f"{title} > {key}", value)
    for key in ("anyOf", "oneOf", "allOf"):
        for option in part.get(key, ()):
            yield from _keys(title, option)
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from _keys(title, part[key])
