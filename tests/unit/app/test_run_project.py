from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.projects import NOW, TRIPS, Home, Listener

from lockgate.app.project.spec import Project
from lockgate.app.replay import read_run
from lockgate.app.run_project import RunOptions, run_project, select
from lockgate.domain.codes import Reason
from lockgate.domain.errors import DataError, DocumentError, ParameterError
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.scan.engine import Session

LATE = {**TRIPS, "minutes": [20, 9_000, 9_001, 9_002]}
SCORED = "  scored: data/scored.parquet\n"
MODEL = """    - model: {data: scored, label: late, candidate: p_new, baseline: p_old, slices: [carrier]}
      name: MODEL
      gates:
        - {metric: roc_auc, mustBeGreaterOrEqualTo: 0.55}
        - {metric: roc_auc, notWorseThanBaselineBy: 0.5}
        - {metric: expected_calibration_error, mustBeLessOrEqualTo: 0.5}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def entry(name: str, code: str = "", *, more: str = "") -> str:
    """Return the line of a command that runs some Python."""
    return f"    - {{name: {name}, command: {{run: [python, -c, {code!r}]}}{more}}}\n"


def leaves(name: str) -> str:
    """Return the line of a command that leaves a file behind."""
    return entry(name, f"open('{name}','w').close()")


def fails(name: str, *, more: str = "") -> str:
    """Return the line of a command that fails."""
    return entry(name, "raise SystemExit(1)", more=more)


def ran(result: RunResult) -> dict[str, list[str]]:
    """Return the names of the entries that ran, by stage."""
    return {stage.name: [one.name for one in stage.entries] for stage in result.stages}


def test_every_stage_passes_and_the_run_passes(home: Home) -> None:
    home.scored()
    home.write("tests/test_it.py", "def test_good():\n    pass\n")
    stages = (
        f"  ingest:\n    - contract: trips\n  train:\n{leaves('made')}    - pytest: tests\n  evaluate:\n{MODEL}"
    )

    run = home.run(home.project(home.trips() + SCORED, stages))

    assert run.result.verdict is Verdict.PASS
    assert ran(run.result) == {"ingest": ["trips"], "train": ["made", "tests"], "evaluate": ["MODEL"]}
    assert (run.result.project, run.result.seed, run.result.now) == ("trips", 7, NOW)
    assert next(iter(run.documents)) == "run.json"
    assert set(run.documents) - {"run.json"} == {"ingest/states/trips.json", "evaluate/cells/MODEL.json"}
    assert read_run(run.documents).run_id == run.result.run_id


def test_a_shut_gate_stops_the_stages_after_it(home: Home) -> None:
    data = home.trips(columns=LATE)
    stages = f"  ingest:\n    - contract: trips\n  features:\n{leaves('a')}  train:\n{leaves('b')}{leaves('c')}"

    result = home.run(home.project(data, stages)).result

    assert result.verdict is Verdict.FAIL
    assert [(one.blocked_by, one.not_run, one.verdict) for one in result.stages] == [
        ("", (), Verdict.FAIL),
        ("ingest", ("a",), None),
        ("ingest", ("b", "c"), None),
    ]
    assert not (home.root / "a").exists()


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "import os; os.kill(os.getpid(), 9)"])
def test_whatever_is_not_a_pass_shuts_a_gate(home: Home, code: str) -> None:
    project = home.project("", f"  features:\n{entry('a', code)}  train:\n{leaves('b')}")

    assert home.run(project).result.stages[1].blocked_by == "features"


def test_kept_going_the_later_stages_run_and_the_run_is_red_all_the_same(home: Home) -> None:
    project = home.project("", f"  features:\n{fails('a')}  train:\n{fails('b')}  evaluate:\n{leaves('c')}")

    result = home.run(project, keep_going=True).result

    assert ran(result) == {"features": ["a"], "train": ["b"], "evaluate": ["c"]}
    assert [stage.blocked_by for stage in result.stages] == ["", "", ""]
    assert result.verdict is Verdict.FAIL


def test_the_entries_after_a_command_that_failed_do_not_run(home: Home) -> None:
    project = home.project("", f"  train:\n{leaves('a')}{fails('b')}{leaves('c')}    - pytest: tests\n")

    (stage,) = home.run(project).result.stages

    assert [one.name for one in stage.entries] == ["a", "b"]
    assert stage.not_run == ("c", "tests")
    assert stage.verdict is Verdict.FAIL


def test_the_entries_after_a_command_see_what_it_made(home: Home) -> None:
    line = home.trips()
    (home.root / "data/trips.parquet").rename(home.root / "raw.parquet")
    move = entry("move", "import os; os.rename('raw.parquet', 'data/trips.parquet')")

    result = home.run(home.project(line, f"  features:\n{move}    - contract: trips\n")).result

    assert result.verdict is Verdict.PASS


def test_a_red_entry_that_makes_no_data_does_not_stop_its_stage(home: Home) -> None:
    data = home.trips(columns=LATE)

    (stage,) = home.run(home.project(data, f"  ingest:\n    - contract: trips\n{leaves('a')}")).result.stages

    assert [(one.name, one.verdict) for one in stage.entries] == [("trips", Verdict.FAIL), ("a", Verdict.PASS)]


def test_a_warning_leaves_the_gate_open(home: Home) -> None:
    data = home.trips(columns=LATE)
    stages = "  ingest:\n    - {contract: trips, severity: warning}\n" + fails("a", more=", severity: info")

    result = home.run(home.project(data, stages + f"  train:\n{leaves('b')}")).result

    assert result.verdict is Verdict.PASS
    assert [finding.verdict for finding in result.findings].count(Verdict.FAIL) == 2
    assert ran(result)["train"] == ["b"]


def test_the_error_of_one_entry_hides_nothing_of_the_others(home: Home) -> None:
    home.scored()
    data = home.trips() + SCORED + "  gone: data/gone.parquet\n"
    lost = MODEL.replace("data: scored", "data: gone").replace("MODEL", "lost")

    (stage,) = home.run(home.project(data, f"  evaluate:\n    - contract: trips\n{lost}{MODEL}")).result.stages

    assert [(one.name, one.verdict) for one in stage.entries] == [
        ("trips", Verdict.PASS),
        ("lost", Verdict.ERROR),
        ("MODEL", Verdict.PASS),
    ]


def test_an_engine_that_cannot_start_is_an_error_of_each_entry_that_needs_it(home: Home) -> None:
    home.scored()
    project = home.project(
        home.trips() + SCORED,
        f"  evaluate:\n    - contract: trips\n{MODEL}{leaves('a')}",
        more="engine: {temp_directory: no/such/directory}\n",
    )

    (stage,) = home.run(project).result.stages

    assert [(one.name, one.verdict) for one in stage.entries] == [
        ("trips", Verdict.ERROR),
        ("MODEL", Verdict.ERROR),
        ("a", Verdict.PASS),
    ]
    finding = stage.entries[0].findings[0]
    assert (finding.check, finding.reason, finding.owner) == ("contract", Reason.NOT_ASKABLE, "ops")
    assert finding.origin is not None
    assert finding.summary == "entry `trips`: No such file or directory"


class Closed:
    """An engine that opens nothing."""

    def open(self, sources: object, *, progress: object = None, output: str = "") -> Session:
        raise DataError.engine("trips", f"no licence for {sources}{progress}{output}"[:14])


def test_what_the_engine_refuses_is_an_error_of_each_entry_that_needs_it(home: Home) -> None:
    home.scored()
    project = home.project(home.trips() + SCORED, f"  evaluate:\n    - contract: trips\n{MODEL}")

    result = run_project(project, replace(home.ports(project), engine=Closed()), RunOptions()).result

    assert [(one.check, one.verdict) for one in result.findings] == [
        ("contract", Verdict.ERROR),
        ("model", Verdict.ERROR),
    ]
    assert result.findings[0].summary == "table `trips`: the engine could not answer: no licence for"


def test_a_table_that_cannot_be_scored_stops_what_needs_its_scores(home: Home) -> None:
    home.scored()
    score = "    - score: {data: raw, models: {p: m.skops}, output: data/scored.parquet}\n"

    (stage,) = home.run(home.project(SCORED + "  raw: raw.csv\n", f"  evaluate:\n{score}{MODEL}")).result.stages

    assert [(one.name, one.verdict) for one in stage.entries] == [("score raw", Verdict.ERROR)]
    assert stage.not_run == ("MODEL",)


def test_the_mistakes_of_the_contracts_are_told_before_anything_runs(home: Home) -> None:
    data = home.trips()
    home.write("contracts/trips.odcs.yaml", "kind: DataContract\n")

    with pytest.raises(DocumentError):
        home.run(home.project(data, f"  ingest:\n{leaves('a')}    - contract: trips\n"))

    assert not (home.root / "a").exists()


def test_one_stage_may_run_alone(home: Home) -> None:
    project = home.project("", f"  features:\n{fails('a')}  train:\n{leaves('b')}")

    assert ran(home.run(project, stage="train").result) == {"train": ["b"]}


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({}, {"features": ["build", "tests"], "train": ["build", "fit"]}),
        ({"stage": "train"}, {"train": ["build", "fit"]}),
        ({"only": "build"}, {"features": ["build"], "train": ["build"]}),
        ({"only": "t*"}, {"features": ["tests"], "train": ["build", "fit"]}),
        ({"only": "train/*"}, {"train": ["build", "fit"]}),
        ({"only": "f?t"}, {"train": ["fit"]}),
        ({"only": "build", "stage": "train"}, {"train": ["build"]}),
        ({"entry": "build"}, {"features": ["build"], "train": ["build"]}),
        ({"entry": "build", "stage": "train"}, {"train": ["build"]}),
    ],
)
def test_stages_and_entries_are_chosen_by_name(
    home: Home, options: dict[str, Any], chosen: dict[str, list[str]]
) -> None:
    train = leaves("build") + leaves("fit")
    project = home.project("", f"  features:\n{leaves('build')}{leaves('tests')}  train:\n{train}")

    stages = select(project, RunOptions(**options))

    assert {stage.name: [one.name for one in stage.entries] for stage in stages} == chosen


def test_the_name_of_an_entry_is_no_pattern_where_exactly_one_is_asked_for(home: Home) -> None:
    project = home.project("", f"  train:\n{leaves('a*')}{leaves('ab')}")

    (stage,) = select(project, RunOptions(stage="train", entry="a*"))

    assert [one.name for one in stage.entries] == ["a*"]


@pytest.mark.parametrize(
    ("options", "text", "hint"),
    [
        ({"stage": "trian"}, "no stage is named `trian`", "did you mean `train`?"),
        ({"only": "fitt"}, "no entry matches `fitt`", "did you mean `fit`?"),
        ({"entry": "f*"}, "no entry matches `f*`", "known: `fit`"),
    ],
)
def test_a_choice_of_nothing_is_refused_because_it_would_prove_nothing(
    home: Home, options: dict[str, Any], text: str, hint: str
) -> None:
    project = home.project("", f"  train:\n{leaves('fit')}")

    with pytest.raises(ParameterError) as caught:
        home.run(project, **options)

    assert (caught.value.text, caught.value.hint) == (text, hint)
    assert not (home.root / "fit").exists()


def test_a_run_without_a_job_is_refused() -> None:
    with pytest.raises(ParameterError, match="`jobs` must be an int of 1 or more, got 0"):
        RunOptions(jobs=0)


def everything(home: Home) -> Project:
    """Return a project with many entries that may run at the same time, one of them red."""
    home.scored()
    data = home.trips() + home.trips("stops", columns=LATE) + SCORED
    models = "".join(MODEL.replace("MODEL", f"model {number}") for number in range(3))
    home.write("tests/test_it.py", "def test_good():\n    pass\n")
    stages = f"  ingest:\n    - pytest: tests\n    - contract: stops\n{models}    - contract: trips\n"
    return home.project(data, stages)


def test_two_runs_give_the_same_bytes_whatever_the_number_of_jobs(home: Home) -> None:
    project = everything(home)

    first, again, alone = (home.run(project, jobs=jobs) for jobs in (4, 4, 1))

    assert first.documents == again.documents == alone.documents
    names = [one.name for one in first.result.stages[0].entries]
    assert names == ["tests", "stops", "model 0", "model 1", "model 2", "trips"]


def test_entries_of_one_stage_do_not_overwrite_each_others_documents(home: Home) -> None:
    run = home.run(everything(home))

    assert len(run.documents) == 1 + 2 + 3


def test_a_table_checked_in_two_stages_keeps_the_states_of_both(home: Home) -> None:
    data = home.trips()
    stages = "  ingest:\n    - contract: trips\n  train:\n    - contract: trips\n"

    run = home.run(home.project(data, stages))

    assert set(run.documents) == {"run.json", "ingest/states/trips.json", "train/states/trips.json"}


def test_the_seed_is_the_projects_unless_told(home: Home) -> None:
    project = home.project("", f"  train:\n{leaves('a')}")

    assert (home.run(project).result.seed, home.run(project, seed=0).result.seed) == (7, 0)


def test_progress_is_told_of_each_stage_and_entry(home: Home) -> None:
    project = home.project(home.trips(), f"  ingest:\n    - contract: trips\n  train:\n{fails('a')}")
    listener = Listener()

    run_project(project, replace(home.ports(project), progress=listener), RunOptions(jobs=1))

    assert [told for told in listener.told if told[0] != "fraction"] == [
        ("stage", "ingest", 1),
        ("entry", "ingest", "trips", "contract"),
        ("done", "ingest", "trips"),
        ("stage", "train", 1),
        ("entry", "train", "a", "command"),
        ("done", "train", "a"),
    ]
