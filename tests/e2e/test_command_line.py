"""The program as its users meet it: a process, its exit code and its streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest
from tests.e2e.conftest import LOCKGATE, Site, plain_environment

WAITING = """
  ingest:
    - command: {run: [python, -c, "open('started', 'w').close(); import time; time.sleep(60)"]}
"""


@pytest.mark.parametrize(("lower", "code"), [(15, 0), (30, 1)])
def test_the_exit_code_is_that_of_the_verdict(site: Site, lower: int, code: int) -> None:
    site.make(lower=lower)

    run, check = site("run"), site("check", "data/trips.parquet", "-c", "contracts/trips.odcs.yaml")

    assert (run[0], check[0], site("report")[0]) == (code, code, code)


def test_an_empty_table_is_never_a_pass(site: Site) -> None:
    site.make()
    nothing = pa.array([], pa.int64())
    site.home.table("trips", {"id": nothing, "minutes": nothing})

    code, out, err = site("run")

    assert (code, err) in ((1, ""), (3, ""))
    assert "PASS  all" not in out


def test_a_table_that_is_cut_off_is_an_error_and_never_a_pass(site: Site) -> None:
    site.make()
    table = site.root / "data" / "trips.parquet"
    table.write_bytes(table.read_bytes()[:100])

    code, out, err = site("run")

    assert (code, err) == (4, "")
    assert "exit 4" in out


def test_json_on_standard_output_is_pure(site: Site) -> None:
    site.make(lower=30)

    code, out, err = site("run", "--format", "json")

    assert (code, err) == (1, "")
    assert json.loads(out)["exit_code"] == 1


def test_what_the_users_programs_write_does_not_mix_with_the_result(site: Site) -> None:
    stages = "  ingest:\n    - command: {run: [python, -c, \"print('noise')\"]}\n"
    site.make(stages=stages)

    code, out, err = site("run", "--format", "json")

    assert (code, err) == (0, "")
    assert json.loads(out)["verdict"] == "pass"


@pytest.mark.parametrize("arguments", [["run"], ["run", "-f", "json"], ["explain"], ["schema"], ["--help"]])
def test_a_reader_that_leaves_early_changes_nothing(site: Site, arguments: list[str]) -> None:
    site.make()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        process = site.start(*arguments, stdout=gone)

    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, b"")


def test_a_reader_that_leaves_early_does_not_open_a_shut_gate(site: Site) -> None:
    site.make(lower=30)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        process = site.start("run", stdout=gone)

    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (1, b"")


def test_streams_that_the_caller_closed_are_no_error(site: Site) -> None:
    site.make()
    command = ["/bin/sh", "-c", '"$0" run >&- 2>&-', LOCKGATE]

    closed = subprocess.run(command, check=False, cwd=site.root, env=plain_environment(), timeout=60)  # noqa: S603 - our own words

    assert closed.returncode == 0


def test_a_full_disk_is_one_line_and_no_pass(site: Site) -> None:
    site.make()
    with Path("/dev/full").open("wb") as full:
        process = site.start("run", "--format", "json", stdout=full)

    _, err = process.communicate(timeout=60)

    assert process.returncode == 4
    assert err.decode().count("\n") == 1


def test_a_terminal_without_our_signs_gets_plain_ones(site: Site) -> None:
    site.make(lower=30)

    code, out, _ = site("run", env=plain_environment(PYTHONIOENCODING="ascii"))

    assert code == 1
    assert out.isascii()


def test_two_runs_at_once_in_one_directory_both_keep_their_evidence(site: Site) -> None:
    site.make()

    processes = [site.start("run", "--now", "2013-07-01", "--seed", str(seed)) for seed in (1, 1, 2)]
    codes = [(process.communicate(timeout=60), process.returncode)[1] for process in processes]

    kept = [path.parent.name for path in (site.root / ".lockgate" / "evidence").glob("*/run.json")]
    assert codes == [0, 0, 0]
    assert len(kept) == 2
    assert [path for path in (site.root / ".lockgate" / "evidence").iterdir() if "draft" in path.name] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_cannot_be_written_gives_no_verdict(site: Site) -> None:
    site.make()
    site.root.chmod(0o555)

    code, out, err = site("run")
    site.root.chmod(0o755)

    assert (code, out) == (4, "")
    assert "--evidence" in err


def test_evidence_that_cannot_be_kept_gives_no_verdict(site: Site) -> None:
    site.make()
    site.home.write(".lockgate", "in the way")

    code, out, err = site("run")

    assert (code, out) == (4, "")
    assert "choose a writable directory with --evidence" in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_stops_what_it_started_and_says_what_was_kept(
    site: Site, number: signal.Signals
) -> None:
    site.make(stages=WAITING)
    os.mkfifo(site.root / "started")
    # a shell that runs tests in the background lets them ignore the first of these
    process = site.start("run", preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))
    (site.root / "started").open().close()  # waits until the user's program runs

    process.send_signal(number)
    out, err = process.communicate(timeout=50)

    assert (process.returncode, out) == (4, b"")
    assert b"stopped: no verdict was given and nothing of this run was kept" in err
    assert not (site.root / ".lockgate").exists()


def test_bash_completes_commands_and_options(site: Site) -> None:
    asked = {"_LOCKGATE_COMPLETE": "bash_complete", "COMP_CWORD": "1"}

    commands = site(env=plain_environment(**asked, COMP_WORDS="lockgate re"))[1]
    options = site(env=plain_environment(**asked | {"COMP_CWORD": "2"}, COMP_WORDS="lockgate run --se"))[1]

    assert commands.split() == ["plain,reference", "plain,report", "plain,replay"]
    assert options.split() == ["plain,--seed"]
