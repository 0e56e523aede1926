from __future__ import annotations

import pyarrow.parquet as pq
from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import OutputError

ARGUMENTS = ("quarantine", "data/trips.parquet", "-c", "contracts/trips.odcs.yaml", "-o", "out")


def test_a_table_of_the_project_is_split_by_its_contract(shell: Shell) -> None:
    shell.trips(lower=30)

    result = shell("quarantine", "trips")

    assert result.return_value == 0
    assert result.stdout.startswith("trips   4 rows → 3 good + 1 set aside\n")
    assert pq.read_table(shell.root / "quarantine" / "trips" / "good").num_rows == 3


def test_a_file_is_split_by_the_contract_that_is_named(shell: Shell) -> None:
    shell.trips(lower=30)

    result = shell(*ARGUMENTS, "--name", "june")

    assert result.return_value == 0
    assert "june.minutes range  30 to 900" in result.stdout
    assert pq.read_table(shell.root / "out" / "bad")["minutes"].to_pylist() == [20]


def test_values_of_classified_columns_are_shown_on_demand(shell: Shell) -> None:
    shell.trips(lower=30)
    contract = shell.root / "contracts" / "trips.odcs.yaml"
    contract.write_text(contract.read_text().replace("how long", "how long\n        classification: pii"))

    hidden, shown = shell(*ARGUMENTS), shell(*ARGUMENTS, "--force", "--show-values")

    assert (hidden.return_value, shown.return_value) == (0, 0)
    assert pq.read_table(shell.root / "out" / "bad")["minutes"].to_pylist() == [20]


def test_the_exit_code_is_that_of_the_good_part(shell: Shell) -> None:
    shell.trips(lower=400)

    result = shell(*ARGUMENTS)

    assert result.return_value == 1
    assert "FAIL  of the good part: " in result.stdout


def test_what_is_there_is_not_replaced_unasked(shell: Shell) -> None:
    shell.trips()
    shell(*ARGUMENTS)

    result = shell(*ARGUMENTS)

    assert isinstance(result.exception, OutputError)


def test_a_table_that_the_project_lacks_is_named_with_the_nearest(shell: Shell) -> None:
    shell.trips()

    result = shell("quarantine", "trip")

    assert "did you mean `trips`" in str(result.exception)
