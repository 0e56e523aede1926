from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import ParameterError


def test_a_new_project_runs_at_once(shell: Shell) -> None:
    shell.home.table("trips")

    made = shell("init", "data/trips.parquet")
    ran = shell("run")

    assert made.stdout.endswith("next: review contracts/trips.odcs.yaml, then: lockgate run\n")
    assert ran.return_value == 0


def test_the_next_step_goes_where_the_project_is(shell: Shell) -> None:
    shell.home.table("trips")

    made = shell("init", "data/trips.parquet", "-d", "my project")

    next_step = "next: review my project/contracts/trips.odcs.yaml, then: cd 'my project' && lockgate run\n"
    assert made.stdout.endswith(next_step)
    assert (shell.root / "my project" / "lockgate.yaml").is_file()


def test_nothing_that_is_there_is_lost_unless_forced(shell: Shell) -> None:
    shell.home.table("trips")
    shell.home.write("lockgate.yaml", "mine")

    refused = shell("init", "data/trips.parquet")
    kept = (shell.root / "lockgate.yaml").read_text(encoding="utf-8")
    forced = shell("init", "data/trips.parquet", "--force")

    assert isinstance(refused.exception, ParameterError)
    assert kept == "mine"
    assert forced.exception is None


def test_a_table_that_is_not_there_is_a_mistake(shell: Shell) -> None:
    assert isinstance(shell("init", "none.parquet").exception, ParameterError)


@pytest.mark.parametrize(("ignored", "is_told"), [("*.pyc\n", True), ("/.lockgate\n", False)])
def test_who_keeps_a_gitignore_is_told_what_it_lacks(shell: Shell, ignored: str, *, is_told: bool) -> None:
    shell.home.table("trips")
    shell.home.write(".gitignore", ignored)

    made = shell("init", "data/trips.parquet")

    assert ("add `.lockgate/` to your .gitignore" in made.stdout) is is_told
