from __future__ import annotations

from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import DocumentError, ParameterError


def test_a_contract_without_mistakes_is_counted(shell: Shell) -> None:
    shell.trips()

    result = shell("contract", "validate", "contracts/trips.odcs.yaml")

    assert result.stdout.startswith("contracts/trips.odcs.yaml: 1 table, ")


def test_the_mistakes_of_all_contracts_are_shown_at_once(shell: Shell) -> None:
    shell.home.write("a.yaml", "kind: DataContract\nmystery: 1\n")

    result = shell("contract", "validate", "a.yaml", "none.yaml")

    assert isinstance(result.exception, DocumentError)
    assert {problem.position.file for problem in result.exception.problems} == {"a.yaml", "none.yaml"}


def test_an_inferred_contract_goes_to_the_terminal(shell: Shell) -> None:
    shell.trips()

    result = shell("contract", "infer", "data/trips.parquet")

    assert "kind: DataContract" in result.stdout


def test_an_inferred_contract_is_written_once_and_says_what_next(shell: Shell) -> None:
    shell.trips()

    first = shell("contract", "infer", "data/trips.parquet", "-o", "new.yaml")
    second = shell("contract", "infer", "data/trips.parquet", "-o", "new.yaml")
    forced = shell("contract", "infer", "data/trips.parquet", "-o", "new.yaml", "--force")

    assert "next: lockgate check data/trips.parquet --contract new.yaml" in first.stdout
    assert isinstance(second.exception, ParameterError)
    assert second.exception.hint == "name another file with --output, or overwrite it with --force"
    assert forced.exception is None


def test_a_table_that_is_not_there_is_a_mistake(shell: Shell) -> None:
    assert isinstance(shell("contract", "infer", "none.parquet").exception, ParameterError)
