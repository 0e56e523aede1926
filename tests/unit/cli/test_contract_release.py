from __future__ import annotations

from tests.fakes.contract_pairs import contract_text
from tests.unit.cli.conftest import Shell


def test_versions_are_kept_as_long_as_each_may_follow(shell: Shell) -> None:
    path = shell.home.write("contracts/trips.odcs.yaml", contract_text("name: x, required: true"))
    first = shell("contract", "release", path)
    shell.home.write(path, contract_text("name: x", version="1.1.0"))
    refused = shell("contract", "release", path)
    shell.home.write(path, contract_text("name: x", version="2.0.0"))
    second = shell("contract", "release", path)

    assert [result.return_value for result in (first, refused, second)] == [0, 1, 0]
    assert "kept contracts/history/trips/1.0.0.odcs.yaml" in first.stdout
    assert "LG480" in refused.stdout
    kept = sorted(file.name for file in (shell.root / "contracts/history/trips").iterdir())
    assert kept == ["1.0.0.odcs.yaml", "2.0.0.odcs.yaml", "SHA256SUMS"]
