"""Released models as documents: read one, and describe one from its contract and its training table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlglot import exp

from lockgate.app.contract_suites import read_bytes
from lockgate.app.ports import Files
from lockgate.contracts.contract import Contract, TableContract
from lockgate.contracts.evolution.consumer import Feature, Policy, ReleasedModel, Support, refuse_twice
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DataError, DocumentError, Problem
from lockgate.domain.requirement import Bound
from lockgate.scan.engine import Engine, Session, Source
from lockgate.scan.instants import instant_at
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.suite import hides

__all__ = ["MOST_CATEGORIES", "Training", "describe_model", "is_model", "model_text", "read_model"]

MOST_CATEGORIES = 1_000
"""A column with more different texts has no encoder with a slot for each."""


def is_model(files: Files, path: str) -> bool:
    """Tell whether a path is a document of a released model."""
    try:
        root = read_yaml(files.read(path), path)
    except (OSError, ValueError, DocumentError):
        return False
    return isinstance(root, Mapping) and "lockgate_model" in root.keys


def read_model(files: Files, path: str) -> ReleasedModel:
    """Read the document of a released model, YAML or JSON.

    Raises
    ------
    DocumentError
        With every mistake.
    """
    problems: list[Problem] = []
    model = bind(ReleasedModel, read_yaml(read_bytes(files, path, "the released model"), path), problems)
    if model is None:
        raise DocumentError(problems)
    return model


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a model was trained on.

    Parameters
    ----------
    model, version : str
        Its name and version.
    table : str
        The table in the contract.
    location : str
        Where its training rows are.
    features : tuple of str
        Columns that it reads; empty for all of the contract.
    """

    model: str
    version: str
    table: str
    location: str
    features: tuple[str, ...] = ()


def describe_model(contract: Contract, training: Training, engine: Engine) -> ReleasedModel:
    """Describe a model by the rows it was trained on.

    Numbers, dates and instants get the range that was seen, texts and booleans their values, and nulls are
    accepted where there were some. Whatever else is refused: a model has seen what it has seen. NaN and infinities
    are no ends of a range, and values of columns that the contract classifies as personal or secret stay behind.

    Raises
    ------
    DataError
        If the contract has no such table, the rows cannot be read, or there is nothing that a model could have seen.
    ColumnNotFoundError
        If a feature is no column of the rows.
    ParameterError
        If a feature is named twice.
    """
    refuse_twice("model", training.features)
    table = contract.table(training.table)
    if table is None:
        raise DataError.unknown_table(training.table, [one.name for one in contract.tables])
    units = {column.name.casefold(): column.unit for column in table.columns}
    session = engine.open({table.name: Source(training.location)})
    try:
        schema = session.schema(table.name)
        columns = [schema.column(name) for name in training.features or [one.name for one in table.columns]]
        features = tuple(
            _kept(_seen(session, table.name, column), table, units.get(column.name.casefold(), ""))
            for column in columns
        )
    finally:
        session.close()
    return ReleasedModel(
        lockgate_model=1,
        model=training.model,
        version=training.version,
        contract=contract.id,
        contract_version=contract.version,
        table=table.name,
        features=features,
    )


def _seen(session: Session, table: str, column: Column) -> Feature:
    """Return a column as a model has seen it."""
    value: exp.Expr = exp.column(column.name, quoted=True)
    if column.is_instant and column.logical is not LogicalType.DATE:  # of whatever precision
        value = exp.cast(value, "timestamptz" if column.is_zoned else "timestamp")
    is_ordered = column.is_numeric or column.is_instant
    finite = (
        exp.Case().when(exp.func("ISFINITE", value), value) if column.holds_nan or column.is_instant else value
    )
    ends = _ends(column, finite) if is_ordered else (exp.null(), exp.null())
    counted = exp.Count(this=finite if is_ordered else value)
    asked = (*ends, counted, exp.Count(this=value), exp.Count(this=exp.Star()))
    ((low, high, n_seen, n_filled, n_rows),) = session.rows(
        exp.select(*(one.copy() for one in asked)).from_(table_sql(table))
    )
    if not n_seen:
        raise DataError.unseen(table, column.name if n_rows else "")
    return Feature(
        name=column.name,
        type=column.logical if column.logical is not LogicalType.OTHER else None,
        nulls=Policy.ACCEPTED if n_filled != n_rows else Policy.REFUSED,
        support=Support(_bound(column, low), _bound(column, high)),
        categories=_categories(session, table, column),
    )


def _kept(seen: Feature, table: TableContract, unit: str) -> Feature:
    """Return a feature with its unit, and without values that must not be shown."""
    feature = replace(seen, unit=unit)
    return replace(feature, support=Support(), categories=()) if hides(table.masked, (seen.name,)) else feature


def _ends(column: Column, value: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """Return the smallest and greatest value; instants with a zone as microseconds, which need no time-zone tables."""
    ends = exp.Min(this=value), exp.Max(this=value)
    if not column.is_zoned:
        return ends
    low, high = (exp.func("EPOCH_US", end) for end in ends)
    return low, high


def _bound(column: Column, value: object) -> Bound | None:
    if column.is_zoned and isinstance(value, int):
        instant = instant_at(value)
        return instant.replace(tzinfo=UTC) if isinstance(instant, datetime) else instant
    if value is None or isinstance(value, int | float | str | date | datetime):
        return value
    return float(str(value))  # a decimal


def _categories(session: Session, table: str, column: Column) -> tuple[str | bool, ...]:
    if column.logical not in (LogicalType.STRING, LogicalType.BOOLEAN):
        return ()
    value = exp.column(column.name, quoted=True)
    query = (
        exp.select(value)
        .distinct()
        .from_(table_sql(table))
        .where(exp.Is(this=value, expression=exp.null()).not_())
    )
    rows = session.rows(query.order_by(value.copy()).limit(MOST_CATEGORIES + 1))
    values = tuple(row[0] for row in rows if isinstance(row[0], str | bool))
    return values if len(values) <= MOST_CATEGORIES else ()


def model_text(model: ReleasedModel, masked: frozenset[str] = frozenset()) -> str:
    """Return the document of a released model, as YAML; values are written as JSON, which YAML reads.

    Of columns that are `masked` it says that their values were left out.
    """
    head = ("lockgate_model", "model", "version", "contract", "contract_version", "table")
    lines = [f"{key}: {_shown(getattr(model, key))}" for key in head]
    lines.append("features:")
    for feature in model.features:
        lines += [f"  - name: {_shown(feature.name)}", *(f"    {line}" for line in _lines(feature))]
        if hides(masked, (feature.name,)):
            lines.append(_LEFT_OUT)
    return "\n".join(lines) + "\n"


_LEFT_OUT = (
    "    # support and categories are left out: the contract classifies the column, and this file is kept"
)


def _lines(feature: Feature) -> list[str]:
    lines = [f"type: {feature.type.value}"] if feature.type is not None else []
    lines.append(f"nulls: {feature.nulls.value}")
    ends = [(key, getattr(feature.support, key)) for key in ("min", "max")]
    shown = ", ".join(f"{key}: {_shown(end)}" for key, end in ends if end is not None)
    if shown:
        lines += [f"support: {{{shown}}}", f"outside: {feature.outside.value}"]
    if feature.categories:
        lines += [f"categories: {_shown_list(feature.categories)}", f"unknown: {feature.unknown.value}"]
    return [*lines, f"unit: {_shown(feature.unit)}"] if feature.unit else lines


def _shown_list(values: Sequence[object]) -> str:
    return f"[{', '.join(map(_shown, values))}]"


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
