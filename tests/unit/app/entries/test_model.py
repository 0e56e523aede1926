from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.fakes.kinds import CLASSES, LABELS, named, pets, stories
from tests.fakes.numbers import priced
from tests.fakes.predictions import simulated
from tests.fakes.projects import NOW, Home
from tests.fakes.weak_slices import classified

from lockgate.app.entries.context import EntryOutcome, RunContext
from lockgate.app.entries.model import cells_document, judge_cells, run_model
from lockgate.app.project.spec import Entry, Project, PytestEntry
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.codes import Reason
from lockgate.domain.errors import StateError
from lockgate.domain.figure import IntervalFigure
from lockgate.domain.verdict import Severity, Verdict

DATA = "  scored: data/scored.parquet\n"
MODEL = """  evaluate:
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old, slices: [carrier]}
      why: crews
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.55}
        - {metric: log_loss, notWorseThanBaselineBy: 0.5, slices: all, severity: warning, why: own}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def of(home: Home, stages: str = MODEL) -> tuple[Project, Entry]:
    project = home.project(DATA, stages)
    return project, project.stages[0].entries[0]


def run(home: Home, stages: str = MODEL) -> EntryOutcome:
    project, entry = of(home, stages)
    return run_model(entry, RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=3))


def test_a_model_is_judged_on_all_rows_and_on_its_slices(home: Home) -> None:
    home.scored()

    result = run(home).result

    assert (result.name, result.kind, result.verdict) == ("scored.p_new", "model", Verdict.PASS)
    named = [(one.check, str(one.subject)) for one in result.findings]
    assert named[:2] == [("roc_auc", "scored.p_new"), ("log_loss", "scored.(p_new, p_old)")]
    assert sorted(named[2:]) == [
        ("log_loss", f"scored.(p_new, p_old) · carrier={carrier}") for carrier in ("AA", "B6", "UA")
    ]
    assert [(facts.table, facts.rows, facts.columns_read, facts.columns) for facts in result.facts] == [
        ("scored", 400, 4, 5)
    ]
    assert len(result.figures) > 0


def test_a_gate_says_more_than_its_entry(home: Home) -> None:
    home.scored()

    first, second, *_ = run(home).result.findings

    assert (first.why, first.severity, first.owner) == ("crews", Severity.BLOCKING, "ops")
    assert (second.why, second.severity) == ("own", Severity.WARNING)


def test_a_model_without_a_baseline_is_judged_by_absolute_bars(home: Home) -> None:
    home.scored()
    stages = MODEL.replace(", baseline: p_old, slices: [carrier]", "")
    lines = stages.splitlines(keepends=True)[:-1]

    result = run(home, "".join(lines)).result

    assert [finding.check for finding in result.findings] == ["roc_auc"]
    assert result.facts[0].columns_read == 2


def test_columns_of_weights_and_blocks_count_as_read(home: Home) -> None:
    home.table("scored", simulated(400, seed=1) | {"w": np.full(400, 2.0), "row": np.arange(400)})
    weighed = MODEL.replace("slices: [carrier]", "slices: [carrier], weight: w, blocks: {entity: row}")

    outcome = run(home, weighed)

    assert (outcome.result.facts[0].columns_read, outcome.result.facts[0].columns) == (6, 7)
    _, entry = of(home, weighed)
    plain = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))
    assert [one.observed for one in judge_cells(entry, plain, 3)] == [
        one.observed for one in outcome.result.findings
    ]


REGRESSION = """  evaluate:
    - model: {data: scored, task: regression, label: price, candidate: p_new, baseline: p_old, slices: [city]}
      gates:
        - {metric: mae, notWorseThanBaselineBy: 1.5, slices: all}
        - {metric: r2, mustBeGreaterOrEqualTo: 0.95}
        - {metric: bias, mustBeBetween: [-5, 5]}
