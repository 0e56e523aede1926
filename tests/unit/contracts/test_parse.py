from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lockgate.contracts.contract import TableContract
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DocumentError, Problem
from lockgate.domain.verdict import Severity

HEAD = "apiVersion: v3.2.0\nkind: DataContract\nid: orders\nversion: 1.0.0\n"
FLIGHTS = Path(__file__).parents[3] / "examples" / "flights" / "contracts"


def table_of(schema: str, head: str = HEAD) -> TableContract:
    return read_contract(head + "schema:\n" + schema, "orders.odcs.yaml").tables[0]


def asked(table: TableContract) -> list[str]:
    return [f"{item.check.name} {','.join(item.check.columns)}".strip() for item in table.items]


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        read_contract(text, "orders.odcs.yaml")
    return list(caught.value.problems)


def test_everything_the_structure_says_becomes_a_check() -> None:
    table = table_of("""
  - name: orders
    properties:
      - {name: id, logicalType: integer, primaryKey: true, unique: true}
      - {name: state, logicalType: string, required: true, enum: [{value: open}, {value: shut}],
         logicalTypeOptions: {minLength: 4, maxLength: 4, pattern: "^[a-z]+$"}}
      - {name: amount, logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0, maximum: 9, multipleOf: 0.01}}
      - {name: buyer, logicalType: string, logicalTypeOptions: {format: uuid}, relationships: [{to: buyers.id}]}
""")

    assert asked(table) == [
        "columns_present",
        "logical_type id", "completeness id", "uniqueness id",
        "logical_type state", "completeness state", "allowed_values state", "length state", "pattern state",
        "logical_type amount", "range amount", "multiple_of amount",
        "logical_type buyer", "semantic_format buyer",
        "referential_integrity buyer",
        "row_count",
    ]  # fmt: skip
    assert str(table.items[10].check.required) == "> 0 and ≤ 9"  # type: ignore[attr-defined]  # a row check


def test_a_compound_key_is_unique_as_a_whole() -> None:
    table = table_of("""
  - name: orders
    properties:
      - {name: line, primaryKey: true, primaryKeyPosition: 2}
      - {name: id, primaryKey: true, primaryKeyPosition: 1}
""")

    assert asked(table)[-4:-1] == ["completeness line", "completeness id", "uniqueness id,line"]
    assert table.key == ("id", "line")


def test_a_table_must_have_a_row_unless_the_contract_counts_them_itself() -> None:
    silent = table_of("""
  - name: orders
    properties:
      - {name: id, logicalType: integer}
""")
    counting = table_of("""
  - name: orders
    properties:
      - {name: id, logicalType: integer}
    quality:
      - metric: rowCount
        mustBeGreaterOrEqualTo: 0
""")

    assert asked(silent)[-1] == "row_count"
    assert str(silent.items[-1].check.requirement) == "≥ 1"  # type: ignore[attr-defined]  # a statistic check
    assert asked(counting).count("row_count") == 1


def test_each_check_knows_the_line_that_asked_for_it() -> None:
    table = table_of("""
  - name: orders
    properties:
      - name: id
        logicalType: integer
        required: true
    quality:
      - metric: rowCount
        mustBeGreaterThan: 0
""")

    lines = {item.check.name: item.origin.line for item in table.items if item.origin}
    assert lines == {"columns_present": 7, "logical_type": 10, "completeness": 11, "row_count": 13}


def test_personal_columns_are_masked() -> None:
    table = table_of("""
  - name: people
    properties:
      - {name: email, classification: PII}
      - {name: salary, classification: confidential}
      - {name: town, classification: public}
      - {name: address, logicalType: object, properties: [{name: street, classification: personal}]}
      - {name: sizes, logicalType: object, properties: [{name: shoe, classification: public}]}
""")

    assert table.masked == {"email", "salary", "address"}


def test_physical_names_are_what_the_data_is_asked_for() -> None:
    table = table_of("""
  - name: orders
    properties:
      - {name: amount, physicalName: amt, required: true}
""")

    assert asked(table) == ["columns_present", "completeness amt", "row_count"]


def test_custom_rules_carry_what_people_should_know() -> None:
    table = table_of("""
  - name: flights
    properties:
      - name: air_time
        quality:
          - type: custom
            engine: lockgate
            severity: warning
            implementation:
              check: range
              min: 15
              max: 900
              tolerance: {fraction: 0.01}
              where: air_time is not null
              group_by: [air_time]
              why: the schedule rests on it
              owner: data-eng
              runbook: runbooks/units.md
              tags: [units]
""")

    item = table.rules[0]
    assert (item.check.columns, item.severity, item.why, item.owner) == (
        ("air_time",), Severity.WARNING, "the schedule rests on it", "data-eng",
    )  # fmt: skip
    assert (item.runbook, item.tags, item.group_by) == ("runbooks/units.md", ("units",), ("air_time",))
    assert item.where is not None
    assert item.where.text == "air_time is not null"


