"""datacontract-cli: the rules as an ODCS contract, tested on its DuckDB through ibis."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import odcs
from datacontract.data_contract import DataContract
from datacontract.model.run import ResultEnum
from runner import run
from suite import LENGTH, RANGE, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Write the contract, test it; a range is two checks of the tool, of which a bad value breaks one."""
    with TemporaryDirectory() as directory:
        contract = odcs.write(odcs.for_datacontract(table, rules), Path(directory, "contract.odcs.yaml"))
        outcome = DataContract(data_contract_file=str(contract)).test()
    # `field_type` is a warning for every Parquet column: the tool has no type check there.
    judged = [check for check in outcome.checks if check.type != "field_type"]
    red = sum(check.result != ResultEnum.passed for check in judged)
    n_expected = sum(2 if rule.kind in {RANGE, LENGTH} else 1 for rule in rules)
    missing = n_expected - sum(check.type != "field_is_present" for check in judged)
    return len(rules) - red - missing


if __name__ == "__main__":
    run(work)
