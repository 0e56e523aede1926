from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import DocumentError, ParameterError

ARGUMENTS = ("check", "data/trips.parquet", "-c", "contracts/trips.odcs.yaml")
REFERRING = """
apiVersion: v3.1.0
kind: DataContract
id: trips-contract
version: 1.0.0
status: active
schema:
  - name: trips
    properties:
      - name: carrier
        logicalType: string
        relationships: [{to: carriers.code}]
  - name: carriers
    properties:
      - {name: code, logicalType: string}
"""


def test_a_table_that_keeps_its_contract_passes(shell: Shell) -> None:
    shell.trips()

    result = shell(*ARGUMENTS)

    assert result.return_value == 0
    assert "PASS  all gates open." in result.stdout


def test_a_table_that_breaks_its_contract_fails_and_shows_the_rows(shell: Shell) -> None:
    shell.trips(lower=30)

    result = shell(*ARGUMENTS)

    assert result.return_value == 1
    assert "1 of 4 rows" in result.stdout
    assert "exit 1" in result.stdout


def test_no_offending_rows_are_shown_when_none_are_asked_for(shell: Shell) -> None:
    shell.trips(lower=30)

    ten, none = shell(*ARGUMENTS, "-f", "json"), shell(*ARGUMENTS, "-f", "json", "--rows", "0")

    assert [len(rows) for rows in _samples(ten.stdout)] == [1]
    assert [len(rows) for rows in _samples(none.stdout)] in ([], [0])


def test_the_table_is_called_what_the_option_says(shell: Shell) -> None:
    shell.trips()

    result = shell(*ARGUMENTS, "--name", "june")

    assert result.stdout.startswith("june ")


def test_a_contract_that_refers_to_another_table_is_told_where_it_is(shell: Shell) -> None:
    shell.trips()
    shell.home.table("carriers", {"code": ["AA", "UA", "B6"]})
    shell.home.write("both.yaml", REFERRING)

    with_it = shell(
        "check", "data/trips.parquet", "-c", "both.yaml", "--other", "carriers=data/carriers.parquet"
    )
    without = shell("check", "data/trips.parquet", "-c", "both.yaml")

    assert (with_it.return_value, without.return_value) == (0, 4)


def test_another_table_is_called_after_its_file_when_nobody_names_it(shell: Shell) -> None:
    shell.trips()
    shell.home.table("carriers", {"code": ["AA", "UA", "B6"]})
    shell.home.write("both.yaml", REFERRING)

    result = shell("check", "data/trips.parquet", "-c", "both.yaml", "--other", "data/carriers.parquet")

    assert result.return_value == 0


@pytest.mark.parametrize("text", ["carriers", "=path", "carriers="])
def test_another_table_without_name_or_path_is_refused(shell: Shell, text: str) -> None:
    shell.trips()

    result = shell(*ARGUMENTS, "--other", text)

    assert isinstance(result.exception, ParameterError)
    assert "no file matches" in str(result.exception) or "NAME=PATH" in str(result.exception)


def test_a_missing_table_is_a_mistake_with_the_nearest_name(shell: Shell) -> None:
    shell.trips()

    result = shell("check", "data/trip.parquet", "-c", "contracts/trips.odcs.yaml")

    assert isinstance(result.exception, ParameterError)
    assert "did you mean `data/trips.parquet`?" in str(result.exception)


def test_a_missing_contract_is_a_mistake(shell: Shell) -> None:
    shell.trips()

    result = shell("check", "data/trips.parquet", "-c", "contracts/none.yaml")

    assert isinstance(result.exception, DocumentError)


def test_a_size_that_is_none_is_refused_before_the_engine_starts(shell: Shell) -> None:
    shell.trips()

    result = shell(*ARGUMENTS, "--memory", "lots")

    assert isinstance(result.exception, ParameterError)


def _samples(shown: str) -> list[list[object]]:
    """Return the offending rows of each finding that has some."""
    stages = json.loads(shown)["run"]["stages"]
    findings = [finding for stage in stages for entry in stage["entries"] for finding in entry["findings"]]
    return [finding["sample"]["rows"] for finding in findings if finding.get("sample")]


def test_every_offending_row_is_written_where_that_is_asked_for(shell: Shell) -> None:
    shell.trips(lower=50)

    result = shell(*ARGUMENTS, "--failures", "new/out.parquet")

    rows = pq.read_table(shell.root / "new" / "out.parquet").to_pylist()
    assert result.return_value == 1
    assert [(row["id"], row["lockgate_check"]) for row in rows] == [(1, "range"), (2, "range")]


def test_offending_rows_can_be_a_text_file_and_nothing_else(shell: Shell) -> None:
    shell.trips(lower=50)

    text, other = shell(*ARGUMENTS, "--failures", "out.csv"), shell(*ARGUMENTS, "--failures", "out.xlsx")

    assert text.return_value == 1
    assert (shell.root / "out.csv").read_text().splitlines()[1].startswith("1,range,minutes,")
    assert "end it with .parquet or .csv" in str(other.exception)


def test_a_place_for_offending_rows_that_cannot_be_written_is_refused_first(shell: Shell) -> None:
    shell.trips()
    (shell.root / "dir").mkdir()

    result = shell(*ARGUMENTS, "--failures", "dir")

    assert "--failures: `dir` cannot be written: it is a directory" in str(result.exception)


def test_a_reference_is_compared_with_in_the_same_go(shell: Shell) -> None:
    shell.trips()

    same = shell(*ARGUMENTS, "--reference", "data/trips.parquet", "-f", "json")

    stages = [stage["name"] for stage in json.loads(same.stdout)["stages"]]
    assert stages == ["check", "drift"]


def test_a_reference_that_is_not_there_is_refused(shell: Shell) -> None:
    shell.trips()

    result = shell(*ARGUMENTS, "--reference", "data/none.parquet")

    assert "no file matches" in str(result.exception or result.return_value)


def test_a_table_of_the_project_needs_no_contract_here(shell: Shell) -> None:
    shell.trips(lower=30)

    result = shell("check", "trips", "--failures", "red.parquet", "--threads", "1", "--memory", "256MB")

    assert result.return_value == 1
    assert pq.read_table(shell.root / "red.parquet")["minutes"].to_pylist() == [20]


def test_a_file_without_a_contract_is_told_what_is_lacking(shell: Shell) -> None:
    shell.trips()

    result = shell("check", "data/trips.parquet")

    assert isinstance(result.exception, ParameterError)
    assert "of a file, name its contract with --contract" in str(result.exception)


def test_limits_of_one_engine_are_not_set_for_another(shell: Shell) -> None:
    shell.trips()
    project = shell.root / "lockgate.yaml"
    project.write_text(project.read_text() + "engine: {kind: postgres}\n")

    result = shell("check", "trips", "--threads", "2")

    assert "left out: it is of the engine duckdb" in str(result.exception)