"""


def test_a_regression_is_judged_shown_and_judged_again_from_what_is_stored(home: Home) -> None:
    home.table("scored", priced(2_000, seed=1))

    outcome = run(home, REGRESSION)

    result = outcome.result
    assert {one.verdict for one in result.findings} == {Verdict.PASS}
    assert sorted((one.check, str(one.subject)) for one in result.findings) == [
        ("bias", "scored.p_new"),
        ("mae", "scored.(p_new, p_old)"),
        ("mae", "scored.(p_new, p_old) · city=A"),
        ("mae", "scored.(p_new, p_old) · city=B"),
        ("mae", "scored.(p_new, p_old) · city=C"),
        ("r2", "scored.p_new"),
    ]
    assert [type(figure).__name__ for figure in result.figures] == ["CurveFigure", "IntervalFigure"]
    _, entry = of(home, REGRESSION)
    stored = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))
    again = judge_cells(entry, stored, 3)
    assert [(one.check, one.observed, one.interval) for one in again] == [
        (one.check, one.observed, one.interval) for one in result.findings
    ]


@pytest.mark.parametrize("odd", [None, float("nan"), float("inf"), -1e300], ids=str)
def test_a_prediction_that_is_no_number_is_an_error_of_each_gate(home: Home, odd: float | None) -> None:
    columns = priced(100, seed=1)
    home.table("scored", {**columns, "p_new": [odd, *columns["p_new"][1:].tolist()]})

    findings = run(home, REGRESSION).result.findings

    assert [finding.verdict for finding in findings] == [Verdict.ERROR] * 3
    assert "of 100 rows, 1 has a" in findings[0].summary


def test_a_slice_without_rows_and_one_with_a_single_row_are_not_passed(home: Home) -> None:
    columns = priced(500, seed=1)
    home.table("scored", {**columns, "city": np.array(["B", *["A"] * 499])})
    stages = REGRESSION.replace("slices: [city]", "slices: [{column: city, values: [A, B, C]}]")

    found = [one for one in run(home, stages).result.findings if one.subject.slice]

    assert [(one.subject.slice[0][1], one.verdict, one.reason) for one in found] == [
        ("B", Verdict.INCONCLUSIVE, Reason.TOO_FEW_ROWS),
        ("A", Verdict.PASS, Reason.BAR_CLEARED),
        ("C", Verdict.INCONCLUSIVE, Reason.SLICE_MISSING),
    ]


MULTICLASS = f"""  evaluate:
    - model:
        data: scored
        task: multiclass_classification
        label: pet
        candidate: {named(CLASSES, "new")}
        baseline: {named(CLASSES, "old")}
        slices: [town]
      gates:
        - {{metric: f1, notWorseThanBaselineBy: 0.2, slices: all}}
        - {{metric: recall, arguments: {{of: owl}}, mustBeGreaterOrEqualTo: 0.3}}
        - {{metric: log_loss, mustBeLessOrEqualTo: 1.5}}
        - {{metric: roc_auc, mustBeGreaterOrEqualTo: 0.5}}
        - {{metric: churn, mustBeLessOrEqualTo: 0.6}}
""".replace("'", "")

MULTILABEL = f"""  evaluate:
    - model:
        data: scored
        task: multilabel_classification
        label: {named(LABELS, "is")}
        candidate: {named(LABELS, "new")}
        baseline: {named(LABELS, "old")}
        threshold: 0.4
        slices: [town]
      gates:
        - {{metric: f1, notWorseThanBaselineBy: 0.2, slices: all}}
        - {{metric: jaccard, arguments: {{average: samples}}, mustBeGreaterOrEqualTo: 0.3}}
        - {{metric: hamming_loss, mustBeLessOrEqualTo: 0.5}}
        - {{metric: lrap, mustBeGreaterOrEqualTo: 0.5}}
        - {{metric: churn, mustBeLessOrEqualTo: 0.6}}
