"""Judge a table by its contract and against a reference in one go, without a project file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from lockgate.app.check_drift import check_drift
from lockgate.app.evidence import ProjectRun, evidence_of_run
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.scan.blocks import BlockSpec
from lockgate.scan.engine import Engine, Source
from lockgate.scan.suite import Suite

__all__ = ["with_drift"]


def with_drift(
    checked: ProjectRun,
    suite: Suite,
    reference: Reference | Source,
    sources: Mapping[str, Source],
    engine: Engine,
    *,
    now: datetime,
) -> ProjectRun:
    """Return a run of contract checks with the comparison of the same table added as a stage of its own.

    Parameters
    ----------
    checked : ProjectRun
        What `lockgate.app.check_table.check_tables` returned.
    suite : Suite
        The checks of the table; its masked columns are not compared.
    reference : Reference or Source
        A frozen reference, or a table, which is frozen first.
    sources : mapping of str to Source
        The tables by name.
    engine : Engine
        Reads them.
    now : datetime
        The instant of the run, timezone-aware.

    Raises
    ------
    DataError
        If a table cannot be read, or nothing in the reference can be compared.
    StateError
        If the reference holds nothing that may be compared.
    """
    if isinstance(reference, Source):  # freezing leaves masked columns out
        blocks = BlockSpec.of(suite.block) if suite.block is not None else None
        spec = DriftSpec(data=suite.table, blocks=blocks)
    else:  # it says itself which blocks it keeps, and may hold columns that were not masked then
        held = (name for name in sorted(suite.masked) if reference.column(name) is not None)
        spec = DriftSpec(data=suite.table, exclude=tuple(held))
    compared = check_drift(spec, reference, sources[suite.table], engine, now=now, masked=suite.masked).run
    documents = {
        name: json.loads(content)
        for run in (checked, compared)
        for name, content in run.documents.items()
        if name != "run.json"
    }
    stages = (*checked.result.stages, *compared.result.stages)
    return evidence_of_run(replace(checked.result, run_id="", stages=stages), documents)
