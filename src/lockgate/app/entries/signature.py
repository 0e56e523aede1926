"""Signature entries: what a model takes and gives, held against the table and its contract."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import numpy as np

from lockgate.app.contract_suites import read_table
from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.model_ports import LoadedModel, Rows
from lockgate.app.model_rows import read_rows
from lockgate.app.project.spec import Entry, SignatureEntry
from lockgate.domain.errors import ModelError
from lockgate.domain.finding import Finding
from lockgate.domain.result import EntryResult
from lockgate.gates.signature.judge import (
    AgreedColumn,
    broken_output,
    judge_features,
    judge_nulls,
    judge_outputs,
)
from lockgate.gates.signature.spec import SignatureSpec
from lockgate.probes.rows import is_missing, with_missing

__all__ = ["run_signature"]


def run_signature(entry: Entry, context: RunContext) -> EntryOutcome:
    """Hold a model against the table and its contract.

    Where the table lacks a column that the model reads, nothing is predicted, and the outputs stay undecided.

    Raises
    ------
    LockgateError
        If the model cannot be loaded, or the table cannot be read.
    """
    work = entry.work
    if not isinstance(work, SignatureEntry):
        raise TypeError(entry.kind)
    agreed = _agreed(work.spec, context)
    with closing(context.ports.models.load(context.model(work.spec.model))) as model:
        found = _findings(work.spec, model, agreed, context)
    findings = tuple(noted(finding, entry, context.project.owner) for finding in found)
    return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=findings))


def _agreed(spec: SignatureSpec, context: RunContext) -> Sequence[AgreedColumn] | None:
    """Return what the contract of the table says of its columns, None where it has none."""
    contract = context.project.data[spec.data].contract
    if not contract:
        return None
    files = context.ports.files
    table = read_table(files, files.join(context.project.root, contract), spec.data)
    return [
        AgreedColumn(column.name, may_be_absent=column.optional, may_be_null=not column.required)
        for column in table.columns
    ]


def _findings(
    spec: SignatureSpec, model: LoadedModel, agreed: Sequence[AgreedColumn] | None, context: RunContext
) -> list[Finding]:
    with closing(context.open([spec.data])) as session:
        schema = session.schema(spec.data)
        features = tuple(model.features)
        found = [*judge_features(spec, features, schema, agreed)]
        if not set(features) <= set(schema.names):
            return found
        rows = read_rows(session, spec.data, features, spec.rows)
    try:
        found += judge_outputs(spec, model.predict(rows), tuple(model.classes))
    except ModelError as error:
        found.append(broken_output(spec, error.text, error.hint))
    if agreed is not None:
        nullable = [column.name for column in agreed if column.may_be_null and column.name in features]
        found.append(judge_nulls(spec, _tried(model, rows, nullable) if features else None))
    return found


def _tried(model: LoadedModel, rows: Rows, columns: Sequence[str]) -> dict[str, str]:
    """Return what a model says of a row in which one column alone is null, empty where it predicts."""
    filled = _filled(rows)
    every = np.ones(1, dtype=np.bool_)
    return {name: _said(model, {**filled, name: with_missing(filled[name], every)}) for name in columns}


def _said(model: LoadedModel, row: Rows) -> str:
    try:
        predicted = model.predict(row)
    except ModelError as error:
        return error.text
    return "" if np.isfinite(predicted).all() else "it predicts NaN"


def _filled(rows: Rows) -> Rows:
    """Return the first row that has no null; the first where each has one."""
    full = np.logical_and.reduce([~is_missing(values) for values in rows.values()])
    at = int(full.argmax())
    return {name: values[at : at + 1] for name, values in rows.items()}
