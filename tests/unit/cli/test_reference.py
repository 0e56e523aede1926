from __future__ import annotations

from tests.unit.cli.conftest import Shell


def test_a_table_is_accepted_listed_shown_and_compared(shell: Shell) -> None:
    shell.trips()
    shell("run")

    accepted = shell("reference", "accept", "trips")
    listed = shell("reference", "list")
    shown = shell("reference", "show", "trips")
    again = shell("reference", "accept", "trips", "--version", "again")
    same = shell("reference", "diff", "trips/v1", "trips/again")

    assert (accepted.return_value, again.return_value) == (0, 0)
    assert "references/trips/v1.json" in accepted.stdout
    assert "next: commit it, and add `- drift: trips`" in accepted.stdout
    assert listed.stdout.startswith("trips/v1  4 rows, 3 columns, accepted by run ")
    assert "  minutes  7 bins from" in shown.stdout
    assert same.stdout == "trips/v1 and trips/again hold the same\n"


def test_a_table_that_no_run_accepted_is_refused_and_a_reason_is_kept(shell: Shell) -> None:
    shell.trips()

    refused = shell("reference", "accept", "trips")
    accepted = shell("reference", "accept", "trips", "--reason", "looked at by hand")

    assert refused.exit_code != 0
    assert "accepted because: looked at by hand" in accepted.stdout


def test_without_references_the_list_says_how_to_make_one(shell: Shell) -> None:
    shell.trips()

    assert "lockgate reference accept TABLE" in shell("reference", "list").stdout
