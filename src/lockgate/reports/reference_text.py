"""References as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lockgate.domain.requirement import format_percent
from lockgate.drift.reference import Reference
from lockgate.drift.reference_column import Filled, Listed, ReferenceColumn
from lockgate.reports.words import printable, quantity
from lockgate.scan.aggregates.binned_counts import BinnedCountsState

__all__ = ["accepted_text", "difference_text", "listing", "reference_text"]

_NAMED = 5


def accepted_text(reference: Reference, path: str) -> str:
    """Return what was accepted, what was left out, and the next step."""
    lines = [f"  wrote {path}", f"  {_held(reference)}"]
    lines += [
        f"  compared by missing rows only: {_shown(one.name)}, {printable(one.filled.reason)}"
        for one in reference.columns
        if one.filled is not None
    ]
    lines += [f"  not compared: {_shown(one.column)}, {printable(one.reason)}" for one in reference.skipped]
    lines += [f"next: commit it, and add `- drift: {_shown(reference.table)}` to a stage of lockgate.yaml"]
    return "\n".join(lines)


def listing(references: Sequence[Reference]) -> str:
    """Return one line a reference."""
    if not references:
        return "no reference is accepted yet; make one with `lockgate reference accept TABLE`"
    width = max(len(_name(one)) for one in references)
    return "\n".join(f"{_name(one):{width}}  {_held(one)}" for one in references)


def reference_text(reference: Reference) -> str:
    """Return what a reference holds, one line a column."""
    facts = reference.acceptance
    lines = [
        f"{_name(reference)}  {_held(reference)}",
        f"  digest   {reference.digest}",
        f"  content  {reference.content}",
    ]
    lines += [f"  contract version {printable(facts.contract)}"] if facts.contract else []
    width = max(len(_shown(one.name)) for one in reference.columns)
    lines += [f"  {_shown(one.name):{width}}  {_column(one)}" for one in reference.columns]
    lines += [
        f"  {_shown(one.column):{width}}  not compared: {printable(one.reason)}" for one in reference.skipped
    ]
    return "\n".join(lines)


def difference_text(first: Reference, second: Reference) -> str:
    """Return how two references differ, or that they hold the same."""
    lines = list(_differences(first, second))
    if not lines:
        return f"{_name(first)} and {_name(second)} hold the same"
    return "\n".join([f"{_name(first)} → {_name(second)}", *(f"  {line}" for line in lines)])


def _differences(first: Reference, second: Reference) -> Iterator[str]:
    if first.rows != second.rows:
        yield f"rows: {first.rows:,} → {second.rows:,}"
    before, now = _parts(first), _parts(second)
    yield from (f"{what}: {before[what]} → {now[what]}" for what in before if before[what] != now[what])
    for column in first.columns:
        change = _change(column, second.column(column.name), are_kept_alike=before == now)
        if change:
            yield f"{_shown(column.name)}: {change}"
    known = {column.name for column in first.columns}
    for column in second.columns:
        if column.name not in known:
            yield f"{_shown(column.name)}: new, {_column(column)}"


def _change(column: ReferenceColumn, other: ReferenceColumn | None, *, are_kept_alike: bool) -> str:
    """Return how a column differs from another one; that one of them is cut into slices or blocks is told already."""
    if other is None:
        return "no longer held"
    if _column(column) != _column(other):
        return f"{_column(column)} → {_column(other)}"
    if _rows(column) != _rows(other):
        return f"{_column(column)}, with other rows in them"
    return (
        f"{_column(column)}, with other values, slices or blocks" if are_kept_alike and column != other else ""
    )


def _parts(reference: Reference) -> dict[str, str]:
    """Return by what the rows are held beside the columns themselves."""
    block = reference.block
    unit = f" by {block.unit}" if block and block.unit else ""
    return {
        "blocks": f"{_shown(block.column)}{unit}" if block else "none",
        "slices": ", ".join(map(_shown, reference.slices)) or "none",
        "features": ", ".join(map(_shown, reference.features)) or "none",
    }


def _rows(column: ReferenceColumn) -> object:
    """Return the rows of each cell, and when they happened."""
    state = column.frozen.state
    cells = state.cells if isinstance(state, BinnedCountsState) else (state.listed, state.n_others)
    return cells, column.missing, column.span


def _name(reference: Reference) -> str:
    return printable(reference.called)


def _shown(name: str) -> str:
    return printable(name)


def _held(reference: Reference) -> str:
    facts = reference.acceptance
    why = f"accepted by run {facts.run_id}" if facts.run_id else f"accepted because: {printable(facts.reason)}"
    when = f" on {facts.at:%Y-%m-%d}" if facts.at else ""
    by = f" by {', '.join(map(printable, reference.slices))}" if reference.slices else ""
    return f"{quantity(reference.rows, 'row')}, {quantity(len(reference.columns), 'column')}{by}, {why}{when}"


def _column(column: ReferenceColumn) -> str:
    """Return what is frozen of a column."""
    total = column.n + column.missing
    missing = f", {format_percent(column.missing, total)} missing" if column.missing else ""
    frozen = column.frozen
    if isinstance(frozen, Filled):
        return f"compared by missing rows only, {printable(frozen.reason)}{missing}"
    if isinstance(frozen, Listed):
        return f"{quantity(len(frozen.values), 'value')}: {_some(frozen.values)}{missing}"
    edges = frozen.state.edges
    what = "" if frozen.part.value == "number" else f"{frozen.part.value}, "
    return f"{what}{quantity(len(edges) - 1, 'bin')} from {edges[0]:.6g} to {edges[-1]:.6g}{missing}"


def _some(values: Sequence[str]) -> str:
    shown = ", ".join(_shown(value) for value in values[:_NAMED])
    return f"{shown}, …" if len(values) > _NAMED else shown
