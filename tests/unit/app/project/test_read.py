from __future__ import annotations

import pytest

from lockgate.app.engine_spec import EngineSpec
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.read import STAGES, read_project
from lockgate.app.project.spec import ContractEntry, HistoryEntry, Project, TableSpec
from lockgate.domain.errors import DocumentError

HEAD = "lockgate: 1\nproject: trips\n"
DATA = "data:\n  trips: {source: trips.parquet, contract: trips.odcs.yaml}\n  raw: raw.csv\n"
STAGE = "stages:\n  ingest:\n    - contract: trips\n"


def read(text: str) -> Project:
    return read_project(text, "lockgate.yaml", "home")


def mistakes(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read(text)
    return str(caught.value).splitlines()


def test_the_shortest_project_has_the_stated_defaults() -> None:
    project = read(HEAD + DATA + STAGE)

    assert (project.name, project.owner, project.seed, project.root) == ("trips", "", 0, "home")
    assert project.engine == EngineSpec()
    assert [(stage.name, len(stage.entries)) for stage in project.stages] == [("ingest", 1)]


def test_every_key_is_read() -> None:
    more = "owner: ops\nseed: 7\nengine: {threads: 2, memory_limit: 1GiB, temp_directory: spill}\n"

    project = read(HEAD + more + DATA + STAGE)

    assert (project.owner, project.seed) == ("ops", 7)
    assert project.engine == EngineSpec(threads=2, memory_limit="1GiB", temp_directory="spill")


def test_a_table_may_be_written_as_its_path() -> None:
    assert read(HEAD + DATA + STAGE).data["raw"] == TableSpec(source="raw.csv")


def test_bytes_are_read_like_text() -> None:
    assert read_project((HEAD + DATA + STAGE).encode(), "lockgate.yaml", "home") == read(HEAD + DATA + STAGE)


def test_stages_run_in_the_order_of_the_pipeline_whatever_the_order_of_the_file() -> None:
    stages = "".join(f"  {name}:\n    - contract: trips\n" for name in reversed(STAGES))

    project = read(HEAD + DATA + "stages:\n" + stages)

    assert tuple(stage.name for stage in project.stages) == STAGES


def test_entries_keep_the_order_of_the_file() -> None:
    stage = "stages:\n  train:\n    - pytest: b\n    - pytest: a\n"

    assert [entry.name for entry in read(HEAD + stage).stages[0].entries] == ["b", "a"]


def test_a_project_that_is_a_list_is_refused() -> None:
    assert mistakes("- contract: trips\n") == [
        "lockgate.yaml:1:1  [LG311] the project must be a mapping, got a list."
    ]


def test_an_unknown_version_is_refused() -> None:
    assert mistakes("lockgate: 2\nproject: trips\n" + DATA + STAGE) == [
        "lockgate.yaml:1:11  [LG316] `lockgate` must be 1, got `2`. this Lockgate reads version 1 of the project file"
    ]


def test_a_version_of_another_type_is_one_mistake() -> None:
    assert mistakes("lockgate: one\nproject: trips\n" + DATA + STAGE) == [
        "lockgate.yaml:1:11  [LG311] `lockgate` must be a whole number, got 'one'."
    ]


def test_missing_keys_are_told_together() -> None:
    found = mistakes("owner: ops\n")

    assert [line.split("  ")[1] for line in found] == [
        "[LG313] key `lockgate` is missing.",
        "[LG313] key `project` is missing.",
        f"[LG313] key `stages` is missing. stages are {', '.join(STAGES)}",
    ]


@pytest.mark.parametrize("stages", ["stages: {}\n", "stages: ingest\n", "stages: [ingest]\n", "stages:\n"])
def test_a_project_without_a_stage_is_refused(stages: str) -> None:
    found = mistakes(HEAD + stages)

    assert found[0].startswith("lockgate.yaml:3:1  [LG317] `stages` must name at least one stage. stages are")


@pytest.mark.parametrize("entries", ["[]", "{contract: trips}", "trips", ""])
def test_a_stage_without_entries_is_refused(entries: str) -> None:
    found = mistakes(HEAD + DATA + f"stages:\n  ingest: {entries}\n")

    assert len(found) == 1
    assert "[LG317] stage `ingest` must be a list of entries; an empty gate would prove nothing." in found[0]
    assert found[0].endswith("such as `- contract: flights`")


def test_an_unknown_stage_is_told_with_the_nearest_name() -> None:
    assert mistakes(HEAD + DATA + "stages:\n  ingests:\n    - contract: trips\n") == [
        "lockgate.yaml:7:3  [LG315] unknown stage `ingests`. did you mean `ingest`?"
    ]


def test_an_unknown_stage_does_not_hide_the_mistakes_in_it_or_after_it() -> None:
    stages = "stages:\n  ingests:\n    - contrakt: trips\n  train: []\n"

    assert [line.split("[")[1][:5] for line in mistakes(HEAD + DATA + stages)] == ["LG315", "LG312", "LG317"]


def test_an_unknown_key_is_told_with_the_nearest_name() -> None:
    assert mistakes(HEAD + "sead: 3\n" + DATA + STAGE) == [
        "lockgate.yaml:3:1  [LG312] unknown key `sead`. did you mean `seed`?"
    ]


def test_a_table_that_no_data_lists_is_told_with_the_nearest_name() -> None:
    assert mistakes(HEAD + DATA + "stages:\n  ingest:\n    - contract: trip\n") == [
        "lockgate.yaml:8:7  [LG315] no table under `data` is named `trip`. did you mean `trips`?"
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "score: {data: trip, models: {p: m.skops}, output: out.parquet}",
        "model: {data: trip, label: l, candidate: p}\n      gates: [{metric: roc_auc, mustBeGreaterThan: 0.5}]",
    ],
)
def test_every_entry_that_reads_a_table_must_name_one_that_is_there(entry: str) -> None:
    found = mistakes(HEAD + DATA + f"stages:\n  evaluate:\n    - {entry}\n")

    assert found == ["lockgate.yaml:8:7  [LG315] no table under `data` is named `trip`. did you mean `trips`?"]


