"""Documents of other tools to contracts; hostile ones to a clear error."""

from __future__ import annotations

import json

import pytest

from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DocumentError, LockgateError, ParameterError
from lockgate.interchange.import_contract import guess_format, import_contract
from lockgate.interchange.importers import IMPORTERS

SUITE = json.dumps(
    {"name": "trips", "expectations": [{"type": "expect_column_to_exist", "kwargs": {"column": "fare"}}]}
)


def test_the_contract_is_that_of_its_own_text() -> None:
    imported = import_contract(SUITE, "dir/suite.json")

    assert read_contract(imported.text, "contract") == imported.contract
    assert (imported.report.subject, imported.report.summary) == (
        "dir/suite.json",
        "1 mapped, 0 approximated, 0 not mapped",
    )


@pytest.mark.parametrize(
    ("text", "file", "form"),
    [
        (SUITE, "a.json", "great-expectations"),
        ('[{"type": "expect_column_to_exist"}]', "a.json", "great-expectations"),
        ("type: expect_column_to_exist", "a.yml", "great-expectations"),
        ("models: []", "a.yml", "dbt"),
        ("schema_type: dataframe", "a.yml", "pandera"),
        ("type: object\nproperties: {}", "a.yml", "json-schema"),
        ('{"$schema": "x"}', "a.json", "json-schema"),
        ("fields: []", "a.yml", "frictionless"),
        ('{"$schema": "https://datapackage.org/profiles/2.0/x.json", "fields": []}', "a.json", "frictionless"),
        ("checks for a: []", "a.yml", "soda"),
        ("feature {}", "a.pbtxt", "tfdv"),
    ],
)
def test_the_format_is_guessed(text: str, file: str, form: str) -> None:
    assert guess_format(text, file) == form


@pytest.mark.parametrize("text", ["a: 1", "[1]", "[]", "word"])
def test_a_format_that_cannot_be_guessed_is_asked_for(text: str) -> None:
    with pytest.raises(ParameterError, match="cannot be told"):
        import_contract(text, "x.yml")


def test_an_unknown_format_gets_the_nearest_name() -> None:
    with pytest.raises(ParameterError, match="no format is named `dbd`") as raised:
        import_contract(SUITE, "x.json", "dbd")
    assert raised.value.hint == "did you mean `dbt`?"


def test_a_document_without_content_is_refused() -> None:
    with pytest.raises(DocumentError, match="says nothing"):
        import_contract("checks for t: []", "x.yml", "soda")


def test_a_contract_that_would_not_hold_is_told_at_the_source() -> None:
    twice = (
        "models: [{name: t, columns: [{name: a, data_tests: [not_null]}, {name: A, data_tests: [not_null]}]}]"
    )

    with pytest.raises(DocumentError, match="would not hold"):
        import_contract(twice, "x.yml", "dbt")


def test_columns_that_only_rules_name_are_in_the_contract() -> None:
    test = "{dbt_utils.expression_is_true: {expression: b > 1}}"
    text = f"models: [{{name: t, columns: [{{name: a}}], data_tests: [{test}]}}]"

    (table,) = import_contract(text, "x.yml", "dbt").contract.tables

    assert [column.name for column in table.columns] == ["a", "b"]


HOSTILE = {
    "empty": "",
    "only blanks": "  \n ",
    "a list": "[1, 2]",
    "a word": "word",
    "a number": "3",
    "broken JSON": '{"a": ',
    "broken YAML": "a: [1, 2",
    "a tag": "!!python/object:os.system {}",
    "a bomb": "a: &a [1,1,1,1,1,1,1,1,1]\n"
    + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdef", "bcdefg", strict=True)
    ),
    "too deep": "[" * 500 + "]" * 500,
    "a control character": "a: \x01",
    "unknown keys": "zzz: {y: [1, {x: 2}]}",
    "wrong shapes": "expectations: [1, {type: x, kwargs: 3}, {type: [], kwargs: {}}]",
    "wrong models": "models: [{columns: 3}, {name: a, columns: [{}, 3], tests: [[], {}, 3]}]\nsources: [{tables: 1}]",
    "wrong columns": "columns: {a: 3, b: {dtype: 9, checks: [1, {}], nullable: x}}\nchecks: {a: 1}\nunique: 3",
    "wrong fields": "fields: [3, {}, {name: a, type: 3, constraints: {minimum: [], x: 1}}]\nforeignKeys: [{}]",
    "wrong properties": "properties: {a: 3, b: {type: [3], enum: 4, minimum: []}, c: {$ref: '#/x'}}\nrequired: [1, z]",
    "wrong checks": "checks for a: [1, [], {x: y, z: 1}, {schema: 3}, row_count > x, 'a(b) ~ 3']\nchecks for b: 3",
    "wrong text format": 'feature { name: "a" type: } }',
    "an unclosed message": "feature { name: 'a'",
    "a stray sign": "feature { $ }",
}


@pytest.mark.parametrize("form", sorted(IMPORTERS))
@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_document_is_a_contract_or_a_clear_error(form: str, what: str) -> None:
    told = ""
    try:
        told = import_contract(HOSTILE[what], "x.yml", form).report.summary
    except LockgateError as error:
        told = str(error)

    assert told


def test_bytes_that_are_not_utf_8_have_a_place() -> None:
    with pytest.raises(DocumentError, match=r"x\.json:1:2  \[LG310\] byte 0xff"):
        import_contract(b"{\xff", "x.json")


def test_a_huge_document_is_refused() -> None:
    with pytest.raises(DocumentError, match="characters"):
        import_contract("#" * 20_000_001, "x.yml", "tfdv")
