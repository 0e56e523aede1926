"""ODCS as Lockgate writes it."""

from __future__ import annotations

from tests.fakes.contracts import EVERYTHING, contract_of

from lockgate.contracts.parse import read_contract
from lockgate.interchange.exporters.odcs import write_odcs
from lockgate.interchange.loss import Fate


def test_every_rule_is_read_back() -> None:
    contract = contract_of(EVERYTHING)

    text, items = write_odcs(contract)

    before, after = (
        [(item.check, item.where, item.severity) for item in one.tables[0].items]
        for one in (contract, read_contract(text, "x.yaml"))
    )
    assert after == before
    assert {item.fate for item in items} == {Fate.MAPPED}


def test_rules_in_words_and_of_other_engines_are_kept() -> None:
    words = {"type": "text", "description": "Fares are fair."}
    soda = {"type": "custom", "engine": "soda", "implementation": "checks"}

    text, items = write_odcs(contract_of([*EVERYTHING, words, soda]))

    again = read_contract(text, "x.yaml").tables[0].notes
    assert [note.said for note in again] == ["Fares are fair.", ""]
    assert "engine: soda" in text
    assert [item.fate for item in items][-2:] == [Fate.MAPPED, Fate.MAPPED]


def test_what_is_asked_of_parts_inside_a_column_is_written() -> None:
    part = {"name": "zip", "logicalType": "string", "required": True, "logicalTypeOptions": {"minLength": 4}}
    contract = contract_of([], [{"name": "addr", "logicalType": "object", "properties": [part]}])

    text, items = write_odcs(contract)

    assert "minLength: 4" in text
    assert {item.fate for item in items} == {Fate.MAPPED}
    assert "`required` of `zip` in column `addr` is not checked" in [item.source for item in items]
