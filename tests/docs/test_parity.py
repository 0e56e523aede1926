"""The page of what is covered names nothing that does not exist, and forgets no check."""

from __future__ import annotations

from pathlib import Path

import click

from lockgate.checks import CHECKS
from lockgate.cli.main import app
from lockgate.gates.metrics import METRICS
from parity_page import Capability, capabilities


def named(kind: str) -> set[str]:
    return {name for one in capabilities() for name in getattr(one, kind)}


def test_each_check_that_is_named_exists() -> None:
    assert named("checks") - set(CHECKS) == set()


def test_each_registered_check_is_named() -> None:
    assert set(CHECKS) - named("checks") == set()


def test_each_command_that_is_named_exists() -> None:
    assert [name for name in sorted(named("commands")) if not _is_command(name)] == []


def _is_command(name: str) -> bool:
    command: click.Command | None = app
    for word in name.split():
        if not isinstance(command, click.Group):
            return False
        command = command.get_command(click.Context(command), word)
    return command is not None


def test_each_metric_and_each_page_that_is_named_exists(root: Path) -> None:
    assert named("metrics") - {metric.name for metric in METRICS} == set()
    assert [name for name in sorted(named("pages")) if not (root / "docs" / name).exists()] == []


def test_each_line_says_where_or_why_not() -> None:
    silent = [one.asks for one in capabilities() if not (one.is_answered or one.planned or one.left_out)]

    assert silent == []


def test_what_is_answered_is_not_left_out() -> None:
    assert [one.asks for one in capabilities() if one.is_answered and one.left_out] == []


def test_each_key_has_a_meaning() -> None:
    assert [(one.asks, one.unknown) for one in capabilities() if one.unknown] == []
    assert Capability.of("g", {"asks": "x", "maybe": []}).unknown == ("maybe",)