""".replace("'", "")


@pytest.mark.parametrize(
    ("stages", "columns", "figures"),
    [
        (MULTICLASS, pets(800, seed=1), ["MatrixFigure", "IntervalFigure"]),
        (MULTILABEL, stories(800, seed=1), ["IntervalFigure"]),
    ],
    ids=["multiclass", "multilabel"],
)
def test_classes_are_judged_shown_and_judged_again_from_what_is_stored(
    home: Home, stages: str, columns: dict[str, object], figures: list[str]
) -> None:
    home.table("scored", columns)

    outcome = run(home, stages)

    result = outcome.result
    assert [one.verdict for one in result.findings] == [Verdict.PASS] * 7
    assert [type(figure).__name__ for figure in result.figures] == figures
    _, entry = of(home, stages)
    stored = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))
    again = judge_cells(entry, stored, 3)
    assert [(one.check, one.observed, one.interval) for one in again] == [
        (one.check, one.observed, one.interval) for one in result.findings
    ]


def test_a_candidate_whose_columns_of_classes_are_swapped_fails(home: Home) -> None:
    columns = pets(800, seed=1)
    home.table("scored", {**columns, "new_cat": columns["new_dog"], "new_dog": columns["new_cat"]})

    findings = run(home, MULTICLASS).result.findings

    assert findings[0].verdict is Verdict.FAIL


def test_a_candidate_whose_classes_are_swapped_fails(home: Home) -> None:
    table = simulated(400, seed=1)
    home.table("scored", {**table, "p_new": 1 - table["p_new"]})

    result = run(home).result

    assert result.findings[0].verdict is Verdict.FAIL


def test_a_closed_gate_shows_the_rows_that_the_candidate_gets_most_wrong(home: Home) -> None:
    table = simulated(400, seed=1)
    home.table("scored", {**table, "p_new": 1 - table["p_new"]})
    asked = run(home, MODEL.replace("0.55", "0.05").replace("By: 0.5", "By: 5")).result.facts[0].scans

    outcome = run(home)

    assert outcome.result.facts[0].scans == asked + 1
    area, loss, *slices = outcome.result.findings
    lost = -np.log(np.where(table["late"] == 1, 1 - table["p_new"], table["p_new"]))
    worst = np.argsort(-lost)[:5]
    assert area.sample is not None
    assert [row[1] for row in area.sample.rows] == pytest.approx((1 - table["p_new"])[worst])
    assert area.sample.columns == ("late", "p_new", "p_old", "carrier", "distance")
    failing = [one for one in slices if one.verdict is Verdict.FAIL]
    assert [one.sample is not None for one in (loss, *failing)] == [True, True, *[False] * (len(failing) - 1)]


@pytest.mark.parametrize(
    ("change", "says"),
    [({"late": None}, "has no column `late`"), ({"p_new": None}, "has no column `p_new`")],
)
def test_a_missing_column_is_an_error_of_each_gate(home: Home, change: dict[str, None], says: str) -> None:
    home.table("scored", {name: values for name, values in simulated(50, seed=1).items() if name not in change})

    outcome = run(home)

    assert [(one.verdict, one.reason) for one in outcome.result.findings] == [
        (Verdict.ERROR, Reason.NOT_ASKABLE)
    ] * 2
    assert says in outcome.result.findings[0].summary
    assert (outcome.result.facts, outcome.documents) == ((), {})


def test_a_missing_table_is_an_error_of_each_gate(home: Home) -> None:
    result = run(home).result

    assert [finding.verdict for finding in result.findings] == [Verdict.ERROR] * 2


def test_a_table_without_rows_never_passes(home: Home) -> None:
    home.table("scored", {name: values[:0] for name, values in simulated(50, seed=1).items()})

    assert run(home).result.verdict in (Verdict.ERROR, Verdict.INCONCLUSIVE)


def test_stored_cells_are_judged_to_the_same_findings_without_the_table(home: Home) -> None:
    home.scored()
    outcome = run(home)
    _, entry = of(home)
    stored = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))

    again = judge_cells(entry, stored, 3)

    assert [(one.check, one.verdict, one.observed, one.n) for one in again] == [
        (one.check, one.verdict, one.observed, one.n) for one in outcome.result.findings
    ]


def test_cells_that_cannot_be_read_are_refused(home: Home) -> None:
    _, entry = of(home)

    with pytest.raises(StateError, match="not a document of version"):
        judge_cells(entry, {}, 3)


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    _, entry = of(home)

    with pytest.raises(TypeError, match="pytest"):
        judge_cells(replace(entry, kind="pytest", work=PytestEntry(paths=("a",))), {}, 3)


SEARCHED = """  evaluate:
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old, discover: {columns: [COLUMNS], margin: 0}}
      gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.55}]
