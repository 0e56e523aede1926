"""Contract and reference in one go."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from tests.fakes.projects import NOW, TRIPS, Home, trips_contract
from tests.fakes.references import reference_of

from lockgate.app.check_against import with_drift
from lockgate.app.check_table import check_tables
from lockgate.app.contract_suites import read_suite
from lockgate.app.evidence import ProjectRun
from lockgate.app.replay import read_run
from lockgate.bootstrap import engine_of, files
from lockgate.domain.verdict import Verdict
from lockgate.drift.reference import Reference
from lockgate.scan.engine import Source

MANY: dict[str, list[object]] = {
    "id": list(range(800)),
    **{name: [*TRIPS[name]] * 200 for name in ("minutes", "carrier")},
}
LATER: dict[str, list[object]] = {**MANY, "carrier": ["ZZ"] * 800}


def _run(
    root: Path,
    current: dict[str, list[object]],
    classification: str = "",
    reference: Reference | None = None,
) -> ProjectRun:
    path = Home(root).write("trips.odcs.yaml", trips_contract(classification=classification))
    suite = read_suite(files(), str(root / path), "trips")
    sources = {"trips": Source("trips", frame=pa.table(current))}
    engine = engine_of()
    checked = check_tables([suite], sources, engine, now=NOW)
    before = reference or Source("before", frame=pa.table(MANY))
    return with_drift(checked, suite, before, sources, engine, now=NOW)


def test_both_are_judged_and_kept_as_one_run(tmp_path: Path) -> None:
    same, moved = _run(tmp_path, MANY), _run(tmp_path, LATER)

    assert [stage.name for stage in same.result.stages] == ["check", "drift"]
    assert (same.result.verdict, moved.result.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert moved.result.stages[0].verdict is Verdict.PASS
    assert read_run(moved.documents).run_id == moved.result.run_id
    assert {name.partition("/")[0] for name in moved.documents} == {"run.json", "states", "drift"}


def test_masked_columns_are_not_compared(tmp_path: Path) -> None:
    run = _run(tmp_path, MANY, classification="personal")

    compared = {one.subject.columns for one in run.result.stages[1].entries[0].findings}
    assert ("carrier",) in compared
    assert ("minutes",) not in compared


@pytest.mark.parametrize("columns", [("minutes", "carrier"), ("carrier",)])
def test_columns_that_were_classified_after_a_reference_was_frozen_are_not_compared(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    frozen = reference_of(pa.table({name: MANY[name] for name in columns}))

    run = _run(tmp_path, MANY, classification="personal", reference=frozen)

    compared = {one.subject.columns for one in run.result.stages[1].entries[0].findings}
    assert compared == {(), ("carrier",)}


def test_blocks_of_the_contract_are_respected_where_the_reference_is_frozen_here(tmp_path: Path) -> None:
    blocks = "    customProperties: [{property: blockEntity, value: minutes}]\n    properties:\n"
    path = Home(tmp_path).write("trips.odcs.yaml", trips_contract().replace("    properties:\n", blocks, 1))
    suite = read_suite(files(), str(tmp_path / path), "trips")
    sources = {"trips": Source("trips", frame=pa.table(MANY))}
    engine = engine_of()
    checked = check_tables([suite], sources, engine, now=NOW)

    run = with_drift(checked, suite, Source("before", frame=pa.table(MANY)), sources, engine, now=NOW)

    assert any("blocks" in one.summary for one in run.result.stages[1].findings)  # too few of them to tell
