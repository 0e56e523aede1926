from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.probed import asked, loans_home
from tests.fakes.projects import CHECKS, TRIPS, Home, trips_contract

from lockgate.app.evidence import evidence_of_run
from lockgate.app.project.spec import Project
from lockgate.app.replay import read_run, replay_run
from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import DocumentError, EvidenceError, StateError
from lockgate.domain.verdict import Verdict

LATE = {**TRIPS, "minutes": [20, 9_000, 9_001, 9_002]}
SCORED = "  scored: data/scored.parquet\n"
CONTRACT = "  ingest:\n    - contract: trips\n"
MODEL = """  evaluate:
    - model: {data: scored, label: late, candidate: p_new, baseline: p_old, slices: [carrier]}
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.55}
        - {metric: log_loss, notWorseThanBaselineBy: 0.5, slices: all}
"""
MEDIAN = """        quality:
          - {type: custom, engine: lockgate, implementation: {check: median, mustBeLessThan: 900}}
"""
COMMAND = "  train:\n    - {name: fit, command: {run: [python, -c, '']}}\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def everything(home: Home) -> Project:
    home.scored()
    return home.project(home.trips() + SCORED, CONTRACT + COMMAND + MODEL)


def evidence(home: Home, run_id: str) -> Path:
    return home.root / ".lockgate/evidence" / run_id


def test_a_run_replays_to_the_same_findings_without_its_tables(home: Home) -> None:
    project = everything(home)
    run_id = home.saved(project)
    for table in (home.root / "data").iterdir():
        table.unlink()

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.judged, replayed.withheld, replayed.differences) == (CHECKS + 5, 1, ())
    assert replayed.verdict is Verdict.PASS


def test_behaviour_tests_are_judged_again_without_their_model(tmp_path: Path) -> None:
    home = loans_home(tmp_path, rows=60)
    body = "behaviour: {model: full, data: test, tests: [{determinism: {}}, {valid_output: {slices: [sex]}}]}"
    entry, context = asked(home, body)
    run_id = home.saved(context.project)
    (home.root / "models/full.skops").unlink()

    replayed = replay_run(context.project, home.ports(context.project), run_id)

    assert entry.kind == "behaviour"
    assert (replayed.judged, replayed.withheld, replayed.differences) == (4, 0, ())


PROBES = {
    "behaviour": (
        "behaviour: {model: full, data: test, tests: [{monotone: {column: debt, expect: up, at_most: 0.1}}, "
        "{valid_output: {slices: [sex]}}]}"
    ),
    "robustness": (
        "robustness: {model: full, data: test, label: default, gates: [{metric: roc_auc, max_loss: 0.05}], "
        "perturbations: [{noise: {columns: [income], doses: [0.01, 5], up_to: 5}}, "
        "{sign_flip: {columns: [income], doses: [0.00001, 1], up_to: 1}}]}"
    ),
    "importance": (
        "importance: {model: full, data: test, label: default, baseline: slim, refits: [slim], top: 1, "
        "groups: {money: [income, debt]}, most_idle: 0, most_duplicated: 0, most_churn: 0, most_change: 0.01, "
        "most_sign_flips: 0}"
    ),
}


@pytest.fixture(scope="module")
def probed_runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Home, Project, str]]:
    """Return a run of each kind of probe, whose model is gone."""
    found = {}
    for kind, body in PROBES.items():
        home = loans_home(tmp_path_factory.mktemp(kind), rows=300)
        _, context = asked(home, body)
        found[kind] = home, context.project, home.saved(context.project)
        (home.root / "models/full.skops").unlink()
    return found


@pytest.mark.parametrize(("kind", "judged"), [("robustness", 2), ("importance", 5)])
def test_probes_are_judged_again_without_their_model(
    probed_runs: dict[str, tuple[Home, Project, str]], kind: str, judged: int
) -> None:
    home, project, run_id = probed_runs[kind]

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.judged, replayed.withheld, replayed.differences) == (judged, 0, ())
    assert replayed.verdict is not Verdict.PASS


@pytest.mark.parametrize(
    ("kind", "before", "after", "told"),
    [
        ("behaviour", "expect: up", "expect: down", "other tests"),
        ("behaviour", "at_most: 0.1", "at_most: 0.1, steps: 4", "other tests"),
        ("behaviour", "data: test", "data: test, rows: 200", "rows than the entry has now"),
        ("behaviour", "at_most: 0.1", "at_most: 0.2", "`required` was"),
        ("robustness", "[0.01, 5]", "[0.01, 1, 5]", "doses than the entry has now"),
        ("robustness", "[0.01, 5]", "[0.02, 5]", "doses than the entry has now"),
        ("robustness", "columns: [income], doses: [0.01", "columns: [debt], doses: [0.01", "perturbations"),
        ("robustness", "sign_flip", "scaling", "perturbations"),
        ("robustness", "label: default", "label: default, threshold: 0.3", "rows"),
        ("robustness", "roc_auc, max_loss", "log_loss, max_loss", "do not hold what `log_loss` needs"),
        ("importance", "money", "wealth", "groups"),
        ("importance", "top: 1", "top: 1, repeats: 2", "than the entry has now"),
        ("importance", "refits: [slim]", "refits: [slim, slim]", "models"),
    ],
)
def test_a_probe_that_asks_for_something_else_now_is_told(
    probed_runs: dict[str, tuple[Home, Project, str]], kind: str, before: str, after: str, told: str
) -> None:
    home, _, run_id = probed_runs[kind]
    _, context = asked(home, PROBES[kind].replace(before, after))

    replayed = replay_run(context.project, home.ports(context.project), run_id)

    assert any(told in line for line in replayed.differences)


