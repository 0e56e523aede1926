from __future__ import annotations

from lockgate.contracts.contract import Note
from lockgate.contracts.nested import classes_inside, read_inside
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml

COLUMN = """
name: lines
logicalType: array
items:
  logicalType: object
  properties:
    - {name: price, logicalType: number, required: true}
    - {name: at, physicalName: placed_at, logicalType: timestamp}
    - {name: vector, logicalType: vector}
    - name: tags
      logicalType: array
      items: {logicalType: string}
    - {name: silent}
"""


def test_every_part_has_its_path_and_what_is_not_asked_is_noted() -> None:
    notes: list[Note] = []
    column = read_yaml(COLUMN, "c.yaml")
    assert isinstance(column, Mapping)

    inside = read_inside(column, notes)

    assert [(part.path, part.logical_type.value) for part in inside] == [
        ("[]", "object"),
        ("[].price", "number"),
        ("[].placed_at", "timestamp"),
        ("[].tags", "array"),
        ("[].tags[]", "string"),
    ]
    assert [note.text for note in notes] == [
        "`required` of `[].price` in column `lines` is not checked",
        "the type of `[].vector` in column `lines` is not checked: no engine tells a `vector`",
    ]


def test_a_plain_column_holds_nothing_inside() -> None:
    column = read_yaml("{name: a, logicalType: string}", "c.yaml")
    assert isinstance(column, Mapping)

    assert read_inside(column, []) == ()


def test_a_physical_type_of_a_part_is_noted_for_nothing_asks_it() -> None:
    column = read_yaml("{name: a, properties: [{name: zip, physicalType: varchar(5)}]}", "c.yaml")
    assert isinstance(column, Mapping)
    notes: list[Note] = []

    assert read_inside(column, notes) == ()
    assert [note.text for note in notes] == ["`physicalType` of `zip` in column `a` is not checked"]


def test_classifications_are_found_at_any_depth_and_without_a_type() -> None:
    column = read_yaml(
        """
        name: orders
        items:
          classification: internal
          properties:
            - {name: id}
            - name: who
              properties: [{name: mail, classification: personal}]
        """,
        "c.yaml",
    )
    assert isinstance(column, Mapping)

    assert classes_inside(column) == ("internal", "personal")
