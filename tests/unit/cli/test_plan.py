from __future__ import annotations

import click
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import ParameterError


def test_the_plan_says_how_many_scans(shell: Shell) -> None:
    shell.trips()

    result = shell("plan")

    assert "trips" in result.stdout
    assert "1 scan" in result.stdout


def test_the_queries_are_shown_in_the_dialect_that_was_asked_for(shell: Shell) -> None:
    shell.trips()

    spark = shell("plan", "--sql", "--dialect", "spark").stdout

    assert "SELECT" in spark
    assert "`minutes`" in spark


def test_an_unknown_stage_or_dialect_is_a_mistake(shell: Shell) -> None:
    shell.trips()

    stage, dialect = shell("plan", "ingst"), shell("plan", "--dialect", "oracle")

    assert isinstance(stage.exception, ParameterError)
    assert isinstance(dialect.exception, click.BadParameter)
