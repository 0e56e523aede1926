"""pandera schemas."""

from __future__ import annotations

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(text: str) -> Imported:
    return import_contract(text, "frame.yml", "pandera")


def test_columns_types_and_nulls() -> None:
    found = imported("""
schema_type: dataframe
name: trips
columns:
  a: {dtype: float, nullable: false, unique: true, description: fare, title: null, coerce: true, metadata: {x: 1}}
  b: {dtype: int64, nullable: false, required: false, regex: false}
  c: {dtype: geometry, nullable: true, required: true}
  "^x_": {dtype: int64, regex: true}
""")
    first, second, _ = found.contract.tables[0].columns

    assert found.contract.name == "trips"
    assert (first.required, first.unique, first.description) == (True, True, "fare")
    assert (first.logical_type, second.required) == (first.logical_type, True)
    assert [fate for _, fate in fates(found)].count("approximated") == 2
    assert [rule["check"] for rule in rules_of(found)] == ["unmapped", "unmapped"]


@pytest.mark.parametrize(
    ("check", "rule"),
    [
        ("greater_than: 1", {"check": "range", "min": 1, "exclusive_min": True}),
        ("greater_than_or_equal_to: 1", {"check": "range", "min": 1}),
        ("less_than: 1", {"check": "range", "max": 1, "exclusive_max": True}),
        ("less_than_or_equal_to: {value: 1, options: {}}", {"check": "range", "max": 1}),
        (
            "in_range: {min_value: 0, max_value: 1, include_max: false}",
            {"min": 0, "max": 1, "exclusive_max": True},
        ),
        ("equal_to: 3", {"check": "allowed_values", "values": [3]}),
        ("not_equal_to: 3", {"check": "forbidden_values", "values": [3]}),
        ("isin: [a, b]", {"check": "allowed_values", "values": ["a", "b"]}),
        ("notin: {forbidden_values: [a]}", {"check": "forbidden_values", "values": ["a"]}),
        ("str_matches: a+", {"check": "pattern", "regex": "^(?:a+)"}),
        ("str_contains: a+", {"check": "pattern", "regex": "a+"}),
        ("str_startswith: a.", {"check": "pattern", "regex": r"^a\\."}),
        ("str_endswith: a.", {"check": "pattern", "regex": r"a\\.$"}),
        ("str_length: {min_value: 1, max_value: 3}", {"check": "length", "min": 1, "max": 3}),
        ("str_length: {exact_value: 3}", {"check": "length", "exact": 3}),
        ("str_length: 3", {"check": "length", "min": 3, "max": 3}),
        ("unique_values_eq: [a]", {"check": "distinct_set", "mode": "equal", "values": ["a"]}),
        ("isin: {value: [a], options: {raise_warning: true}}", {"severity": "warning"}),
        ("isin: 3", {"check": "unmapped"}),
        ("in_range: 3", {"check": "unmapped"}),
        ("in_range: {min_value: 3, max_value: 1}", {"check": "unmapped"}),
        ("my_check: {}", {"check": "unmapped"}),
        ("3", {"check": "unmapped"}),
    ],
)
def test_checks(check: str, rule: dict[str, object]) -> None:
    (found,) = rules_of(imported(f"columns:\n  a:\n    checks:\n      {check}\n"))

    assert found == {
        **found,
        **{key: str(value).replace("\\\\", "\\") if key == "regex" else value for key, value in rule.items()},
    }


def test_checks_in_a_list() -> None:
    found = rules_of(
        imported(
            "columns: {a: {checks: [{value: 1, options: {check_name: greater_than}},"
            " {check_name: isin, value: [1]}, 3]}}"
        )
    )

    assert sorted(rule["check"] for rule in found) == ["allowed_values", "range", "unmapped"]


def test_what_stands_beside_the_columns() -> None:
    found = imported("""
columns: {a: {}, b: {}}
strict: true
ordered: true
unique: [a, b]
checks: {wide_check: 1}
index: [{dtype: int64}]
description: all trips
coerce: true
metadata: null
""")

    assert [rule["check"] for rule in rules_of(found)] == [
        "columns_exact",
        "column_order",
        "uniqueness",
        "unmapped",
    ]
    assert found.contract.tables[0].description == "all trips"
    assert ("index", "not mapped") in fates(found)
    assert ("coerce", "not mapped") in fates(found)


