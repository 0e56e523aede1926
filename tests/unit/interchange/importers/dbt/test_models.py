"""Properties files of dbt."""

from __future__ import annotations

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(text: str) -> Imported:
    return import_contract(text, "schema.yml", "dbt")


def one_test(test: str) -> list[dict[str, object]]:
    return rules_of(imported(f"models: [{{name: m, columns: [{{name: c, data_tests: [{test}]}}]}}]"))


def test_models_sources_seeds_and_snapshots_are_tables() -> None:
    found = imported("""
version: 2
models: [{name: a, description: first, columns: [{name: x, description: why, data_type: bigint}]}]
sources: [{name: s, tables: [{name: b, columns: [{name: x, data_type: geography}], loaded_at_field: t}]}]
seeds: [{name: c, columns: [{name: x, meta: {}}]}]
snapshots: [{name: d, columns: [{name: x}], config: {contract: {enforced: true}}, versions: [{v: 1}]}]
macros: []
""")

    assert [table.name for table in found.contract.tables] == ["a", "c", "d", "b"]
    assert found.contract.tables[0].columns[0].physical_type == "bigint"
    reported = dict(fates(found))
    assert reported["macros"] == reported["d: versions"] == reported["d: config"] == "not mapped"
    assert (
        reported["b.x: data_type geography"]
        == reported["b: loaded_at_field"]
        == reported["c.x: meta"]
        == "not mapped"
    )


def test_constraints_of_columns_and_models() -> None:
    found = imported("""
models:
  - name: m
    columns:
      - {name: a, constraints: [{type: not_null}, {type: unique}, {type: check, expression: a > 0}]}
      - {name: b, constraints: [{type: custom}]}
    constraints:
      - {type: primary_key, columns: [a, b]}
      - {type: foreign_key, columns: [b], to: ref('o'), to_columns: [id]}
      - {type: foreign_key, columns: [b], expression: o (id)}
""")
    table = found.contract.tables[0]

    assert (table.columns[0].required, table.key, table.references[0].table) == (True, ("a", "b"), "o")
    assert sorted(rule["check"] for rule in rules_of(found)) == [
        "row_predicate",
        "uniqueness",
        "unmapped",
        "unmapped",
    ]


@pytest.mark.parametrize(
    ("test", "rule"),
    [
        ("unique", {"check": "uniqueness"}),
        ("{not_null: {config: {severity: warn, where: c > 1}}}", {"severity": "warning", "where": "c > 1"}),
        ("{not_null: {where: c > 1, severity: error}}", {"where": "c > 1"}),
        ('{not_null: {config: {error_if: ">10"}}}', {"tolerance": {"rows": 10}}),
        ('{not_null: {config: {error_if: ">=10"}}}', {"tolerance": {"rows": 9}}),
        ('{not_null: {config: {error_if: "!=0"}}}', {"check": "completeness"}),
        ("{accepted_values: {arguments: {values: [a]}, name: x}}", {"values": ["a"]}),
        ("{test_name: accepted_values, values: [a]}", {"values": ["a"]}),
        ("{accepted_values: null, values: [a]}", {"values": ["a"]}),
        ('{not_null: {config: {error_if: "between 1 and 2"}}}', {"check": "unmapped"}),
        ('{not_null: {config: {error_if: "!=3"}}}', {"check": "unmapped"}),
        ('{dbt_utils.not_constant: {config: {error_if: ">3"}}}', {"check": "unmapped"}),
        ("{not_null: {config: {where: select}}}", {"check": "unmapped"}),
        ("{accepted_values: {values: 3}}", {"check": "unmapped"}),
        ("{my_package.test: {a: 1}}", {"check": "unmapped"}),
        ("{dbt_expectations.expect_column_values_to_shine: {}}", {"check": "unmapped"}),
        ("{dbt_expectations.expect_query_results_to_match_comparison: {}}", {"check": "unmapped"}),
        (
            "{dbt_expectations.expect_column_values_to_be_between: {min_value: 1, strictly: true}}",
            {"exclusive_min": True},
        ),
        (
            "{dbt_expectations.expect_column_values_to_be_of_type: {column_type: varchar}}",
            {"any_of": ["varchar"]},
        ),
        ("{dbt_expectations.expect_column_values_to_be_increasing: {strictly: true}}", {"strict": True}),
        (
            "{dbt_expectations.expect_column_values_to_be_in_set: {value_set: ['2013-01-01']}}",
            {"check": "allowed_values", "other_types": "skip"},  # SQL makes texts dates
        ),
        ("{dbt_expectations.expect_column_values_to_be_of_type: {column_type: date}}", {"any_of": ["date"]}),
        (
            "{dbt_expectations.expect_column_values_to_be_in_type_list: {column_type_list: [BIGINT, date]}}",
            {"any_of": ["bigint", "date"]},
        ),
        (
            "{dbt_expectations.expect_table_columns_to_match_set: {column_list: [a, b]}}",
            {"check": "columns_exact", "names": ["a", "b"]},
        ),
        (
            "{dbt_expectations.expect_column_mean_to_be_between: {min_value: 1, row_condition: c > 1}}",
            {"where": "c > 1"},
        ),
        ("[]", {"check": "unmapped"}),
    ],
)
def test_tests_with_their_configuration(test: str, rule: dict[str, object]) -> None:
    (found,) = one_test(test)

    assert found == {**found, **rule}


