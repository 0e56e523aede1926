from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.projects import Home

from lockgate.app.stored_cells import stored_cells
from lockgate.domain.errors import EvidenceError

DATA = "  scored: data/scored.parquet\n"
MODEL = """  evaluate:
    - command: {run: ['true']}
    - model: {data: scored, label: late, candidate: p_new}
      gates: [{metric: accuracy, mustBeGreaterOrEqualTo: 0.1}]
"""


def test_cells_come_with_what_was_asked_of_them(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.scored()
    project = home.project(DATA, MODEL)
    run_id = home.saved(project)

    (stored,) = stored_cells(project, home.ports(project), run_id)

    assert (stored.stage, stored.entry, stored.spec.label) == ("evaluate", "scored.p_new", "late")
    assert stored.cells.quality.rows == 400
    (home.root / ".lockgate/evidence" / run_id / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EvidenceError):
        list(stored_cells(project, home.ports(project), run_id))


def test_cells_come_for_each_candidate_that_was_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.scored()
    names = "{old: p_old, new: p_new, lost: p_lost}"
    project = home.project(DATA, MODEL.replace("candidate: p_new", f"candidates: {names}"))

    found = list(stored_cells(project, home.ports(project), home.saved(project)))

    assert [one.entry for one in found] == ["scored.(old, new, lost) · old", "scored.(old, new, lost) · new"]
    assert [one.spec.candidate for one in found] == ["p_old", "p_new"]
