"""Contracts to documents of other tools."""

from __future__ import annotations

import pytest
from tests.fakes.contracts import EVERYTHING, contract_of

from lockgate.domain.errors import ParameterError
from lockgate.interchange.export_contract import export_contract
from lockgate.interchange.exporters import EXPORTERS


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
