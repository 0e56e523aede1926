"""What can be asked of one row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.fakes.contracts import contract_of

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import TableContract
from lockgate.interchange.exporters.record_fields import RecordFields, record_fields
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import Fate
from lockgate.scan.suite import SuiteItem
from lockgate.scan.value_list import Listed


def fields_of(*rules: dict[str, Any], **columns: Any) -> tuple[RecordFields, Losses]:  # noqa: ANN401 - a document
    losses = Losses()
    contract = contract_of([*rules, {"check": "row_count", "mustBeGreaterThan": 0}], **columns)
    return record_fields(contract.tables[0], losses), losses


def test_checks_of_a_column_narrow_each_other() -> None:
    record, _ = fields_of(
        {"check": "range", "column": "a", "min": 1, "max": 9},
        {"check": "range", "column": "a", "min": 2, "max": 10, "exclusive_max": True},
        {"check": "range", "column": "a", "min": 0, "max": 8},
        {"check": "length", "column": "s", "min": 1, "max": 3},
        {"check": "length", "column": "s", "exact": 2},
        {"check": "allowed_values", "column": "s", "values": ["x", "y"]},
        {"check": "allowed_values", "column": "s", "values": ["y", "z"]},
        {"check": "pattern", "column": "s", "all_of": ["a", "b"]},
        {"check": "pattern", "column": "s", "regex": "c"},
    )

    assert record.fields["a"].limits == {"minimum": 2, "maximum": 8, "exclusiveMaximum": 10}
    assert record.fields["s"].limits == {"minLength": 2, "maxLength": 2}
    assert (record.fields["s"].values, record.fields["s"].patterns) == (["y"], ["a", "b", "c"])


def test_columns_are_complete_and_perhaps_all() -> None:
    loose, _ = fields_of({"check": "columns_present", "names": ["a"]})
    closed, _ = fields_of({"check": "columns_exact", "names": ["a"]})

    assert (loose.is_complete, loose.is_closed) == (True, False)
    assert (closed.is_complete, closed.is_closed) == (True, True)


@pytest.mark.parametrize(
    "rule",
    [
        {"check": "completeness", "column": "a", "tolerance": {"rows": 1}},
        {"check": "completeness", "column": "a", "where": "a > 1"},
        {"check": "completeness", "column": "a", "severity": "warning"},
        {"check": "mean", "column": "a", "mustBe": 1},
        {"check": "forbidden_values", "column": "a", "values": [1]},
        {"check": "logical_type", "column": "a", "type": "other"},
        {"check": "logical_type", "column": "a", "type": "string", "path": "[]"},
        {"check": "range", "column": "a", "min": "2013-01-01"},
        {"check": "length", "column": "a", "min": 1, "unit": "bytes"},
        {"check": "pattern", "column": "a", "regex": "x", "forbidden": True},
    ],
)
def test_what_one_row_cannot_say_is_lost(rule: dict[str, Any]) -> None:
    _, losses = fields_of(rule)

    assert losses.items[0].fate is Fate.NOT_MAPPED


def test_steps_of_a_column_are_one_step() -> None:
    record, losses = fields_of(
        {"check": "multiple_of", "column": "a", "step": 4},
        {"check": "multiple_of", "column": "a", "step": 6},
        {"check": "multiple_of", "column": "a", "step": 0.5},
        {"check": "multiple_of", "column": "b", "step": 0.05},
        {"check": "multiple_of", "column": "c", "step": 0.5},
        {"check": "logical_type", "column": "c", "type": "integer"},
    )

    assert (record.fields["a"].step, record.fields["b"].step, record.fields["c"].step) == (12, 0.05, None)
    assert [item.fate for item in losses.items] == [
        Fate.MAPPED,  # the type is read first
        Fate.MAPPED,
        Fate.MAPPED,
        Fate.NOT_MAPPED,
        Fate.APPROXIMATED,
        Fate.NOT_MAPPED,
        Fate.NOT_MAPPED,  # the number of rows
    ]


def test_forms_of_texts_are_words_patterns_or_lists() -> None:
    losses = Losses()
    names = ("email", "email", "ipv4", "md5", "country_code", "currency_code", "iban")
    contract = contract_of([{"check": "semantic_format", "column": "s", "format": name} for name in names])

    record = record_fields(contract.tables[0], losses, RecordFields(formats=frozenset(("email", "iban"))))

    field = record.fields["s"]
    assert (field.format, len(field.patterns), "NL" in (field.values or ())) == ("email", 2, True)
    assert [item.fate.value for item in losses.items] == [
        *["approximated"] * 2,
        *["mapped"] * 3,
        *["not mapped"] * 3,  # a second list, a second word, and the note that no column is listed
    ]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"check": "row_predicate", "expression": "a < b"}, "the format has no word for it"),
        (
            {"check": "column_comparison", "left": "a", "operator": "<", "right": "b"},
            "the format has no word for it",
        ),
        ({"check": "column_position", "column": "a", "position": 0}, "the format has no word for it"),
        ({"check": "mean", "column": "a", "mustBe": 1}, "it is about many rows, not one"),
        ({"check": "uniqueness", "columns": ["a"]}, "it is about many rows, not one"),
    ],
)
def test_a_loss_says_whether_one_row_or_the_format_is_too_small(rule: dict[str, Any], why: str) -> None:
    _, losses = fields_of(rule)

    assert losses.items[0].why == why


@pytest.mark.parametrize("value", [float("nan"), date(2013, 1, 1)])
def test_lists_of_nan_and_dates_are_lost(value: Listed) -> None:
    losses = Losses()
    item = SuiteItem(check=ask("allowed_values", column="a", values=(value,)))

    record_fields(TableContract(name="t", items=(item,)), losses)

    assert losses.items[0].fate is Fate.NOT_MAPPED
