from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from tests.fakes.projects import trips_contract
from tests.unit.cli.conftest import Shell

from lockgate.cli.main import app
from lockgate.domain.errors import ParameterError


def test_the_help_of_a_command_explains_arguments_options_and_what_every_command_takes(shell: Shell) -> None:
    text = shell("check", "--help").stdout

    assert "TABLE  A table of the project; with --contract: a Parquet, CSV or JSON" in text
    assert text.index("Arguments:") < text.index("Options:")
    assert {"--contract", "--help", "--no-color", "--debug"} <= {word.strip(",") for word in text.split()}


def test_a_line_of_the_list_of_commands_is_never_cut(shell: Shell) -> None:
    assert "..." not in shell("--help").stdout.partition("Commands:")[2]


def test_only_the_module_of_the_command_that_runs_is_loaded() -> None:
    code = "import sys; sys.argv = ['lockgate', 'schema']\nfrom lockgate.cli.main import run_cli\nrun_cli()\n"
    ask = code + "print([m for m in sys.modules if m.startswith('lockgate.cli.')], file=sys.stderr)"

    shown = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)  # noqa: S603 - our own words

    assert "lockgate.cli.schema" in shown.stderr
    assert "lockgate.cli.run" not in shown.stderr


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (("check", "-c", "trips.odcs.yaml", "--name", "trips"), {"numpy", "lockgate.drift"}),
        (("drift", "data/trips.parquet"), {"lockgate.app.entries"}),
    ],
    ids=["contract", "reference"],
)
def test_a_table_is_judged_without_loading_what_judges_models(
    command: tuple[str, ...], absent: set[str], shell: Shell
) -> None:
    home = shell.home
    home.trips()
    home.write("trips.odcs.yaml", trips_contract())
    words = ["lockgate", *command, "data/trips.parquet"]
    code = f"import sys; sys.argv = {words}\nfrom lockgate.cli.main import run_cli\nrun_cli()\n"
    ask = code + "print(*sys.modules, file=sys.stderr)"

    run = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", ask], cwd=home.root, check=False, capture_output=True, text=True
    )

    loaded = set(run.stderr.split())
    assert run.returncode in (0, 3), run.stderr  # four rows are too few to be sure that nothing drifted
    assert "lockgate.scan.plan" in loaded
    assert loaded.isdisjoint({"lockgate.gates", "lockgate.probes", "lockgate.app.project.spec"} | absent)


def test_an_unknown_command_gets_the_nearest_name(shell: Shell) -> None:
    result = shell("contract", "infre")

    assert isinstance(result.exception, ParameterError)
    assert "no command is named `infre`" in str(result.exception)
    assert "did you mean `infer`?" in str(result.exception)


def test_each_name_of_a_command_is_found_in_its_module() -> None:
    context = click.Context(app)

    found = {name: app.get_command(context, name) for name in app.list_commands(context)}

    assert {name: command.name for name, command in found.items() if command} == {name: name for name in found}


@pytest.mark.parametrize("arguments", [("--no-color", "schema"), ("schema", "--no-color")])
def test_no_color_stands_before_or_after_the_command(shell: Shell, arguments: tuple[str, str]) -> None:
    shell(*arguments)

    assert os.environ["NO_COLOR"] == "1"