def test_service_levels_ask_for_the_age_of_the_data() -> None:
    text = """
schema:
  - {name: orders, properties: [{name: at, logicalType: timestamp}]}
slaProperties:
  - {property: latency, value: 2, unit: d, element: orders.at}
  - {property: retention, value: 400, unit: d, element: at}
  - {property: freshness, value: PT36H, element: orders.at}
  - {property: generalAvailability, value: "2022-05-12"}
  - {property: latency, value: 4, unit: d, element: elsewhere.at}
"""

    table = read_contract(HEAD + text, "x.yaml").tables[0]

    ages = [(item.check.name, item.check.max_age) for item in table.rules]  # type: ignore[attr-defined]  # both have it
    assert ages == [
        ("freshness", timedelta(days=2)),
        ("retention", timedelta(days=400)),
        ("freshness", timedelta(hours=36)),
    ]
    assert [note.text.partition(":")[0] for note in table.notes] == [
        "service level `generalAvailability` is not checked",
        "service level `latency` is not checked",
    ]


def test_what_cannot_be_enforced_is_noted_never_dropped() -> None:
    table = table_of("""
  - name: orders
    properties:
      - {name: place, logicalType: object, properties: [{name: town, logicalType: string, required: true}]}
      - {name: v, logicalType: vector}
      - {name: secret, logicalType: string, logicalTypeOptions: {format: password}}
    quality:
      - {type: text, description: The buyer was asked.}
      - {type: custom, engine: soda, implementation: "checks"}
""")

    assert [note.text for note in table.notes] == [
        "`required` of `town` in column `place` is not checked",
        "the type of column `v` is not checked: no engine tells a `vector`",
        "format `password` of column `secret` is not checked",
        "not enforced, because it is text: The buyer was asked.",
        "not enforced here, because it is written for engine `soda`",
    ]


def test_old_forms_of_version_3_0_are_read() -> None:
    head = HEAD.replace("v3.2.0", "v3.0.2")

    table = table_of(
        """
  - name: orders
    properties:
      - name: at
        logicalType: date
        physicalType: timestamp
        logicalTypeOptions: {minimum: "2020-01-01", exclusiveMinimum: true}
      - name: unit
        logicalType: string
        quality:
          - {rule: nullCheck}
          - {rule: validValues, validValues: [kg, lb]}
          - {rule: duplicateCount, mustBeLessThan: 10, unit: rows}
    quality:
      - {rule: rowCount, mustBeGreaterThan: 3}
""",
        head,
    )

    assert asked(table) == [
        "columns_present", "logical_type at", "physical_type at", "range at", "logical_type unit",
        "row_count", "completeness unit", "allowed_values unit", "uniqueness unit",
    ]  # fmt: skip
    limits = table.columns[0].options
    assert (limits.minimum, limits.exclusive_minimum) == (None, date(2020, 1, 1))


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    problems = problems_of(
        HEAD
        + """schema:
  - name: flights
    properties:
      - {name: carrier, logicalTyp: string}
      - {name: air_time, logicalType: nummber, required: yes}
    quality:
      - {metric: rowCount, mustBeGreaterOrEqual: 5}
"""
    )

    assert [(problem.position.line, problem.code, problem.hint) for problem in problems] == [
        (8, "LG312", "did you mean `logicalType`?"),
        (9, "LG314", "did you mean `number`?"),
        (9, "LG311", "write true or false"),
        (11, "LG312", "did you mean `mustBeGreaterOrEqualTo`?"),
    ]


WRONG_RULES = """schema:
  - name: flights
    properties:
      - name: carrier
        quality:
          - {type: custom, engine: lockgate, implementation: {check: rangee, min: 1}}
          - {type: custom, engine: lockgate, implementation: {check: range, mim: 1}}
          - {type: custom, engine: lockgate, implementation: {check: range, min: 3, max: 1}}
          - {type: custom, engine: lockgate, implementation: {check: completeness, where: "carier is not null"}}
          - {type: sql, query: "select count(*) from {object}; drop table x", mustBe: 0}
          - {type: custom, engine: lockgate, implementation: "check: range"}
          - {metric: invalidValues, mustBe: 0}
          - {metric: duplicateValues, mustBeGreaterThan: 4}
        relationships: [{to: flights.nowhere}]
"""


def test_mistakes_in_rules_are_told_at_once_with_their_places() -> None:
    problems = problems_of(HEAD + WRONG_RULES)

    assert [(problem.position.line, problem.code) for problem in problems] == [
        (10, "LG315"), (11, "LG312"), (12, "LG314"), (13, "LG315"), (14, "LG302"), (15, "LG311"), (16, "LG313"),
        (17, "LG314"), (18, "LG315"),
    ]  # fmt: skip
    assert problems[3].text == "table `flights` has no column `carier`"
    assert problems[3].hint == "did you mean `carrier`?"
    assert problems[3].source_line.strip().endswith('where: "carier is not null"}}')


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (HEAD.replace("v3.2.0", "v4.0.0"), "LG316", "contract version 'v4.0.0' is not read"),
        (HEAD.replace("v3.2.0", "v2.2.2"), "LG316", "contract version 'v2.2.2' is not read"),
        (HEAD.replace("DataContract", "Recipe"), "LG316", "`kind` must be `DataContract`"),
        (HEAD, "LG317", "the contract says nothing about any table"),
        (HEAD + "schema: []\n", "LG317", "the contract says nothing about any table"),
        (HEAD + "schema: [{name: t}]\n", "LG317", "table `t` is promised nothing"),
        ("[1]", "LG311", "a contract must be a mapping, got a list"),
        ("kind: DataContract\n", "LG313", "key `version` is missing"),
        (
            HEAD + "schema: [{name: t, properties: [{name: a}, {name: A}]}]",
            "LG314",
            "column `A` is listed twice",
        ),
        (
            HEAD + "schema: [{name: '${TABLE}', properties: [{name: a}]}]",
            "LG315",
            "variable `TABLE` has no default",
        ),
        (
            HEAD + "schema: [{name: t, quality: [{rule: nulCheck, mustBe: 0}]}]",
            "LG315",
            "no metric is named `nulCheck`",
        ),
    ],
)
def test_a_contract_that_promises_nothing_sure_is_refused(text: str, code: str, says: str) -> None:
    problem = problems_of(text)[0]

    assert problem.code == code
    assert problem.text.startswith(says)


