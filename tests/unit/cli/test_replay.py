from __future__ import annotations

from tests.unit.cli.conftest import Shell


def test_a_run_judged_again_agrees_with_itself_without_the_data(shell: Shell) -> None:
    shell.trips()
    shell("run")
    (shell.root / "data" / "trips.parquet").unlink()

    result = shell("replay")

    assert result.return_value == 0
    assert "0 differ" in result.stdout
    assert result.stdout.endswith("recorded verdict PASS, confirmed.   exit 0\n")


def test_a_contract_that_changed_since_differs(shell: Shell) -> None:
    shell.trips()
    shell("run")
    shell.trips(lower=30)

    result = shell("replay")

    assert result.return_value == 1
    assert (
        "judged now ERROR: the stored state cannot be read: the state is not in the document" in result.stdout
    )
    assert "lockgate.yaml or a contract may have changed since" in result.stdout
    assert result.stdout.endswith("recorded verdict PASS, not confirmed.   exit 1\n")


def test_a_run_of_which_nothing_is_judged_again_confirms_nothing(shell: Shell) -> None:
    shell.home.write(
        "lockgate.yaml", "lockgate: 1\nproject: p\nstages:\n  train:\n    - command: {run: ['true']}\n"
    )

    ran, replayed = shell("run"), shell("replay")

    assert (ran.return_value, replayed.return_value) == (0, 3)
    assert "not confirmed: nothing could be judged again" in replayed.stdout