def test_two_thresholds_are_two_checks() -> None:
    found = one_test('{not_null: {config: {error_if: ">10", warn_if: ">1"}}}')
    warned = one_test('{not_null: {config: {severity: warn, error_if: ">10", warn_if: ">1"}}}')

    assert [(rule["tolerance"], rule.get("severity")) for rule in found] == [
        ({"rows": 10}, None),
        ({"rows": 1}, "warning"),
    ]
    assert [rule["tolerance"] for rule in warned] == [{"rows": 1}]


def test_a_filter_joins_that_of_the_check() -> None:
    test = "{dbt_expectations.expect_column_mean_to_be_between: {config: {where: d > 1}}}"
    text = f"models: [{{name: m, columns: [{{name: c, tests: [{test}]}}, {{name: d}}]}}]"

    (found,) = rules_of(imported(text))

    assert found["where"] == '(NOT "c" IS NULL) AND (d > 1)'


@pytest.mark.parametrize("text", ["[1]", "version: 2", "models: [{columns: []}]"])
def test_what_is_no_properties_file_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        imported(text)


def test_a_column_without_a_name_includes_others() -> None:
    found = imported("models: [{name: m, columns: [{include: all}, {name: a}]}]")

    assert ("m: a column without a name", "not mapped") in fates(found)


def freshness_of(text: str) -> Imported:
    return imported(f"sources: [{{name: s, {text}}}]")


HOURS = "freshness: {warn_after: {count: 12, period: hour}, error_after: {count: 1, period: day}}"


def test_the_freshness_of_a_source_warns_and_blocks() -> None:
    found = freshness_of(f"loaded_at_field: at, {HOURS}, tables: [{{name: t}}]")

    assert [(rule["max_age"], rule.get("severity")) for rule in rules_of(found)] == [
        ("1d", None),
        ("12h", "warning"),
    ]
    assert fates(found) == [("t: freshness", "approximated")]


def test_a_table_says_over_its_source_what_is_fresh() -> None:
    own = "freshness: {warn_after: null, filter: x > 1}, config: {loaded_at_field: seen}"

    (rule,) = rules_of(freshness_of(f"loaded_at_field: at, {HOURS}, tables: [{{name: t, {own}}}]"))

    assert (rule["max_age"], rule["where"]) == ("1d", "x > 1")
    silent = freshness_of(
        f"loaded_at_field: at, {HOURS}, tables: [{{name: t, freshness: null, columns: [{{name: a}}]}}]"
    )
    assert rules_of(silent) == []
    assert ("t: loaded_at_field", "not mapped") in fates(silent)


def test_a_freshness_that_no_column_tells_stays_open() -> None:
    for text in (HOURS, f"loaded_at_field: 'cast(a as date)', {HOURS}"):
        (rule,) = rules_of(freshness_of(f"{text}, tables: [{{name: t}}]"))
        assert (rule["check"], "loaded_at_field" in rule["because"]) == ("unmapped", True)


def test_a_freshness_without_limits_asks_nothing() -> None:
    found = freshness_of(
        "loaded_at_field: a, freshness: {filter: x > 1}, tables: [{name: t, columns: [{name: a}]}]"
    )

    assert (rules_of(found), fates(found)) == ([], [])


def test_rows_of_two_tables_are_compared_whole() -> None:
    test = "{dbt_utils.equality: {compare_model: ref('o')}, config: {where: a > 1}}"

    assert [rule["check"] for rule in one_test(test)] == ["unmapped"]


@pytest.mark.parametrize(
    "test",
    [
        "dbt_expectations.expect_column_max_to_be_between: {min_value: 1, group_by: [c]}",
        "dbt_expectations.expect_column_values_to_be_increasing: {sort_column: d}",
        "dbt_expectations.expect_column_values_to_match_regex: {regex: ^a, flags: i}",
        "dbt_expectations.expect_multicolumn_sum_to_equal: {column_list: [a, b], sum_total: 4}",
        "dbt_utils.not_constant: {group_by_columns: [c]}",
        "unique: {config: {fail_calc: max(n)}}",
        "dbt_utils.accepted_range: {max_value: current_date}",
        "dbt_expectations.expect_column_values_to_be_between: {min_value: 2020-01-01 + 1}",
    ],
)
def test_what_an_argument_asks_is_not_lost(test: str) -> None:
    found = imported(f"models: [{{name: t, columns: [{{name: a, tests: [{{{test}}}]}}]}}]")

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]


def test_a_test_that_is_not_enabled_asks_nothing() -> None:
    found = imported("models: [{name: t, columns: [{name: a, tests: [{unique: {config: {enabled: false}}}]}]}]")

    assert rules_of(found) == []
    assert ("t.a: unique", "not mapped") in fates(found)


def test_columns_that_only_a_foreign_key_names_are_listed_on_both_sides() -> None:
    found = imported("""
models:
  - name: t
    constraints: [{type: foreign_key, columns: [b], to: ref('u'), to_columns: [k]}]
    columns: [{name: a}]
  - {name: u, columns: [{name: x}]}
""")

    assert [[column.name for column in table.columns] for table in found.contract.tables] == [
        ["a", "b"],
        ["x", "k"],
    ]