def test_a_table_without_a_contract_cannot_be_checked_against_it() -> None:
    assert mistakes(HEAD + DATA + "stages:\n  ingest:\n    - contract: raw\n") == [
        "lockgate.yaml:8:7  [LG313] table `raw` has no `contract`. add `contract: PATH` to it under `data`"
    ]


def test_a_table_without_a_contract_may_be_scored_and_judged() -> None:
    stages = """stages:
  evaluate:
    - score: {data: raw, models: {p: m.skops}, output: out.parquet}
    - model: {data: raw, label: l, candidate: p}
      gates: [{metric: roc_auc, mustBeGreaterThan: 0.5}]
"""

    assert [entry.kind for entry in read(HEAD + DATA + stages).stages[0].entries] == ["score", "model"]


def test_two_entries_of_one_name_are_refused_because_evidence_could_not_tell_them_apart() -> None:
    stages = "stages:\n  ingest:\n    - contract: trips\n    - {contract: trips, why: again}\n"

    assert mistakes(HEAD + DATA + stages) == [
        (
            "lockgate.yaml:9:7  [LG314] two entries of stage `ingest` are named `trips`. "
            "give one of them another `name`"
        )
    ]


def test_two_stages_may_have_entries_of_one_name() -> None:
    stages = "stages:\n  ingest:\n    - contract: trips\n  train:\n    - contract: trips\n"

    assert len(read(HEAD + DATA + stages).stages) == 2


SCORED = (
    "data:\n  trips: {source: trips.parquet}\n  scored: {source: out/scored.parquet}\n"
    "  fitted: {source: out/fitted.parquet}\nstages:\n"
)
SCORE = "    - score: {data: trips, models: {p: models/p.skops}, output: ./out/scored.parquet}\n"
JUDGED = (
    "    - model: {data: scored, label: y, candidate: p}\n"
    "      gates: [{metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}]\n"
)
GAP = "    - training: {train: scored, test: fitted, label: y, candidate: p, metric: roc_auc, most_gap: 0.1}\n"


@pytest.mark.parametrize(
    ("stages", "said"),
    [
        (
            f"  evaluate:\n{JUDGED}  package:\n{SCORE}",
            "9:7  [LG314] entry `scored.p` reads `scored`, which `score trips` of stage `package` writes",
        ),
        (f"  evaluate:\n{JUDGED}{SCORE}", "of stage `evaluate` writes only after it. score first"),
        (f"  train:\n{GAP}  evaluate:\n{SCORE}", "entry `training of p` reads `scored`"),
    ],
)
def test_a_table_that_is_scored_after_it_is_judged_is_a_mistake(stages: str, said: str) -> None:
    (mistake,) = mistakes(HEAD + SCORED + stages)

    assert said in mistake


def test_a_table_that_is_scored_once_more_may_be_judged_in_between() -> None:
    once_more = "    - name: again\n      " + SCORE.lstrip(" -")

    project = read(HEAD + SCORED + f"  evaluate:\n{SCORE}{JUDGED}  serve:\n{once_more}")

    assert [len(stage.entries) for stage in project.stages] == [2, 1]


def test_a_mistake_in_the_head_does_not_hide_a_table_that_is_not_there() -> None:
    stages = "stages:\n  ingest:\n    - contract: raw\n    - contract: trip\n"

    assert [line.split("  ")[1] for line in mistakes(HEAD + "sead: 3\n" + DATA + stages)] == [
        "[LG312] unknown key `sead`. did you mean `seed`?",
        "[LG315] no table under `data` is named `trip`. did you mean `trips`?",
    ]


