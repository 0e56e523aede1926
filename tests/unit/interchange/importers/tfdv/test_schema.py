"""Schemas of TensorFlow Data Validation."""

from __future__ import annotations

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(text: str) -> Imported:
    return import_contract(text, "schema.pbtxt")


def test_a_feature_is_a_column() -> None:
    found = imported("""
feature {
  name: "fare"
  type: FLOAT
  presence { min_fraction: 1.0 min_count: 10 }
  float_domain { min: 0 max: 9.5 disallow_nan: true }
  value_count { min: 1 max: 1 }
  drift_comparator { jensen_shannon_divergence { threshold: 0.1 } }
}
feature {
  name: "kind" type: BYTES presence { min_fraction: 0.9 } domain: "kinds"
  distribution_constraints { min_domain_mass: 0.8 }
}
feature { name: "flag" type: INT bool_domain { true_value: "Y" false_value: "N" } shape { } in_environment: "TRAINING" }
feature { name: "id" type: INT int_domain { min: 1 } unique_constraints { min: 3 max: 9 } }
string_domain { name: "kinds" value: "a" value: "b" }
dataset_constraints { min_examples_count: 5 max_examples_count: 50 num_examples_drift_comparator { } }
default_environment: "TRAINING"
""")
    rules = rules_of(found)

    assert [column.name for column in found.contract.tables[0].columns] == ["fare", "kind", "flag", "id"]
    assert found.contract.tables[0].columns[0].required
    assert sorted(rule["check"] for rule in rules) == sorted(
        ["row_count"] * 3
        + ["range"] * 2
        + ["finite", "completeness"]
        + ["allowed_values", "distinct_count"] * 2
    )
    (kinds,) = (rule for rule in rules if rule.get("column") == "kind" and rule["check"] == "allowed_values")
    assert (kinds["values"], kinds["tolerance"]) == (["a", "b"], {"fraction": 0.2})
    reported = dict(fates(found))
    assert reported["fare: drift_comparator"] == reported["flag: in_environment"] == "not mapped"
    assert reported["default_environment"] == reported["num_examples_drift_comparator"] == "not mapped"


def test_what_has_no_counterpart_stays_open() -> None:
    found = imported("""
feature {
  name: "a" type: STRUCT
  presence { min_fraction: 0 every: 1 }
  value_count { min: 0 max: 9 }
  domain: "nowhere"
  unique_constraints { about: 3 }
  image_domain { }
  bool_domain { }
  int_domain { is_categorical: true }
  float_domain { min: 0.0 }
  group_presence { }
  presence: 3
}
odd_part { }
""")

    reported = dict(fates(found))

    assert [source for source, fate in fates(found) if fate == "mapped"] == [
        "a: presence min_fraction: 0",
        "a: bool_domain",
        "a: int_domain",
        "a: float_domain",
    ]
    assert reported["odd_part"] == "not mapped"


@pytest.mark.parametrize("text", ["", "string_domain { }", "feature { type: INT }"])
def test_a_schema_without_features_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        imported(text)


@pytest.mark.parametrize("stage", ["deprecated: true", "lifecycle_stage: ALPHA", "lifecycle_stage: DEPRECATED"])
def test_a_feature_that_is_not_validated_is_left_out_and_reported(stage: str) -> None:
    found = imported(f'feature {{ name: "a" type: INT {stage} }} feature {{ name: "b" type: INT }}')

    assert [column.name for column in found.contract.tables[0].columns] == ["b"]
    assert (f"a: {stage.replace(':', '').replace('true', 'True')}", "not mapped") in fates(found)


def test_a_feature_in_production_is_validated() -> None:
    text = 'feature { name: "a" type: INT lifecycle_stage: PRODUCTION deprecated: false }'

    assert [column.name for column in imported(text).contract.tables[0].columns] == ["a"]


def test_a_comparator_says_which_entry_asks_it() -> None:
    text = 'feature { name: "a" type: INT skew_comparator { jensen_shannon_divergence { threshold: 0.04 } } }'

    (why,) = [item.why for item in imported(text).report.items if "skew" in item.source]

    assert "columns: [a], method: jensen_shannon, margin: 0.2}`" in why


@pytest.mark.parametrize(
    ("shape", "is_column"),
    [
        ("shape { }", True),
        ("shape { dim { size: 1 } }", True),
        ("shape { dim { size: 1 } dim { size: 1 } }", True),
        ("value_count { min: 1 max: 1 }", True),
        ("shape { dim { size: 2 } }", False),
        ("shape { dim { } }", False),
        ("shape { rank: 1 }", False),
        ("value_count { min: 1 }", False),
    ],
)
def test_a_feature_of_one_value_in_each_row_is_a_column(shape: str, is_column: bool) -> None:  # noqa: FBT001 - an expectation
    found = imported(f'feature {{ name: "x" type: INT {shape} }}')

    assert (rules_of(found) == []) is is_column


def test_features_without_presence_may_be_absent_unless_all_are() -> None:
    said = 'feature { name: "a" type: INT presence { min_count: 1 } } feature { name: "b" type: INT }'
    some, none = imported(said), imported(said.replace("presence { min_count: 1 }", ""))

    assert [column.optional for column in some.contract.tables[0].columns] == [False, True]
    assert ("b: no presence", "mapped") in fates(some)
    assert [column.optional for column in none.contract.tables[0].columns] == [False, False]
    assert ("b: no presence", "approximated") in fates(none)


@pytest.mark.parametrize("part", ["sparse_feature", "weighted_feature", "brand_new_feature"])
def test_what_is_asked_of_several_columns_shuts_the_gate(part: str) -> None:
    found = imported(f'feature {{ name: "a" type: INT }} {part} {{ name: "s" }}')

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]
