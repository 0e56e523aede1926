from __future__ import annotations

import json

from tests.unit.cli.conftest import Shell

from lockgate.domain.errors import DocumentError, ParameterError

SUITE = json.dumps(
    {"name": "trips", "expectations": [{"type": "expect_column_to_exist", "kwargs": {"column": "fare"}}]}
)
LOSSY = "checks for t:\n  - row_count > 0\n" + "".join(f"  - anomaly score for a{n} < 1\n" for n in range(25))


def test_an_imported_contract_goes_to_the_terminal_and_the_account_beside_it(shell: Shell) -> None:
    shell.home.write("suite.json", SUITE)

    result = shell("contract", "import", "suite.json")

    assert result.exit_code == 0
    assert "kind: DataContract" in result.stdout
    assert "suite.json: 1 mapped, 0 approximated, 0 not mapped" in result.stderr


def test_contract_and_report_are_written_once(shell: Shell) -> None:
    shell.home.write("suite.json", SUITE)
    asked = (
        "contract",
        "import",
        "suite.json",
        "--from",
        "great-expectations",
        "-o",
        "c.yaml",
        "--report",
        "loss.md",
    )

    first, second, forced = shell(*asked), shell(*asked), shell(*asked, "--force")

    assert "next: lockgate contract validate c.yaml" in first.stderr
    assert isinstance(second.exception, ParameterError)
    assert forced.exit_code == 0
    assert shell("contract", "validate", "c.yaml").exit_code == 0


def test_what_is_lost_is_listed_and_strict_makes_it_fail(shell: Shell) -> None:
    shell.home.write("checks.yml", LOSSY)

    loose = shell("contract", "import", "checks.yml")
    strict = shell("contract", "import", "checks.yml", "--strict")

    assert (loose.return_value, strict.return_value) == (0, 1)
    assert "not mapped: line 3: anomaly score for a0 < 1" in loose.stderr
    assert "and 5 more; `--report loss.md` lists them all" in loose.stderr


def test_a_contract_is_exported(shell: Shell) -> None:
    shell.trips()

    result = shell("contract", "export", "contracts/trips.odcs.yaml", "--to", "json-schema", "-o", "trips.json")

    assert result.exit_code == 0
    assert "wrote trips.json" in result.stderr


def test_a_document_with_mistakes_is_refused_with_their_places(shell: Shell) -> None:
    shell.home.write("suite.json", '{"expectations": [3]}')

    result = shell("contract", "import", "suite.json", "--from", "great-expectations")

    assert isinstance(result.exception, DocumentError)
