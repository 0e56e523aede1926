from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import Home

from lockgate.app.entries.behaviour import judge_counts, run_behaviour
from lockgate.app.entries.context import EntryOutcome
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.errors import StateError
from lockgate.domain.verdict import Verdict


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a project with loans and two models."""
    return loans_home(tmp_path_factory.mktemp("loans"))


def run(home: Home, tests: str, more: str = "", data: str = "") -> EntryOutcome:
    entry, context = asked(home, f"behaviour: {{model: full, data: test, tests: {tests}{more}}}", data=data)
    return run_behaviour(entry, context)


def test_each_test_is_judged(home: Home) -> None:
    outcome = run(
        home,
        "[{determinism: {}}, {monotone: {column: debt, expect: up}}, {monotone: {column: debt, expect: down}}, "
        "{batch_size: {sizes: [7], tolerance: 0.0001}}, {valid_output: {slices: [sex]}}]",
    )

    verdicts = [(one.check, one.verdict) for one in outcome.result.findings]
    assert verdicts == [
        ("determinism", Verdict.PASS),
        ("monotone", Verdict.PASS),
        ("monotone", Verdict.FAIL),
        ("batch_size", Verdict.PASS),
        ("valid_output", Verdict.PASS),
        ("valid_output", Verdict.PASS),
        ("valid_output", Verdict.PASS),
    ]
    wrong = outcome.result.findings[2]
    assert (wrong.n, wrong.n_failed, wrong.reason) == (600, 600, Reason.MISBEHAVES)
    assert wrong.sample is not None
    assert wrong.sample.columns[:3] == ("row", "answer", "debt")
    (document,) = outcome.documents.values()
    assert isinstance(document, dict)
    kept = document["tests"][2]
    assert (kept["test"], kept["tallies"][0]["n"], kept["tallies"][0]["broken"]) == ("monotone", 600, 600)


def test_a_test_that_makes_no_sense_is_an_error_of_its_own(home: Home) -> None:
    outcome = run(home, "[{monotone: {column: sex, expect: up}}, {row_order: {tolerance: 0.0001}}]")

    first, second = outcome.result.findings
    assert (first.verdict, first.reason) == (Verdict.ERROR, Reason.PROBE_BROKE)
    assert first.hint.startswith("mend the test")
    assert second.verdict is Verdict.PASS


def test_what_a_feature_does_is_not_asked_of_a_column_that_is_not_read(home: Home) -> None:
    outcome = run(home, "[{monotone: {column: p_full, expect: up}}, {row_order: {tolerance: 0.0001}}]")

    assert outcome.result.findings[0].verdict is Verdict.ERROR
    assert "reads: income, debt, age, got 'p_full'" in outcome.result.findings[0].summary


def test_the_contract_says_how_far_edges_go_and_what_is_masked(home: Home) -> None:
    contract = home.write("contracts/test.odcs.yaml", CONTRACT)

    outcome = run(
        home,
        "[{edge_cases: {search: 20, lowest: 0.2, highest: 0.8}}]",
        data=f", contract: {contract}",
    )

    (finding,) = outcome.result.findings
    assert finding.verdict is Verdict.FAIL
    assert finding.sample is not None
    place = finding.sample.columns.index("income")
    assert {row[place] for row in finding.sample.rows} == {"(masked)"}


CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: loans
version: 1.0.0
status: active
schema:
  - name: test
    properties:
      - {name: income, logicalType: number, logicalTypeOptions: {minimum: -90, maximum: 90}, classification: secret}
"""


def test_a_model_of_classes_is_tested_by_its_probabilities_its_class_or_one_of_them(home: Home) -> None:
    entry, context = asked(
        home,
        "behaviour: {model: grades, data: test, rows: 300, tests: [{determinism: {}}, {valid_output: {}}, "
        "{invariance: {when: {noise: {columns: [income], doses: [3]}}, same_class: true, at_most: 0.1}}, "
        "{invariance: {when: {noise: {columns: [age], doses: [0.1]}}, tolerance: 0.02}}, "
        "{directional: {column: debt, by: 0.5, expect: up, of: c}}, {monotone: {column: debt, expect: up}}, "
        "{directional: {column: debt, by: 0.5, expect: up, of: z}}, "
        "{flip: {features: {income: {}, debt: {}}, cost: 0.2, at_most: 0.05}}]}",
    )

    findings = run_behaviour(entry, context).result.findings

    verdicts = [finding.verdict for finding in findings]
    assert verdicts[:3] == [Verdict.PASS, Verdict.PASS, Verdict.FAIL]
    assert verdicts[3:] == [Verdict.PASS, Verdict.PASS, Verdict.ERROR, Verdict.ERROR, Verdict.FAIL]
    assert findings[5].summary.endswith("it gives 3 numbers a row, and one is asked for")
    assert "one of its classes, ['a', 'b', 'c'], got 'z'" in findings[6].summary
    assert findings[7].required.startswith("no change that costs 0.2 or less changes the predicted class")
    before, after = (str(row[1]) for row in findings[7].sample.rows)  # type: ignore[union-attr]  # it fails
    assert before[0] != after[0]


def test_it_is_judged_again_without_the_model(home: Home) -> None:
    entry, context = asked(
        home,
        "behaviour: {model: grades, data: test, rows: 40, tests: [{monotone: {column: sex, expect: up}}, "
        "{valid_output: {slices: [sex, income]}}, {flip: {features: {income: {}}, cost: 0.3, at_most: 0.2}}]}",
    )
    outcome = run_behaviour(entry, context)
    (document,) = outcome.documents.values()
    read = json.loads(canonical_bytes(document))

    again = judge_counts(entry, read)

    recorded = [replace(finding, sample=None, owner="", origin=None) for finding in outcome.result.findings]
    assert to_plain(again) == to_plain(recorded)
    assert recorded[0].verdict is Verdict.ERROR
    with pytest.raises(StateError, match="about other tests"):
        judge_counts(entry, {**read, "tests": read["tests"][:1]})
    with pytest.raises(StateError, match="cannot be read"):
        judge_counts(entry, {})
    with pytest.raises(StateError, match="does not say what the model's numbers are"):
        judge_counts(entry, {name: value for name, value in read.items() if name != "answers"})


@pytest.mark.parametrize("cut", [[], [0], [0, 1], [1, 0, 2]], ids=str)
def test_counts_that_were_cut_or_mixed_lead_to_no_verdict(home: Home, cut: list[int]) -> None:
    entry, context = asked(
        home, "behaviour: {model: full, data: test, rows: 40, tests: [{valid_output: {slices: [sex]}}]}"
    )
    (document,) = run_behaviour(entry, context).documents.values()
    read = json.loads(canonical_bytes(document))
    (test,) = read["tests"]
    assert len(test["tallies"]) == 3

    test["tallies"] = [test["tallies"][at] for at in cut]

    with pytest.raises(StateError, match="does not add up"):
        judge_counts(entry, read)


def test_another_entry_is_none_of_its_business(home: Home) -> None:
    entry, context = asked(home, "importance: {model: full, data: test, label: default, most_idle: 0}")

    with pytest.raises(TypeError):
        run_behaviour(entry, context)
    with pytest.raises(TypeError):
        judge_counts(entry, {})
