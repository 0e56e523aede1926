from __future__ import annotations

import json

import pytest
from tests.unit.cli.conftest import Shell

MANY = {"minutes": [20, 45, 60, 300] * 200}
LATER = {"minutes": [60, 300, 300, 300] * 200}


@pytest.mark.parametrize(("columns", "code", "word"), [(MANY, 0, "PASS"), (LATER, 1, "FAIL")])
def test_two_tables_are_compared(shell: Shell, columns: dict[str, object], code: int, word: str) -> None:
    before, now = shell.home.table("before", MANY), shell.home.table("now", columns)

    result = shell("drift", before, now)

    assert result.return_value == code
    assert word in result.stdout


def test_an_accepted_reference_is_enough(shell: Shell) -> None:
    shell.trips()
    shell("reference", "accept", "trips", "--reason", "for the test")

    result = shell("drift", "references/trips/v1.json", "data/trips.parquet", "--format", "json")

    assert json.loads(result.stdout)["verdict"] == "inconclusive"
    assert result.return_value == 3


def test_another_json_file_is_a_table(shell: Shell) -> None:
    text = "\n".join(json.dumps({"minutes": value}) for value in MANY["minutes"])
    before = shell.home.write("before.json", text)

    assert shell("drift", before, before).return_value == 0
