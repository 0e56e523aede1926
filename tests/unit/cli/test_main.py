from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from tests.unit.cli.conftest import Shell

from lockgate.cli.main import app, run_cli
from lockgate.domain.errors import EvidenceError
from lockgate.domain.version import __version__

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lockgate(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Return the whole program, its exit code and what it wrote."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lockgate", *arguments])
        code = run_cli()
        return code, *capsys.readouterr()

    assert shell.root.is_dir()
    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


def test_the_version_is_shown(lockgate: Run) -> None:
    assert lockgate("--version") == (0, f"lockgate {__version__}\n", "")


def test_help_names_every_command_and_the_exit_codes(lockgate: Run) -> None:
    code, out, _ = lockgate("--help")

    assert code == 0
    assert all(f"\n  {name} " in out for name in app.list_commands(click.Context(app)))
    assert "0 pass, 1 fail, 2 usage, 3 inconclusive, 4 error" in out


def test_nothing_asked_is_no_pass(lockgate: Run) -> None:
    code, out, err = lockgate()

    assert (code, out) == (2, "")
    assert err.startswith("Usage: lockgate")


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (["chek"], "no command is named `chek`", "did you mean `check`?"),
        (["run", "--stag", "x"], "there is no option `--stag`", "did you mean `--stage`?"),
        (["check"], "missing argument 'TABLE'", "`lockgate check --help` shows what it takes"),
        (["run", "--jobs", "0"], "0 is not in the range", "`lockgate run --help` shows what it takes"),
        (["run", "--format", "pdf"], "'pdf' is not one of", "`lockgate run --help` shows what it takes"),
        (["run"], "there is no project file `lockgate.yaml`", "`lockgate init TABLE`"),
    ],
)
def test_a_mistake_in_the_command_is_one_screen_with_the_next_step(
    lockgate: Run, arguments: list[str], said: str, hint: str
) -> None:
    code, out, err = lockgate(*arguments)

    flat = " ".join(err.split())
    assert (code, out) == (2, "")
    assert said in flat
    assert hint in flat
    assert "exit 2" in flat
    assert len(err.splitlines()) < 10


def test_evidence_that_is_not_there_is_an_error(lockgate: Run) -> None:
    code, out, err = lockgate("report")

    assert (code, out) == (4, "")
    assert "`lockgate run` keeps evidence" in err


def test_an_error_without_verdict_is_shown_whole_with_debug(
    lockgate: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCKGATE_DEBUG", "")  # restored at the end, whatever `--debug` sets

    with pytest.raises(EvidenceError):
        lockgate("report", "--debug")


def test_what_nobody_foresaw_is_no_traceback(lockgate: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app._homes, "schema", "lockgate.no_such_module")

    code, out, err = lockgate("schema")

    assert (code, out) == (4, "")
    assert err.startswith("error  something unforeseen: ModuleNotFoundError")
    assert "--debug" in err


def test_an_error_of_the_system_is_one_line(lockgate: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code, _, err = lockgate("schema")
        monkeypatch.undo()

    assert code == 4
    assert err == "error  the system says: No space left on device; no verdict was given.   exit 4\n"
