from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression
from tests.fakes.projects import NOW, Home, Listener

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.score import run_score
from lockgate.app.project.spec import Project, PytestEntry
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict

DATA = "  raw: data/raw.parquet\n"
STAGES = (
    "  evaluate:\n    - score: {data: raw, models: {p_old: models/m.skops, p_new: models/m.skops}, "
    "output: data/scored.parquet, trusted: [numpy.dtype], batch_rows: 2, positive: 1}\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a project with a table of five rows and a model of one feature."""
    home = Home(tmp_path)
    home.table("raw", {"x": [0.0, 1.0, 2.0, 3.0, 4.0]})
    (tmp_path / "models").mkdir()
    import pandas as pd  # noqa: PLC0415 - only the model needs it

    features = pd.DataFrame({"x": np.array([0.0, 1.0, 3.0, 4.0])})
    skops.io.dump(LogisticRegression().fit(features, [0, 0, 1, 1]), tmp_path / "models/m.skops")
    return home


def run(home: Home, listener: Listener | None = None, *, stages: str = STAGES, more: str = "") -> EntryResult:
    project = home.project(DATA, stages, more=more)
    ports = replace(home.ports(project), progress=listener or Listener())
    context = RunContext(project=project, suites={}, ports=ports, now=NOW, seed=0)
    outcome = run_score(project.stages[0].entries[0], context)
    assert outcome.documents == {}
    return outcome.result


def only(result: EntryResult) -> Finding:
    (finding,) = result.findings
    return finding


def test_a_table_is_scored_by_each_model(home: Home) -> None:
    result = run(home)

    finding = only(result)
    assert (result.name, result.kind) == ("score raw", "score")
    assert (finding.verdict, finding.reason, finding.n) == (Verdict.PASS, Reason.HOLDS, 5)
    assert finding.summary == "5 rows scored by models/m.skops and models/m.skops"
    assert (str(finding.subject), finding.owner) == ("raw.(p_old, p_new)", "ops")
    scored = pq.read_table(home.root / "data/scored.parquet")
    assert scored.column_names == ["x", "p_old", "p_new"]
    assert scored["p_new"].to_pylist() == sorted(scored["p_new"].to_pylist())


def test_models_may_be_named_once_for_the_project(home: Home) -> None:
    stages = STAGES.replace("p_old: models/m.skops, p_new: models/m.skops", "p_old: old, p_new: new")
    named = "models: {old: models/m.skops, new: {file: models/m.skops, positive: 0}}\n"

    finding = only(run(home, stages=stages, more=named))

    scored = pq.read_table(home.root / "data/scored.parquet")
    assert finding.summary == "5 rows scored by old and new"
    np.testing.assert_allclose(scored["p_old"], 1 - scored["p_new"].to_numpy())


def test_progress_is_told_batch_by_batch(home: Home) -> None:
    listener = Listener()

    run(home, listener)

    assert listener.told == [("fraction", "score raw", done) for done in (0.4, 0.8, 1.0)]


def test_a_model_that_is_not_there_is_an_error(home: Home) -> None:
    (home.root / "models/m.skops").unlink()

    finding = only(run(home))

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.NOT_ASKABLE)
    assert finding.summary.endswith("m.skops`: cannot be loaded: there is no such file")
    assert finding.hint == "check the path, or train the model first"
    assert not (home.root / "data/scored.parquet").exists()


def test_a_table_that_is_not_there_is_an_error(home: Home) -> None:
    (home.root / "data/raw.parquet").unlink()

    assert only(run(home)).verdict is Verdict.ERROR


def test_a_table_without_rows_never_passes(home: Home) -> None:
    home.table("raw", {"x": np.array([], dtype=float)})

    assert only(run(home)).verdict in (Verdict.ERROR, Verdict.INCONCLUSIVE)


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    project: Project = home.project(DATA, STAGES)
    entry = replace(project.stages[0].entries[0], kind="pytest", work=PytestEntry(paths=("a",)))
    context = RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)

    with pytest.raises(TypeError, match="pytest"):
        run_score(entry, context)
