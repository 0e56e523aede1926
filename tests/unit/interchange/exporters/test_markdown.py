"""A page for people."""

from __future__ import annotations

from typing import Any

from tests.fakes.contracts import EVERYTHING, contract_of

from lockgate.contracts.contract import Contract, TableContract
from lockgate.contracts.parse import read_contract
from lockgate.interchange.exporters.markdown import write_markdown


def test_everything_is_on_the_page() -> None:
    properties: list[dict[str, Any]] = [
        {"name": "id", "logicalType": "integer", "primaryKey": True, "description": "a | b"},
        {"name": "s", "physicalType": "varchar(3)", "enum": [{"value": "x"}, {"value": "y"}]},
        {"name": "t", "logicalType": "timestamp"},
        {"name": "a", "logicalType": "number", "relationships": [{"to": "o.k"}]},
    ]
    more = {"name": "o", "properties": [{"name": "k", "logicalType": "number"}]}
    words = {"type": "text", "description": "Fares are fair."}

    text, items = write_markdown(contract_of([*EVERYTHING, words], properties, more=[more]))

    lines = text.splitlines()
    assert lines[:3] == ["# trips", "", "Version 1.0.0."]
    assert "| `id` | integer | no |  | a \\| b |" in lines
    assert "| `s` | varchar(3) | yes | x, y |  |" in lines
    assert "Key: `id`." in lines
    assert "`a` refers to `o` (`k`)." in lines
    assert "- Fares are fair." in lines
    assert any(line.startswith("| `range(column: a, min: 0") and "| warning |" in line for line in lines)
    assert all(item.target == "text" for item in items)


def test_owner_and_purpose_are_told() -> None:
    from dataclasses import replace  # noqa: PLC0415 - one test needs it

    contract = replace(contract_of([{"check": "row_count", "mustBe": 1}]), owner="ops", description="why")

    text, _ = write_markdown(contract)

    assert text.splitlines()[3:6] == ["Owner: ops.", "", "why"]


def test_a_table_without_checks_has_only_its_name() -> None:
    contract = Contract(id="c", name="c", version="1.0.0", tables=(TableContract(name="t"),))

    assert write_markdown(contract) == ("# c\n\nVersion 1.0.0.\n\n## t\n", ())


def test_a_column_that_may_be_absent_says_so() -> None:
    maybe = {"name": "n", "required": True, "customProperties": [{"property": "optional", "value": True}]}

    assert "| `n` |  | no |  | may be absent. |" in write_markdown(contract_of([], [maybe, {"name": "a"}]))[0]


def test_signs_within_backticks_are_shown_as_they_are() -> None:
    rule = {"check": "column_comparison", "left": "a", "operator": "<=", "right": "b", "why": "a <b> | `x<y`"}

    text, _ = write_markdown(contract_of([rule], [{"name": "a<b"}, {"name": "a"}, {"name": "b"}]))

    assert "operator: <=" in text
    assert "| `a<b` |" in text
    assert "| a &lt;b> \\| `x<y` |" in text


def test_a_description_is_told_with_its_purpose_limitations_and_usage() -> None:
    document = """
apiVersion: v3.2.0
kind: DataContract
id: c
version: 1.0.0
status: active
description: {purpose: To bill <fares>., usage: Daily., limitations: No tips.}
schema: [{name: t, properties: [{name: a}]}]
"""

    text, _ = write_markdown(read_contract(document, "c.yaml"))

    assert text.splitlines()[2:9] == [
        "Version 1.0.0.",
        "",
        "To bill &lt;fares>.",
        "",
        "Limitations: No tips.",
        "",
        "Usage: Daily.",
    ]
