from __future__ import annotations

import pytest

from lockgate.contracts.contract import Note, Reference
from lockgate.contracts.references import Names, read_references
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem

SCHEMA = """
schema:
  - {id: users_tbl, name: users, properties: [{id: user_pk, name: id, physicalName: uid}, {name: town}]}
  - {name: towns, properties: [{name: name}, {name: land}]}
"""


def read(
    relations: str, column: str = "town", table: str = "users"
) -> tuple[list[Reference], list[Note], list[Problem]]:
    names, problems = Names(), list[Problem]()
    schema, node = (
        read_yaml(SCHEMA, "x.yaml"),
        read_yaml(f"{{name: {table}, relationships: {relations}}}", "x.yaml"),
    )
    assert isinstance(schema, Mapping)
    assert isinstance(node, Mapping)
    for each in schema.mappings("schema"):
        names.add(each)
    references, notes = read_references(node, names, column, problems)
    return references, notes, problems


@pytest.mark.parametrize(
    ("to", "table", "column"),
    [
        ("towns.name", "towns", "name"),
        ("users.id", "users", "uid"),
        ("schema/users_tbl/properties/user_pk", "users", "uid"),
        ("other.yaml#places.id", "places", "id"),
        ("places.id", "places", "id"),
    ],
)
def test_a_column_is_found_by_name_or_id(to: str, table: str, column: str) -> None:
    references, notes, problems = read(f"[{{to: '{to}'}}]")

    assert [(found.columns, found.table, found.to) for found in references] == [(("town",), table, (column,))]
    assert notes == []
    assert problems == []


def test_a_compound_key_is_read_at_the_table() -> None:
    references, _, _ = read("[{from: [users.id, users.town], to: [towns.name, towns.land]}]", "")

    assert [(found.columns, found.to) for found in references] == [(("uid", "town"), ("name", "land"))]


@pytest.mark.parametrize("to", ["x.yaml#/schema/a/properties/b", "towns.name.street"])
def test_what_cannot_be_followed_is_noted(to: str) -> None:
    references, notes, _ = read(f"[{{to: '{to}'}}]")

    assert references == []
    assert notes[0].text.startswith(f"the relationship to `{to}` is not checked")


@pytest.mark.parametrize(
    ("relation", "column", "code"),
    [
        ("{to: towns.nam}", "town", "LG315"),
        ("{to: schema/user_tbl/properties/x}", "town", "LG315"),
        ("{from: [users.id, users.town], to: [towns.name]}", "", "LG314"),
        ("{from: [users.id, users.town], to: [towns.name, users.id]}", "", "LG314"),
    ],
)
def test_a_reference_to_nothing_is_a_mistake(relation: str, column: str, code: str) -> None:
    _, _, problems = read(f"[{relation}]", column)

    assert [problem.code for problem in problems] == [code]


def test_a_relationship_of_another_table_is_refused_where_it_does_not_stand() -> None:
    references, _, problems = read("[{from: [users.id], to: [towns.name]}]", "", table="towns")

    assert references == []
    assert [problem.code for problem in problems] == ["LG314"]
