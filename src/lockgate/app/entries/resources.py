"""Resource entries: what a model needs to run, measured on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.measure_models import Measured, measure_models
from lockgate.app.model_ports import Rows
from lockgate.app.model_rows import read_rows
from lockgate.app.project.spec import Entry, ResourceEntry
from lockgate.domain.result import EntryResult
from lockgate.gates.resources.judge import judge_costs

__all__ = ["run_resources"]


def run_resources(entry: Entry, context: RunContext) -> EntryOutcome:
    """Measure the models of an entry, and judge them.

    Raises
    ------
    LockgateError
        If a model cannot be loaded or cannot predict, or the table cannot be read.
    """
    work = entry.work
    if not isinstance(work, ResourceEntry):
        raise TypeError(entry.kind)
    spec = work.spec
    names = [name for name in (spec.candidate, spec.baseline) if name]
    with _loaded(names, context) as models:
        costs = measure_models(
            models,
            _rows(models, work, context),
            (spec, work.gates),
            context.ports.machine,
            seed=context.seed,
            progress=lambda done: context.ports.progress.fraction(entry.name, done),
        )
    found = judge_costs(spec, work.gates, costs[spec.candidate], costs.get(spec.baseline))
    findings = tuple(noted(finding, entry, context.project.owner) for finding in found)
    return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=findings))


@contextmanager
def _loaded(names: list[str], context: RunContext) -> Iterator[dict[str, Measured]]:
    if not names:
        yield {}
        return
    spec = context.model(names[0])
    with closing(context.ports.models.load(spec)) as model, _loaded(names[1:], context) as others:
        yield {names[0]: Measured(spec, model), **others}


def _rows(models: dict[str, Measured], work: ResourceEntry, context: RunContext) -> Rows:
    """Return rows with the columns of every model; all columns where one does not name its own."""
    features = [tuple(one.model.features) for one in models.values()]
    columns = () if not all(features) else tuple(dict.fromkeys(name for names in features for name in names))
    with closing(context.open([work.spec.data])) as session:
        return read_rows(session, work.spec.data, columns, work.spec.rows)
