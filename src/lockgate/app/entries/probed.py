"""A model that is loaded, and the rows that it is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import numpy as np
from sqlglot import exp

from lockgate.app.entries.context import RunContext
from lockgate.app.model_ports import ClassLabel, LoadedModel
from lockgate.app.project.probe_specs import ProbedTable
from lockgate.domain.errors import ModelError, ParameterError
from lockgate.domain.listing import and_more
from lockgate.domain.result import TableFacts
from lockgate.probes.rows import Column, Floats, Predict, Rows, n_rows, rows_of
from lockgate.scan.drawing import drawing
from lockgate.scan.predicates import column_sql

__all__ = ["Probed", "probed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """A model that is loaded, and what it reads of the rows.

    Parameters
    ----------
    name : str
        What the project calls it.
    features : tuple of str
        What it reads.
    model : LoadedModel
        The model.
    """

    name: str
    features: tuple[str, ...]
    model: LoadedModel

    @property
    def classes(self) -> tuple[ClassLabel, ...]:
        """Return the class of each of its numbers; empty where it gives one, or nobody knows."""
        return tuple(self.model.classes)

    def require_read(self, probe: str, columns: Iterable[str]) -> None:
        """Refuse columns that the model does not read: whatever is done to them, it would pass.

        Raises
        ------
        ParameterError
            If there is one.
        """
        unread = [name for name in columns if name not in self.features]
        if unread:
            must = f"columns that the model `{self.name}` reads: {and_more(self.features, 10)}"
            raise ParameterError.of(probe, "columns", must, ", ".join(unread))

    def predict(self, rows: Rows) -> Floats:
        """Return one number a row, or one a class.

        Raises
        ------
        ModelError
            If the model breaks.
        """
        found = self.model.predict({name: rows[name] for name in rows if name in self.features})
        return np.asarray(found, dtype=np.float64)

    def number(self, of: ClassLabel | None = None) -> Predict:
        """Return the model as one that gives one number a row: the only one, or that of a class.

        Raises
        ------
        ModelError
            When it is asked, if it breaks, or gives several numbers of which none is named.
        ParameterError
            If it has no such class.
        """
        if of is not None and of not in self.classes:
            known = f"one of {list(self.classes[:5])}" if self.classes else "none, as nobody knows its classes"
            raise ParameterError.of(self.name, "of", known, of)
        at = None if of is None else self.classes.index(of)

        def predict(rows: Rows) -> Floats:
            found = self.predict(rows)
            if found.ndim == 1:
                return found
            if at is None:
                text = f"it gives {found.shape[1]:,} numbers a row, and one is asked for"
                raise ModelError.failed(
                    self.name, text, "name a class: `of` of a test, or the model's `positive`"
                )
            return found[:, at]

        return predict


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """Rows of a table, and the model that answers to them.

    Parameters
    ----------
    rows : Rows
        The features of the model and the columns that were asked for.
    model : Answerer
        The model.
    facts : TableFacts
        What was read.
    others : tuple of Answerer
        Further models, asked about the same rows.
    """

    rows: Rows
    model: Answerer
    facts: TableFacts
    others: tuple[Answerer, ...] = ()


@contextmanager
def probed(
    work: ProbedTable, context: RunContext, reads: Iterable[str], label: str = "", others: Sequence[str] = ()
) -> Iterator[Probed]:
    """Load the model of an entry, and others, and draw rows of its table; the models are let go at the end.

    Rows are drawn by their content and the seed, in the engine: which ones, and in which order, does not depend on the
    order of the table. A model that does not know its features gets all columns but `label`.

    Raises
    ------
    LockgateError
        If the model cannot be loaded, or the table lacks a column.
    """
    with ExitStack() as opened:
        models = [_loaded(name, context, opened) for name in (work.model, *others)]
        known = [tuple(model.features) for model in models]
        every = () if not all(known) else tuple(dict.fromkeys(name for names in known for name in names))
        rows, facts, features = _drawn(work, context, every, (label, *reads))
        if not n_rows(rows):
            raise ParameterError.of("probe", "data", "a table with rows", work.data)
        asked = [
            Answerer(name=name, features=own or features, model=model)
            for name, own, model in zip((work.model, *others), known, models, strict=True)
        ]
        yield Probed(
            rows=rows,
            model=asked[0],
            others=tuple(asked[1:]),
            facts=facts,
        )


def _loaded(name: str, context: RunContext, opened: ExitStack) -> LoadedModel:
    model = context.ports.models.load(context.model(name))
    opened.callback(model.close)
    return model


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
        shown: dict[str, exp.Expr] = {f"c{place}": column_sql(column) for place, column in enumerate(columns)}
        total = exp.Window(this=exp.Count(this=exp.Star()))
        query = drawing(work.data, {**shown, "total": total}, columns, work.rows, seed=context.seed)
        found = session.arrays(query)
        rows = rows_of({column.name: found[name] for column, name in zip(columns, shown, strict=True)})
        facts = TableFacts(
            work.data,
            int(found["total"][0]) if len(found["total"]) else 0,
            len(columns),
            len(every),
            session.selects,
            0,
            version=session.version(work.data),
        )
    finally:
        session.close()
    return rows, facts, features