def test_a_red_run_replays_to_its_red_findings(home: Home) -> None:
    project = home.project(home.trips(columns=LATE), CONTRACT)
    run_id = home.saved(project)

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.differences, replayed.verdict) == ((), Verdict.FAIL)


def test_rows_that_a_model_got_wrong_stay_with_a_run_that_is_judged_again(home: Home) -> None:
    home.scored()
    project = home.project(SCORED, MODEL.replace("0.55", "0.99"))
    run_id = home.saved(project)
    kept = read_run(home.ports(project).evidence.load(run_id)).stages[0].entries[0].findings[0].sample
    (home.root / "data/scored.parquet").unlink()

    replayed = replay_run(project, home.ports(project), run_id)

    assert kept is not None
    assert len(kept.rows) == 5
    assert (replayed.differences, replayed.verdict) == ((), Verdict.FAIL)


def test_no_name_means_the_last_run(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    home.saved(project)

    assert replay_run(project, home.ports(project), "").judged == CHECKS


def test_a_contract_that_has_changed_since_is_told_finding_by_finding(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    run_id = home.saved(project)
    home.write("contracts/trips.odcs.yaml", trips_contract(lower=30))

    replayed = replay_run(project, home.ports(project), run_id)

    why = "the stored state cannot be read: the state is not in the document"
    assert replayed.differences == (f"trips.minutes range: recorded PASS, judged now ERROR: {why}",)
    assert replayed.verdict is Verdict.PASS


def test_a_contract_that_asks_for_more_is_told_by_the_number_of_findings(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    run_id = home.saved(project)
    home.write("contracts/trips.odcs.yaml", trips_contract() + "        required: true\n")

    replayed = replay_run(project, home.ports(project), run_id)

    assert replayed.differences == (f"trips: {CHECKS} findings were recorded, {CHECKS + 1} were judged now",)


def test_words_of_the_contract_that_have_changed_are_a_difference_too(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    run_id = home.saved(project)
    reworded = home.project(home.trips(), "  ingest:\n    - {contract: trips, why: crews}\n")

    differences = replay_run(reworded, home.ports(reworded), run_id).differences

    assert (
        'trips columns_present: recorded PASS, judged now PASS; `why` was none, is now "crews"' in differences
    )


def test_a_place_in_the_contract_that_has_moved_is_no_difference(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    run_id = home.saved(project)
    home.write("contracts/trips.odcs.yaml", "# a comment\n\n" + trips_contract())

    assert replay_run(project, home.ports(project), run_id).differences == ()


def test_a_bar_that_has_changed_is_told(home: Home) -> None:
    project = everything(home)
    run_id = home.saved(project)
    stricter = home.project(home.trips() + SCORED, CONTRACT + COMMAND + MODEL.replace("0.55", "0.99"))

    replayed = replay_run(stricter, home.ports(stricter), run_id)

    assert set(replayed.differences) == {
        'scored.p_new roc_auc: recorded PASS, judged now FAIL; `required` was "≥ 0.55", is now "≥ 0.99"',
        (  # adjusted for one gate less
            "scored.(p_new, p_old) log_loss: recorded PASS, judged now PASS; `family.adjusted.lower` was "
            "-0.0492014878554, is now -0.0452648119913"
        ),
    }


def test_a_model_gate_that_asks_for_other_cells_is_told(home: Home) -> None:
    project = everything(home)
    run_id = home.saved(project)
    other = home.project(home.trips() + SCORED, MODEL.replace("label: late", "label: late, threshold: 0.3"))

    replayed = replay_run(other, home.ports(other), run_id)

    assert len(replayed.differences) == 1
    assert replayed.differences[0].startswith(
        "scored.p_new: the stored state cannot be read: they were counted for"
    )


def test_entries_that_the_project_no_longer_has_are_withheld(home: Home) -> None:
    project = everything(home)
    run_id = home.saved(project)
    shorter = home.project(home.trips(), CONTRACT)

    replayed = replay_run(shorter, home.ports(shorter), run_id)

    assert (replayed.judged, replayed.withheld, replayed.differences) == (CHECKS, 1 + 5, ())


def test_an_entry_that_could_not_run_is_withheld_and_hides_nothing_of_the_others(home: Home) -> None:
    home.scored()
    project = home.project(home.trips() + SCORED, CONTRACT + MODEL.replace("label: late", "label: lat"))
    run_id = home.saved(project)

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.judged, replayed.withheld, replayed.differences) == (CHECKS, 2, ())
    assert replayed.verdict is Verdict.ERROR


@pytest.mark.parametrize("columns", [TRIPS, LATE])
def test_a_check_whose_state_holds_masked_values_is_withheld(
    home: Home, columns: dict[str, list[object]]
) -> None:
    line = home.trips(columns=columns)
    home.write("contracts/trips.odcs.yaml", trips_contract(classification="personal") + MEDIAN)
    project = home.project(line, CONTRACT)
    run_id = home.saved(project)

    replayed = replay_run(project, home.ports(project), run_id)

    assert (replayed.judged, replayed.withheld, replayed.differences) == (CHECKS, 1, ())


def test_states_of_another_format_are_told(home: Home) -> None:
    line = home.trips()
    home.write("contracts/trips.odcs.yaml", trips_contract(classification="personal") + MEDIAN)
    project = home.project(line, CONTRACT)
    made = evidence_of_run(home.run(project).result, {"ingest/states/trips.json": {"format": "states/0"}})
    home.ports(project).evidence.save("other", made.documents)

    replayed = replay_run(project, home.ports(project), "other")

    assert len(replayed.differences) == 1
    assert "its format is 'states/0'" in replayed.differences[0]


def test_mistakes_of_a_contract_are_told_before_anything_is_judged(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    run_id = home.saved(project)
    home.write("contracts/trips.odcs.yaml", "kind: DataContract\n")

    with pytest.raises(DocumentError):
        replay_run(project, home.ports(project), run_id)


@pytest.mark.parametrize("run_id", ["", "latest", "123456789abc", "../../etc"])
def test_a_run_that_is_not_there_is_an_error(home: Home, run_id: str) -> None:
    project = home.project(home.trips(), CONTRACT)

    with pytest.raises(EvidenceError):
        replay_run(project, home.ports(project), run_id)


def _cut(text: str) -> str:
    return text[: len(text) // 2]


def _set(key: str, value: object) -> Callable[[str], str]:
    def change(text: str) -> str:
        main: dict[str, Any] = json.loads(text)
        main[key] = value
        return canonical_bytes(main).decode()

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_cut, "cannot be read: "),
        (lambda _: "[]", "it is not a mapping"),
        (lambda _: "", ": Expecting value"),
        (_set("format", "lockgate-evidence/9"), "its format is 'lockgate-evidence/9'"),
        (_set("verdict", "fail"), "it was changed since it was written"),
        (_set("documents", {}), "it was changed since it was written"),
        (_set("documents", []), "it lacks `result` or `documents`"),
        (_set("result", None), "it lacks `result` or `documents`"),
        (
            lambda text: text.replace('"check":"range"', '"check":"length"'),
            "it was changed since it was written",
        ),
    ],
)
def test_a_main_document_that_was_tampered_with_is_refused(
    home: Home, change: Callable[[str], str], says: str
) -> None:
    project = home.project(home.trips(), CONTRACT)
    file = evidence(home, home.saved(project)) / "run.json"
    file.write_text(change(file.read_text()))

    with pytest.raises(EvidenceError) as caught:
        replay_run(project, home.ports(project), "latest")

    assert says in caught.value.text
    assert caught.value.where == f"evidence `{file.parent}`"
    assert "put that folder back from a copy, or remove it and run again" in caught.value.hint


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_cut, "cannot be read: "),
        (lambda _: "[]", "it is not a mapping"),
        (lambda text: text.replace('"n":4', '"n":5'), "its digest is not the one that run.json names"),
        (lambda text: text.replace("trips", "stops"), "its digest is not the one that run.json names"),
    ],
)
def test_a_document_of_states_that_was_tampered_with_is_refused(
    home: Home, change: Callable[[str], str], says: str
) -> None:
    project = home.project(home.trips(), CONTRACT)
    file = evidence(home, home.saved(project)) / "ingest/states/trips.json"
    file.write_text(change(file.read_text()))

    with pytest.raises((EvidenceError, StateError)) as caught:
        replay_run(project, home.ports(project), "latest")

    assert says in caught.value.text


def test_a_document_that_is_missing_is_an_error(home: Home) -> None:
    project = home.project(home.trips(), CONTRACT)
    (evidence(home, home.saved(project)) / "ingest/states/trips.json").unlink()

    with pytest.raises(EvidenceError, match=r"ingest/states/trips\.json.*it is missing"):
        replay_run(project, home.ports(project), "latest")


def test_a_run_is_read_from_its_documents(home: Home) -> None:
    run = home.run(home.project(home.trips(columns=LATE), CONTRACT))

    result = read_run(run.documents)

    assert (result.run_id, result.verdict) == (run.result.run_id, Verdict.FAIL)
    assert result.findings == run.result.findings


def test_documents_without_a_run_are_an_error() -> None:
    with pytest.raises(EvidenceError, match="it is missing"):
        read_run({})