def test_the_owner_of_the_contract_owns_its_checks() -> None:
    schema = "schema: [{name: t, properties: [{name: a}]}]\n"
    owners = [
        read_contract(HEAD + team + schema, "x.yaml").tables[0].owner
        for team in (
            "team: {name: data-eng}\n",
            "team: [{username: ann, role: Steward}, {username: bob, role: Owner}]\n",
            "customProperties: [{property: owner, value: ops}]\n",
            "",
        )
    ]

    assert owners == ["data-eng", "bob", "ops", ""]


@pytest.mark.parametrize("name", ["flights", "weather", "planes", "airports", "airlines", "features"])
def test_the_contracts_of_the_example_are_read(name: str) -> None:
    contract = read_contract((FLIGHTS / f"{name}.odcs.yaml").read_bytes(), f"{name}.odcs.yaml")

    assert [table.name for table in contract.tables] == [name]
    assert contract.tables[0].items


def test_mistakes_of_the_standard_and_of_checks_are_told_together() -> None:
    problems = problems_of(
        HEAD
        + """schema:
  - name: trips
    quality:
      - {metric: rowCoun, mustBeGreaterThan: 3}
      - {type: bogus}
      - {type: custom, engine: lockgate, implementation: {check: rang, column: a}}
    customProperties: [word]
    properties:
      - {name: a, logicalType: integr}
      - {name: b, logicalType: string, logicalTypeOptions: {minLength: 1.5}}
slaProperties:
  - {property: latency, value: 4}
"""
    )

    assert [problem.position.line for problem in problems] == [8, 9, 10, 11, 13, 14]


def test_examples_may_hold_what_json_does_not_know() -> None:
    table = table_of("""
  - name: orders
    properties: [{name: a, logicalType: number, examples: [.nan, .inf]}]
""")

    assert table.columns[0].particulars["examples"] == '[{"float":"nan"},{"float":"inf"}]'


OPTIONAL = """
apiVersion: v3.2.0
kind: DataContract
id: t
version: 1.0.0
status: active
schema:
  - name: t
    properties:
      - {name: a, required: true}
      - {name: Tip, required: true, customProperties: [{property: optional, value: true}]}
    quality:
      - {type: custom, engine: lockgate, implementation: {check: columns_sum, columns: [a, tip], mustBe: 3}}
      - {type: custom, engine: lockgate, implementation: {check: mean, column: a, where: tip > 1, mustBe: 3}}
"""


def test_what_touches_an_optional_column_is_not_asked_without_it() -> None:
    table = read_contract(OPTIONAL, "t.yaml").tables[0]

    assert [(item.check.name, item.check.columns, item.optional) for item in table.items] == [
        ("columns_present", (), ()),
        ("completeness", ("a",), ()),
        ("completeness", ("Tip",), ("Tip",)),
        ("columns_sum", ("a", "tip"), ("Tip",)),
        ("mean", ("a",), ("Tip",)),
        ("row_count", (), ()),
    ]
    assert table.items[0].check.names == ("a",)  # type: ignore[attr-defined]  # its field


def test_optional_must_be_true_or_false() -> None:
    with pytest.raises(DocumentError, match="`optional` must be true or false, got 'yes'"):
        read_contract(OPTIONAL.replace("value: true", "value: 'yes'"), "t.yaml")
    plain = read_contract(OPTIONAL.replace("value: true", "value: false"), "t.yaml").tables[0]
    assert not any(item.optional for item in plain.items)


def test_other_custom_properties_do_not_make_a_column_optional() -> None:
    other = read_contract(OPTIONAL.replace("property: optional", "property: shown"), "t.yaml").tables[0]

    assert not any(item.optional for item in other.items)


def test_a_contract_that_any_table_satisfies_is_refused() -> None:
    only = OPTIONAL.replace("      - {name: a, required: true}\n", "").replace(
        "columns: [a, tip]", "columns: [tip]"
    )

    with pytest.raises(DocumentError, match=r"LG335.*every column of table `t` may be absent"):
        read_contract(only.replace("column: a, where", "column: tip, where"), "t.yaml")