def test_tables_that_are_no_mapping_hold_no_table() -> None:
    assert [line.split("  ")[1] for line in mistakes(HEAD + "data: [trips]\n" + STAGE)] == [
        "[LG311] `data` must be a mapping, each value a text or a mapping, got a list.",
        "[LG315] no table under `data` is named `trips`.",
    ]


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order() -> None:
    text = """lockgate: 1
project: 7
seed: yes
data:
  trips: {sourse: trips.parquet}
stages:
  ingest:
    - contract: [trips]
    - pytest: {paths: []}
"""

    assert [(line.split(":")[1], line.split("[")[1][:5]) for line in mistakes(text)] == [
        ("2", "LG311"),
        ("3", "LG311"),
        ("5", "LG313"),
        ("5", "LG312"),
        ("8", "LG311"),
        ("9", "LG314"),
    ]


CUT = "data:\n  trips: {source: trips, contract: trips.odcs.yaml, partition: {by: file, keep: 30 days}}\n"


def test_windows_and_histories_are_read() -> None:
    project = read(
        HEAD
        + CUT
        + STAGE
        + "      window: 30 days\n    - history: {data: trips, method: seasonal, at_least: 8}\n"
    )

    window, history = project.stages[0].entries
    assert isinstance(window.work, ContractEntry)
    assert str(window.work.window) == "the last 30 days"
    assert isinstance(history.work, HistoryEntry)
    assert (history.name, history.work.spec.at_least) == ("history of trips", 8)


@pytest.mark.parametrize("entry", ["- contract: trips\n      window: all", "- history: {data: trips}"])
def test_a_table_without_partitions_has_no_windows_and_no_history(entry: str) -> None:
    (mistake,) = mistakes(HEAD + DATA + f"stages:\n  ingest:\n    {entry}\n")

    assert "[LG231] table `trips` is not partitioned" in mistake


@pytest.mark.parametrize(
    ("engine", "source", "reason"),
    [
        ("duckdb", "source: delta://lake/trips", "a table of the format delta is more than its files"),
        ("duckdb", "source: lake/trips, format: delta", "a table of the format delta is more than its files"),
        (
            "duckdb",
            "source: iceberg://lake/sales.trips",
            "a table of the format iceberg is more than its files",
        ),
        ("postgres", "source: table://sales.trips", "a table of the format table is more than its files"),
        ("spark", "source: data/trips", "the engine spark does not read it file by file"),
    ],
)
def test_only_a_table_of_plain_files_is_cut_by_its_files(engine: str, source: str, reason: str) -> None:
    head = f"{HEAD}engine: {{kind: {engine}}}\ndata:\n"
    table = f"  trips: {{{source}, contract: trips.odcs.yaml, partition: %s}}\n"

    (mistake, *_) = mistakes(head + table % "{by: file}" + STAGE)

    assert f"[LG250] table `trips` cannot be cut by its files: {reason}" in mistake
    assert read(head + table % "{column: day}" + STAGE).data["trips"].partition is not None


def test_a_head_with_a_mistake_is_not_asked_how_its_tables_are_cut() -> None:
    (mistake, *_) = mistakes(HEAD + "seed: x\n" + CUT.replace("source: trips", "source: delta://trips") + STAGE)

    assert "seed" in mistake


def test_states_are_kept_as_long_as_the_window_is() -> None:
    (mistake,) = mistakes(HEAD + CUT + STAGE + "      window: 90 days\n")

    assert "table `trips` keeps its states for less than the last 90 days" in mistake


def test_a_window_that_is_none_and_a_metric_that_is_none_are_told() -> None:
    found = mistakes(
        HEAD + CUT + STAGE + "      window: ..\n    - history: {data: trips, metrics: [row_coun]}\n"
    )

    assert ["`window` must be" in found[0], "no metric is named `row_coun`" in found[1]] == [True, True]


MODELS = "models: {old: models/m.skops, new: {url: 'http://h/invocations', features: [a], positive: 1}}\n"


def scoring(models: str) -> str:
    return f"stages:\n  evaluate:\n    - score: {{data: raw, models: {models}, output: out.parquet}}\n"


def test_models_have_names_or_are_paths() -> None:
    project = read(HEAD + MODELS + DATA + scoring("{p: new, q: old, r: other.skops}"))

    assert project.stages[0].entries[0].models == ("new", "old", "other.skops")
    assert project.model("new").url == "http://h/invocations"
    assert project.model("old") == ModelSpec(file="models/m.skops")
    assert project.model("other.skops") == ModelSpec(file="other.skops")


def test_a_model_that_is_not_named_and_no_path_is_a_mistake() -> None:
    with pytest.raises(DocumentError) as caught:
        read(HEAD + MODELS + DATA + scoring("{p: newest}"))

    (problem,) = caught.value.problems
    assert problem.text == "no model under `models` is named `newest`, and it is no path"
    assert problem.hint == "did you mean `new`?"


def test_a_model_without_a_place_is_a_mistake_with_its_line() -> None:
    said = mistakes(HEAD + "models: {old: {positive: 1}}\n" + DATA + STAGE)[0]

    assert said.startswith("lockgate.yaml:3:")
    assert "one of the three" in said
