from __future__ import annotations

from tests.fakes.contract_pairs import changes_of, contract_of, effects_of

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.diff import diff_contracts

KM = "name: d, customProperties: [{property: unit, value: km}]"
MILES = "name: d, customProperties: [{property: unit, value: mi}]"


def test_another_unit_means_other_values() -> None:
    assert effects_of(changes_of(KM, MILES)) == [("trips.d", "unit.changed", "different")]


def test_a_unit_that_is_said_for_the_first_time_is_words() -> None:
    assert effects_of(changes_of("name: d", KM)) == [("trips.d", "unit.changed", "words")]


def test_another_physical_type_stores_something_else() -> None:
    old, new = "name: d, physicalType: INTEGER", "name: d, physicalType: BIGINT"

    assert effects_of(changes_of(old, new)) == [("trips.d", "physical_type.changed", "different")]
    assert changes_of(old, "name: d, physicalType: integer") == ()


def test_words_and_classification_are_told_once_and_break_nobody() -> None:
    old = "name: d, logicalType: string, description: a, classification: public"
    new = "name: d, logicalType: string, description: b, classification: PII"

    changes = changes_of(old, new)

    assert effects_of(changes) == [
        ("trips.d", "description.changed", "words"),
        ("trips.d", "classification.changed", "words"),
    ]
    assert changes[1].new == "PII (values are masked)"


def test_a_column_that_keeps_its_physical_name_is_only_relabelled() -> None:
    old, new = "name: Distance, physicalName: d", "name: Way, physicalName: d"

    (change,) = changes_of(old, new)

    assert effects_of((change,)) == [("trips.d", "column.relabelled", "words")]
    assert (change.old, change.new) == ("Distance", "Way")
    assert changes_of("name: d", "name: Way, physicalName: d")[0].old == "d"


def test_owner_description_and_notes_of_a_table_are_words() -> None:
    old = contract_of(
        "name: d", head="team: {name: ops}\n", table="    quality: [{type: text, description: be good}]\n"
    )
    new = contract_of(
        "name: d",
        head="team: {name: data}\n",
        table="    description: all trips\n    quality: [{type: text, description: be better}]\n",
    )

    assert effects_of(diff_contracts(old, new)) == [
        ("the contract", "document.changed", "words"),
        ("trips", "description.changed", "words"),
        ("trips", "owner.changed", "words"),
        ("trips", "note.removed", "words"),
        ("trips", "note.added", "words"),
    ]


def test_what_stands_beside_the_tables_is_compared_key_by_key() -> None:
    old, new = contract_of("name: d"), contract_of("name: d", head="tags: [x]\n")

    (change,) = diff_contracts(old, new)

    assert (change.about, change.old, change.new) == ("tags", "", '["x"]')


def test_every_other_key_of_a_table_and_a_column_is_compared_too() -> None:
    old = contract_of("name: d, tags: [a]", table="    dataGranularityDescription: one a trip\n")
    new = contract_of("name: d, tags: [b], customProperties: [{property: x, value: y}]")

    changes = diff_contracts(old, new)

    assert [(change.subject, change.about, change.effect.value) for change in changes] == [
        ("trips", "dataGranularityDescription", "words"),
        ("trips.d", "customProperties", "words"),
        ("trips.d", "tags", "words"),
    ]


def test_options_that_no_check_asks_describe_other_values() -> None:
    def at(options: str) -> str:
        return f"name: d, logicalType: timestamp, logicalTypeOptions: {{{options}}}"

    changes = changes_of(at("timezone: true"), at("timezone: false"))

    assert effects_of(changes) == [("trips.d", "document.changed", "different")]
    assert effects_of(changes_of(at(""), at("timezone: true"))) == [("trips.d", "document.changed", "words")]


def test_rules_of_others_service_levels_and_physical_names_that_change_are_told() -> None:
    def version(number: int) -> Contract:
        soda = f"{{type: custom, engine: soda, implementation: rules {number}}}"
        return contract_of(
            f"name: d, quality: [{soda}]",
            head=f"slaProperties: [{{property: throughput, value: {number}}}]\n",
            table=f"    physicalName: trips_{number}\n    quality: [{soda}]\n",
        )

    changes = diff_contracts(version(1), version(2))

    assert {effect for _, _, effect in effects_of(changes)} == {"words"}
    assert [change.about for change in changes] == ["slaProperties", "physicalName", "quality", "quality"]


OPTIONAL = "name: d, customProperties: [{property: optional, value: true}]"


def test_a_column_that_may_be_absent_breaks_readers() -> None:
    assert effects_of(changes_of("name: a\nname: d", f"name: a\n{OPTIONAL}")) == [
        ("trips.d", "presence.loosened", "weaker")
    ]


def test_a_column_that_must_be_there_breaks_stored_tables() -> None:
    assert effects_of(changes_of(f"name: a\n{OPTIONAL}", "name: a\nname: d")) == [
        ("trips.d", "presence.tightened", "stronger")
    ]


def test_a_new_optional_column_of_which_nothing_is_asked_breaks_nobody() -> None:
    typed = OPTIONAL.replace("name: d", "name: d, required: true")

    assert effects_of(changes_of("name: a", f"name: a\n{OPTIONAL}")) == [("trips.d", "column.added", "words")]
    assert effects_of(changes_of("name: a", f"name: a\n{typed}")) == [("trips.d", "column.added", "stronger")]