def test_what_is_asked_of_the_index_stays_open() -> None:
    found = imported("{columns: {a: {}}, index: [{dtype: int64, checks: {greater_than: 0}}]}")

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]
    assert ("index", "not mapped") in fates(found)
    beside = imported("{columns: {a: {}}, index: [{dtype: int64, nullable: false, greater_than: 0}]}")
    assert [rule["check"] for rule in rules_of(beside)] == ["unmapped"]


def test_one_column_has_no_order_and_names_may_stand_alone() -> None:
    found = imported("{columns: {a: {}}, ordered: true, unique: a, checks: [one]}")

    assert sorted(rule["check"] for rule in rules_of(found)) == ["uniqueness", "unmapped"]


@pytest.mark.parametrize("text", ["[1]", "columns: 3", "columns: {a: 3}"])
def test_what_is_no_schema_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        imported(text)


def test_a_column_that_is_not_required_may_be_absent() -> None:
    found = imported("columns: {a: {}, b: {required: false, nullable: false}}\nstrict: true\nordered: true")

    assert [column.optional for column in found.contract.tables[0].columns] == [False, True]
    assert ("b: required: false", "mapped") in fates(found)
    assert ("strict", "mapped") in fates(found)
    (names,) = [rule for rule in rules_of(found) if rule["check"] == "column_names"]
    assert names["regex"] == "^(?:a|b)$"


def test_the_order_is_asked_of_the_columns_that_are_there() -> None:
    found = imported("columns: {a: {}, b: {required: false}, c: {}}\nordered: true")

    assert [rule["names"] for rule in rules_of(found)] == [["a", "c"]]
    assert ("ordered", "approximated") in fates(found)
    few = imported("columns: {a: {}, b: {required: false}}\nordered: true")
    assert ("ordered", "not mapped") in fates(few)


def test_dropping_other_columns_is_no_failure() -> None:
    found = imported("columns: {a: {}, b: {}}\nstrict: filter")

    assert ("strict: filter", "approximated") in fates(found)
    assert "columns_exact" not in {rule["check"] for rule in rules_of(found)}


def test_one_column_must_be_there_or_else_all() -> None:
    found = imported("columns: {a: {required: false}, b: {required: false}}")

    assert [column.optional for column in found.contract.tables[0].columns] == [False, False]
    assert [fate for fate in fates(found) if "required" in fate[0]] == [
        ("a: required: false", "approximated"),
        ("b: required: false", "approximated"),
    ]


def test_a_column_that_says_nothing_of_nulls_has_none() -> None:
    # what is the default, to_yaml leaves out
    found = imported("columns: {a: {dtype: str}, b: {dtype: str, nullable: true}}")

    assert [column.required for column in found.contract.tables[0].columns] == [True, False]
    assert ("a: not nullable", "mapped") in fates(found)


def test_checks_may_stand_beside_the_type() -> None:
    # what DataFrameSchema.to_yaml of pandera 0.35 writes
    found = imported("""
schema_type: dataframe
api: pandas
columns:
  id: {dtype: int64, unique: true, greater_than: 0}
  x:
    dtype: float64
    nullable: true
    report_duplicates: exclude_first
    in_range: {min_value: 0, max_value: 10, include_min: true, include_max: false}
  s:
    dtype: string[python]
    str_length: {min_value: 1, max_value: 5, exact_value: null}
    isin: {allowed_values: [ab, ac], raise_warning: true, error: other}
    equal_to: false
    my_check: null
    less_than: {max_value: 3, groupby: id}
""")

    checks = [(rule["check"], rule.get("severity"), rule.get("min")) for rule in rules_of(found)]
    assert checks == [
        ("unmapped", None, None),
        ("unmapped", None, None),
        ("range", None, 0),
        ("range", None, 0),
        ("length", None, 1),
        ("allowed_values", "warning", None),
        ("allowed_values", None, None),
    ]
    assert not any("api" in source for source, _ in fates(found))


def test_a_check_that_does_not_pass_over_nulls_says_what_differs() -> None:
    found = imported(
        "columns: {a: {nullable: true, greater_than: {min_value: 0, ignore_na: false}},"
        " b: {greater_than: {min_value: 0, ignore_na: false}}}"
    )

    assert ("a: check greater_than", "approximated") in fates(found)
    assert ("b: check greater_than", "mapped") in fates(found)


def test_a_type_of_all_columns_stays_open() -> None:
    found = imported("{columns: {a: {}}, dtype: int64}")

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]
