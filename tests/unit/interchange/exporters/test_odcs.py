"""ODCS as Lockgate writes it."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.contracts import EVERYTHING, contract_of

from lockgate.contracts.contract import Note
from lockgate.contracts.parse import read_contract
from lockgate.domain.position import Position
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


def test_what_stands_nowhere_in_the_contract_is_told_as_lost() -> None:
    contract = contract_of(EVERYTHING)
    note = Note("`retention` is not checked", Position("of-another.yaml", 1, 1))
    noted = replace(contract, tables=(replace(contract.tables[0], notes=(note,)),))

    _, items = write_odcs(noted)

    lost = [item for item in items if item.fate is not Fate.MAPPED]
    assert [(item.source, item.why) for item in lost] == [
        (note.text, "it is in the source, not in the contract as it was read")
    ]
