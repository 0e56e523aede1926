"""A model that is loaded, and the rows that it is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from sqlglot import exp

from lockgate.app.entries.context import RunContext
from lockgate.app.project.probe_specs import ProbedTable
from lockgate.domain.errors import ModelError
from lockgate.domain.result import TableFacts
from lockgate.probes.rows import Column, Floats, Predict, Rows, n_rows, rows_of, taken
from lockgate.scan.predicates import column_sql, table_sql

__all__ = ["Probed", "probed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """Rows of a table, and the model that answers to them.

    Parameters
    ----------
    rows : Rows
        The features of the model and the columns that were asked for.
    predict : callable
        One number a row: the probability of the positive class, or the number that is predicted.
    features : tuple of str
        What the model reads.
    facts : TableFacts
        What was read.
    """

    rows: Rows
    predict: Predict
    features: tuple[str, ...]
    facts: TableFacts


@contextmanager
def probed(work: ProbedTable, context: RunContext, reads: Iterable[str], label: str = "") -> Iterator[Probed]:
    """Load the model of an entry and draw rows of its table; the model is let go at the end.

    A model that does not know its features gets all columns but `label`.

    Raises
    ------
    LockgateError
        If the model cannot be loaded, or the table lacks a column.
    """
    model = context.ports.models.load(context.model(work.model))
    try:
        rows, facts, features = _drawn(work, context, tuple(model.features), (label, *reads))

        def predict(asked: Rows) -> Floats:
            found = np.asarray(model.predict({name: asked[name] for name in features}), dtype=np.float64)
            if found.ndim != 1:
                text = f"it gives {found.shape[1]:,} numbers a row, and one is asked for"
                raise ModelError.failed(work.model, text, "name its `positive` class")
            return found

        yield Probed(rows=rows, predict=predict, features=features, facts=facts)
    finally:
        model.close()


def _drawn(
    work: ProbedTable, context: RunContext, known: tuple[str, ...], reads: tuple[str, ...]
) -> tuple[dict[str, Column], TableFacts, tuple[str, ...]]:
    session = context.open([work.data])
    try:
        schema = session.schema(work.data)
        every = tuple(column.name for column in schema.columns)
        features = known or tuple(name for name in every if name != reads[0])
        wanted = dict.fromkeys(name for name in (*features, *reads) if name)
        columns = [schema.column(name) for name in wanted]
        query = exp.select(*map(column_sql, columns)).from_(table_sql(work.data))
        rows = rows_of(session.arrays(query))
        facts = TableFacts(
            work.data,
            n_rows(rows),
            len(columns),
            len(every),
            session.selects,
            0,
            version=session.version(work.data),
        )
    finally:
        session.close()
    return _some(rows, work.rows, context.seed), facts, features


def _some(rows: Rows, most: int, seed: int) -> dict[str, Column]:
    """Return rows drawn without replacement, in their order; all where there are no more."""
    n = n_rows(rows)
    if n <= most:
        return dict(rows)
    return taken(rows, np.sort(np.random.default_rng(seed).choice(n, most, replace=False)))
