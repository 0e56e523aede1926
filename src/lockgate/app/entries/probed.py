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
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.rows import Column, Floats, Predict, Rows, n_rows, rows_of
from lockgate.scan.drawing import drawing, drawing_whole
from lockgate.scan.predicates import column_sql

__all__ = ["Answerer", "Probed", "Wanted", "probed"]


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
    labels : tuple of str, default=none
        What its numbers are about, where these are labels of which a row can have several.
    quantiles : tuple of float, default=none
        The levels of its numbers, where these are quantiles.
    """

    name: str
    features: tuple[str, ...]
    model: LoadedModel
    labels: tuple[str, ...] = ()
    quantiles: tuple[float, ...] = ()

    @property
    def classes(self) -> tuple[ClassLabel, ...]:
        """Return the class, label or level of each of its numbers; empty where it gives one, or nobody knows."""
        return tuple(self.model.classes)

    @property
    def kind(self) -> AnswerKind:
        """Return what its numbers are."""
        if self.labels:
            return AnswerKind.LABELS
        if self.quantiles:
            return AnswerKind.QUANTILES
        return AnswerKind.CLASSES if self.classes else AnswerKind.NUMBER

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
            known = (
                f"one of its {_CALLED[self.kind]}, {list(self.classes[:5])}"
                if self.classes
                else "none, as nobody knows its classes"
            )
            raise ParameterError.of(self.name, "of", known, of)
        at = None if of is None else self.classes.index(of)

        def predict(rows: Rows) -> Floats:
            found = self.predict(rows)
            if found.ndim == 1:
                return found
            if at is None:
                text = f"it gives {found.shape[1]:,} numbers a row, and one is asked for"
                raise ModelError.failed(self.name, text, _NAME.get(self.kind, _NAME_A_CLASS))
            return found[:, at]

        return predict


_CALLED = {AnswerKind.CLASSES: "classes", AnswerKind.LABELS: "labels", AnswerKind.QUANTILES: "quantiles"}

_NAME_A_CLASS = "name a class: `of` of a test, or the model's `positive`"
_NAME = {
    AnswerKind.LABELS: "name a label: `of` of a test",
    AnswerKind.QUANTILES: "name the level of a quantile: `of` of a test",
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the rows beside the features of the model.

    Parameters
    ----------
    reads : tuple of str, default=()
        Columns that are read too.
    labels : tuple of str, default=()
        Columns with the truth, which a model that does not know its features must not be given.
    unit : str or None, default=None
        The column of what is drawn whole, such as the query of a ranking; None to draw row by row.
    """

    reads: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit: str | None = None


@contextmanager
def probed(
    work: ProbedTable, context: RunContext, wanted: Wanted, others: Sequence[str] = ()
) -> Iterator[Probed]:
    """Load the model of an entry, and others, and draw rows of its table; the models are let go at the end.

    Rows are drawn by their content and the seed, in the engine: which ones, and in which order, does not depend on the
    order of the table. A model that does not know its features gets all columns but those with the truth.

    Raises
    ------
    LockgateError
        If the model cannot be loaded, or the table lacks a column.
    """
    with ExitStack() as opened:
        models = [_loaded(name, context, opened) for name in (work.model, *others)]
        known = [tuple(model.features) for model in models]
        every = () if not all(known) else tuple(dict.fromkeys(name for names in known for name in names))
        rows, facts, features = _drawn(work, context, every, wanted)
        if not n_rows(rows):
            raise _empty(work, wanted)
        asked = [
            Answerer(
                name=name,
                features=own or features,
                model=model,
                labels=context.model(name).labels,
                quantiles=context.model(name).quantiles,
            )
            for name, own, model in zip((work.model, *others), known, models, strict=True)
        ]
        yield Probed(
            rows=rows,
            model=asked[0],
            others=tuple(asked[1:]),
            facts=facts,
        )


def _empty(work: ProbedTable, wanted: Wanted) -> ParameterError:
    if wanted.unit is None:
        return ParameterError.of("probe", "data", "a table with rows", work.data)
    must = (
        f"at least the rows of one value of `{wanted.unit}`, which are drawn together, of a table that has some"
    )
    return ParameterError.of("probe", "rows", must, work.rows)


def _loaded(name: str, context: RunContext, opened: ExitStack) -> LoadedModel:
    model = context.ports.models.load(context.model(name))
    opened.callback(model.close)
    return model


def _drawn(
    work: ProbedTable, context: RunContext, known: tuple[str, ...], wanted: Wanted
) -> tuple[dict[str, Column], TableFacts, tuple[str, ...]]:
    session = context.open([work.data])
    try:
        schema = session.schema(work.data)
        every = tuple(column.name for column in schema.columns)
        features = known or tuple(name for name in every if name not in wanted.labels)
        unit = () if wanted.unit is None else (wanted.unit,)
        names = dict.fromkeys(name for name in (*features, *wanted.labels, *wanted.reads, *unit) if name)
        columns = [schema.column(name) for name in names]
        shown: dict[str, exp.Expr] = {f"c{place}": column_sql(column) for place, column in enumerate(columns)}
        asked = {**shown, "total": exp.Window(this=exp.Count(this=exp.Star()))}
        if wanted.unit is None:
            query = drawing(work.data, asked, columns, work.rows, seed=context.seed)
        else:
            whole = schema.column(wanted.unit)
            query = drawing_whole(work.data, asked, columns, whole, work.rows, seed=context.seed)
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
