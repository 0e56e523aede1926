"""Files of SodaCL."""

from __future__ import annotations

import pytest
from tests.fakes.imported import fates, rules_of

from lockgate.domain.errors import DocumentError
from lockgate.interchange.import_contract import Imported, import_contract


def imported(text: str) -> Imported:
    return import_contract(text, "checks.yml", "soda")


def rules(check: str) -> list[dict[str, object]]:
    return rules_of(imported(f"checks for t:\n  - {check}\n"))


def test_filters_of_datasets_and_of_checks_join() -> None:
    found = rules_of(
        imported("""
filter t [big]:
  where: a > 1
filter t [odd]: 3
checks for t [big]:
  - row_count > 0
  - row_count > 1: {filter: b = 2, name: two}
checks for t:
  - max(a) < 3
discover datasets: {}
""")
    )

    assert [rule.get("where") for rule in found] == ["a > 1", "(a > 1) AND (b = 2)", None]
    assert found[1]["why"] == "two"


def test_a_part_that_no_filter_describes_stays_open() -> None:
    found = imported("checks for t [daily]:\n  - row_count > 0\n")

    assert [rule["check"] for rule in rules_of(found)] == ["unmapped"]
    assert fates(found) == [("checks for t [daily]", "not mapped")]


def test_checks_of_several_datasets_are_those_of_each() -> None:
    found = imported("for each dataset D:\n  datasets: [t, include db.u]\n  checks: [row_count > 0]\n")

    assert [table.name for table in found.contract.tables] == ["t", "u"]
    assert [len(table.rules) for table in found.contract.tables] == [1, 1]


@pytest.mark.parametrize("datasets", ["[t, sales_%]", "[t, exclude u]", "[]", "3"])
def test_datasets_that_a_pattern_picks_shut_the_gate(datasets: str) -> None:
    each = f"for each dataset D:\n  datasets: {datasets}\n  checks: [row_count > 0]\n"
    alone, beside = imported(each), imported(f"checks for t: [max(a) < 3]\n{each}")

    assert [rule["check"] for rule in rules_of(alone)] == ["unmapped"]
    assert [rule["check"] for rule in rules_of(beside)] == ["max", "unmapped"]


def test_levels_are_the_complement_of_when_they_go_red() -> None:
    found = rules("avg(a): {warn: when > 5, fail: when not between 1 and 9}")

    assert [
        (rule.get("severity"), rule.get("mustBeBetween"), rule.get("mustBeLessOrEqualTo")) for rule in found
    ] == [
        (None, [1, 9], None),
        ("warning", None, 5),
    ]


@pytest.mark.parametrize(
    ("check", "names"),
    [
        ("freshness(t) < 1d", ["freshness"]),
        ("values in (a, b) must exist in o (x, y)", ["referential_integrity"]),
        ("row_count same as other", ["row_count_match"]),
        (
            (
                "schema: {fail: {when required column missing: [a], when wrong column type: {a: bigint}},"
                " warn: {when wrong column index: {a: 0}}}"
            ),
            ["columns_present", "physical_type", "column_position"],
        ),
        ("schema: {fail: {when forbidden column present: [a]}}", ["column_names"]),
        ("schema: {fail: 3}", ["unmapped"]),
        ("schema: {name: columns}", ["unmapped"]),
        ("failed rows: {fail condition: a > 1}", ["row_predicate"]),
        ("failed rows: {fail query: select 1}", ["unmapped"]),
        ("avg(a): {fail: above 3}", ["unmapped"]),
        ("avg(a)", ["unmapped"]),
        ("anomaly detection for row_count", ["unmapped"]),
        ("row_count > 0: {filter: select}", ["unmapped"]),
        ("invalid_count(a) = 0: {valid values: 3}", ["unmapped"]),
    ],
)
def test_kinds_of_checks(check: str, names: list[str]) -> None:
    assert [rule["check"] for rule in rules(check)] == names


def test_each_rule_of_a_schema_has_its_own_fate_and_level() -> None:
    found = imported("""
checks for t:
  - schema:
      name: columns
      fail: {when required column missing: [id], when wrong column index: {id: first}}
      warn: {when schema changes: any, when forbidden column present: [pii*, old_%, a.b]}
      daily: true
""")

    assert fates(found)[:5] == [
        ("schema: when required column missing", "mapped"),
        ("schema: when wrong column index", "not mapped"),
        ("schema: when schema changes", "not mapped"),
        ("schema: when forbidden column present", "mapped"),
        ("schema: daily", "not mapped"),
    ]
    assert [(rule["check"], rule.get("severity")) for rule in rules_of(found)] == [
        ("columns_present", None),
        ("unmapped", None),
        ("unmapped", "warning"),
        ("column_names", "warning"),
        ("unmapped", None),
    ]
    assert rules_of(found)[3]["regex"] == r"^(?:pii.*|old_.*|a\.b)$"


def test_what_is_no_check_of_a_dataset_is_reported() -> None:
    assert ("profile columns", "not mapped") in fates(
        imported("checks for t: [row_count > 0]\nprofile columns: {}")
    )


@pytest.mark.parametrize("text", ["[1]", "a: 1", "checks for t: [{a: 1, b: 2}]", "checks for t: ['']"])
def test_what_is_no_file_of_checks_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        imported(text)


@pytest.mark.parametrize(
    "check",
    [
        "failed rows: {fail condition: a < 0, warn: when > 3}",
        "invalid_count(a) = 0: {valid values: [x], missing values: [NA]}",
        "duplicate_count(a) = 0: {new option: 1}",
    ],
)
def test_options_that_nothing_reads_keep_a_check_open(check: str) -> None:
    assert [rule["check"] for rule in rules(check)] == ["unmapped"]


def test_options_about_what_is_shown_do_not() -> None:
    found = rules("duplicate_count(a) = 0: {samples limit: 5, attributes: {team: a}}")

    assert [rule["check"] for rule in found] == ["uniqueness"]
