from __future__ import annotations

from tests.unit.cli.conftest import Shell
from tests.unit.cli.test_profile import delivered


def test_partitions_are_listed_and_shown(shell: Shell) -> None:
    delivered(shell)
    empty = shell("state", "list")
    shell("profile")

    listed, shown = shell("state", "list", "trips"), shell("state", "show", "trips", "2013-01-01.parquet")

    assert "lockgate profile" in empty.stdout
    assert listed.stdout.splitlines()[0].startswith("trips  2013-01-01.parquet  4 rows  ")
    assert 'all rows  {"n": 4}' in shown.stdout


def test_a_decision_is_remembered(shell: Shell) -> None:
    delivered(shell)
    shell("profile")

    accepted = shell("state", "accept", "trips", "2013-01-01.parquet", "--why", "holiday")
    rejected = shell("state", "reject", "trips", "2013-01-02.parquet")

    assert accepted.stdout == "trips: 2013-01-01.parquet accepted\n"
    assert rejected.stdout == "trips: 2013-01-02.parquet rejected\n"
    assert [line.rpartition("  ")[2] for line in shell("state", "list").stdout.splitlines()] == [
        "accepted: holiday",
        "rejected",
    ]


def test_old_states_are_told_and_removed_only_when_asked(shell: Shell) -> None:
    table = delivered(shell)
    file = table.home.root / "lockgate.yaml"
    file.write_text(file.read_text().replace("by: file", "by: file, keep: 400 days"))
    shell("profile")

    told = shell("state", "gc", "--now", "2014-02-06T12:00Z")
    removed = shell("state", "gc", "--now", "2014-02-06T12:00Z", "--delete")

    assert "would remove  trips  2013-01-01.parquet" in told.stdout
    assert "1 partition removed" in removed.stdout
    assert len(shell("state", "list").stdout.splitlines()) == 1
