"""The cells of models that a kept run holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.app.entries.model import FAILED, candidate_cells, cells_document
from lockgate.app.ports import Ports
from lockgate.app.project.spec import ModelEntry, Project
from lockgate.app.replay import load_run
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of

__all__ = ["StoredCells", "stored_cells"]


@dataclass(frozen=True, slots=True)
class StoredCells:
    """What one model entry, or one of its candidates, was judged from."""

    stage: str
    entry: str
    spec: ModelGateSpec
    cells: TaskCells


def stored_cells(project: Project, ports: Ports, run_id: str) -> Iterator[StoredCells]:
    """Yield the cells of each model entry of the project that a run has kept; no table is read.

    Raises
    ------
    EvidenceError, StateError
        If the evidence is missing, damaged or of another format.
    """
    documents, _ = load_run(ports.evidence, run_id)
    for stage in project.stages:
        for entry in stage.entries:
            name = f"{stage.name}/{cells_document(entry)}"
            if isinstance(entry.work, ModelEntry) and name in documents:
                for spec, plain in candidate_cells(entry, json.loads(documents[name])):
                    if FAILED in plain:
                        continue
                    cells = kind_of(spec.task).from_plain(plain)
                    called = f"{entry.name} · {spec.name}" if spec.among > 1 else entry.name
                    yield StoredCells(stage.name, called, spec, cells)
