"""Score entries: models over a table, so that predictions need not exist beforehand."""

from __future__ import annotations

from dataclasses import replace

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.model_ports import ScoreJob
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.spec import Entry, ScoreEntry
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Verdict

__all__ = ["run_score"]


def run_score(entry: Entry, context: RunContext) -> EntryOutcome:
    """Score a table; a model that cannot is an error."""
    work = entry.work
    if not isinstance(work, ScoreEntry):
        raise TypeError(entry.kind)
    files, root = context.ports.files, context.project.root
    job = ScoreJob(
        models={column: _model(name, work, context) for column, name in work.models.items()},
        source=context.source(work.data),
        output=files.join(root, work.output),
        batch_rows=work.batch_rows,
    )
    subject = Subject(work.data, tuple(work.models))
    try:
        rows = context.ports.scorer.score(
            job, progress=lambda done: context.ports.progress.fraction(entry.name, done)
        )
    except LockgateError as error:
        finding = Finding(
            check="score",
            subject=subject,
            verdict=Verdict.ERROR,
            reason=Reason.NOT_ASKABLE,
            summary=f"{error.where}: {error.text}",
            required="every row gets a score",
            hint=error.hint,
        )
    else:
        finding = Finding(
            check="score",
            subject=subject,
            verdict=Verdict.PASS if rows else Verdict.INCONCLUSIVE,
            reason=Reason.HOLDS if rows else Reason.NO_ROWS,
            summary=f"{rows:,} rows scored by {' and '.join(work.models.values())}",
            required="every row gets a score",
            n=rows,
        )
    named = noted(finding, entry, context.project.owner)
    return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=(named,)))


def _model(name: str, work: ScoreEntry, context: RunContext) -> ModelSpec:
    """Return a model with what the entry says of it, where it says nothing itself."""
    spec = context.model(name)
    if name not in context.project.models:
        spec = replace(spec, trusted=work.trusted)
    return spec if spec.positive is not None else replace(spec, positive=work.positive)
