from __future__ import annotations

from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import ParameterError


def test_a_model_is_described_on_the_terminal_or_in_a_file(shell: Shell) -> None:
    shell.trips()
    words = ("contract", "consumer", "contracts/trips.odcs.yaml", "data/trips.parquet", "--model", "late")

    shown = shell(*words, "--features", "minutes, id")
    written = shell(*words, "--output", "models/late.yaml")
    again = shell(*words, "--output", "models/late.yaml")

    assert shown.stdout.startswith('lockgate_model: 1\nmodel: "late"\n')
    assert "support: {min: 20, max: 300}" in shown.stdout
    assert "wrote models/late.yaml" in written.stdout
    assert isinstance(again.exception, ParameterError)


def test_the_file_holds_no_values_of_classified_columns(shell: Shell) -> None:
    shell.trips()
    contract = shell.home.root / "contracts/trips.odcs.yaml"
    contract.write_text(
        contract.read_text().replace("name: minutes", "name: minutes\n        classification: personal", 1)
    )

    shown = shell(
        "contract", "consumer", str(contract), "data/trips.parquet", "--model", "late", "--features", "minutes"
    )

    assert "# support and categories are left out" in shown.stdout
    assert "support:" not in shown.stdout