"""


@pytest.mark.parametrize(
    ("columns", "verdict"), [("city, size, kind", Verdict.FAIL), ("city, nowhere", Verdict.ERROR)]
)
def test_a_search_is_judged_again_from_what_is_stored(home: Home, columns: str, verdict: Verdict) -> None:
    home.table("scored", classified(4_000, seed=2, harm=0.6))
    stages = SEARCHED.replace("COLUMNS", columns)

    outcome = run(home, stages)

    gate, search = outcome.result.findings
    drawn = [one for one in outcome.result.figures if isinstance(one, IntervalFigure)]
    assert len(drawn) == (1 if verdict is Verdict.FAIL else 0)
    assert (gate.verdict, search.check, search.verdict) == (Verdict.PASS, "discover(log_loss)", verdict)
    _, entry = of(home, stages)
    stored = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))
    again = judge_cells(entry, stored, 3)
    assert [(one.summary, one.observed, one.interval, one.details) for one in again] == [
        (one.summary, one.observed, one.interval, one.details) for one in outcome.result.findings
    ]


def test_a_table_that_cannot_be_read_breaks_the_search_too(home: Home) -> None:
    home.table("scored", {"other": [1]})

    findings = run(home, SEARCHED.replace("COLUMNS", "city")).result.findings

    assert [(one.check, one.verdict) for one in findings] == [
        ("roc_auc", Verdict.ERROR),
        ("discover(log_loss)", Verdict.ERROR),
    ]


SEVERAL = """  evaluate:
    - model:
        data: scored
        label: late
        candidates: {small: p_small, large: p_new}
        baseline: p_old
        slices: [carrier]
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.6}
        - {metric: log_loss, notWorseThanBaselineBy: 0.5, slices: all}
      fairness:
        - {metric: accuracy, groups: [carrier], mustBeLessOrEqualTo: 0.9}
"""


def several(home: Home, rows: int = 400) -> dict[str, object]:
    columns: dict[str, object] = {**simulated(rows, seed=1)}
    columns["p_small"] = np.random.default_rng(3).random(rows)
    home.table("scored", columns)
    return columns


def test_several_candidates_cost_the_scans_of_one_and_whichever_passes_opens_the_gate(home: Home) -> None:
    several(home)
    alone = run(home, SEVERAL.replace("candidates: {small: p_small, large: p_new}", "candidate: p_new")).result

    outcome = run(home, SEVERAL)

    result = outcome.result
    assert (result.name, result.verdict) == ("scored.(small, large)", Verdict.PASS)
    assert result.facts[0].scans == alone.facts[0].scans + 1  # the rows that the one that fails gets most wrong
    assert result.facts[0].columns_read == alone.facts[0].columns_read + 1
    assert result.findings[0].summary.startswith("large passes; small fails; by roc_auc: large 0.")
    assert {str(one.subject).partition(" ·")[0] for one in result.findings} == {
        "scored.(small, large)", "scored.small", "scored.large", "scored.(small, p_old)", "scored.(large, p_old)",
    }  # fmt: skip
    assert [one.observed for one in result.findings if "large" in one.subject.columns[:1]] == [
        one.observed for one in alone.findings
    ]
    titles = [figure.title for figure in result.figures]
    assert titles[0] == "Which candidates are roc_auc ≥ 0.6?"
    assert {title.partition(":")[0] for title in titles[1:]} == {"small", "large"}


def test_several_candidates_are_judged_again_from_one_document(home: Home) -> None:
    several(home)
    outcome = run(home, SEVERAL)
    _, entry = of(home, SEVERAL)

    stored = json.loads(canonical_bytes(outcome.documents[cells_document(entry)]))

    again = judge_cells(entry, stored, 3)
    assert [(str(one.subject), one.verdict, one.severity, one.observed) for one in again] == [
        (str(one.subject), one.verdict, one.severity, one.observed) for one in outcome.result.findings
    ]
    _, other = of(home, SEVERAL.replace("small:", "tiny:"))
    with pytest.raises(StateError, match="they are of large, small, and tiny, large is asked"):
        judge_cells(other, stored, 3)


def test_a_candidate_without_its_column_is_an_error_and_the_others_are_judged(home: Home) -> None:
    home.scored()
    stages = SEVERAL.replace(
        "slices: [carrier]\n", "slices: [carrier]\n        discover: {columns: [carrier], margin: 1}\n"
    )

    outcome = run(home, stages)

    result = outcome.result
    assert result.verdict is Verdict.ERROR
    assert result.findings[0].summary.startswith("large is undecided; small could not be judged; ")
    errors = [one for one in result.findings if one.verdict is Verdict.ERROR]
    assert {one.subject.columns[0] for one in errors} == {"small"}
    assert len(errors) == 4
    _, entry = of(home, stages)
    again = judge_cells(entry, json.loads(canonical_bytes(outcome.documents[cells_document(entry)])), 3)
    assert [(one.verdict, one.summary) for one in again] == [
        (one.verdict, one.summary) for one in result.findings
    ]
