"""Contracts to documents of other tools."""

from __future__ import annotations

import pytest
from tests.fakes.contracts import EVERYTHING, contract_of

from lockgate.domain.errors import ParameterError
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.exporters import EXPORTERS
from lockgate.interchange.loss import Fate


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_every_check_is_in_the_report_of_every_format(form: str) -> None:
    contract = contract_of(EVERYTHING)

    exported = export_contract(contract, "c.yaml", form)

    assert exported.text
    assert len(exported.report.items) >= len(contract.tables[0].items)
    assert exported.report.source == "ODCS"


def test_an_unknown_format_gets_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="no format is named") as raised:
        export_contract(contract_of(EVERYTHING), "c.yaml", "pydantik")
    assert raised.value.hint == "did you mean `pydantic`?"


@pytest.mark.parametrize("form", sorted(EXPORTERS))
def test_a_format_keeps_what_columns_mean_or_says_that_it_does_not(form: str) -> None:
    unit = [{"property": "unit", "value": "mile"}]
    parts = [{"name": "street", "classification": "secret"}]
    contract = contract_of(
        [],
        [
            {"name": "email", "classification": "personal"},
            {"name": "address", "logicalType": "object", "properties": parts},
            {"name": "distance", "customProperties": unit},
        ],
    )

    exported = export_contract(contract, "c.yaml", form)

    lost = [item.source.rpartition(": ")[2] for item in exported.report.items if item.fate is Fate.NOT_MAPPED]
    for word in ("classification personal", "classification inside secret", "unit mile"):
        assert (word in lost) != (word.rpartition(" ")[2] in exported.text)
