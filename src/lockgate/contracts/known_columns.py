"""Rules may only speak of columns that the table's contract lists."""

from __future__ import annotations

from lockgate.contracts.contract import TableContract
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.domain.position import Position
from lockgate.scan.suite import SuiteItem

__all__ = ["columns_named", "unknown_columns"]


def unknown_columns(table: TableContract, node: Mapping) -> list[Problem]:
    """Return a problem for each column that a rule names and the table does not list.

    A table that lists no column at all is not asked; letter case does not matter.

    Parameters
    ----------
    table : TableContract
        The table, with its rules.
    node : Mapping
        Its entry in the document, where the words are looked up.
    """
    known = {column.name.casefold() for column in table.columns}
    problems: list[Problem] = []
    if not known:
        return problems
    places: dict[Position, Mapping] | None = None
    for item in table.rules:
        for column in sorted({name for name in columns_named(item) if name.casefold() not in known}):
            places = _mappings(node) if places is None else places
            body = places.get(item.origin) if item.origin is not None else None
            where = _saying(column, body or node)
            text = f"table `{table.name}` has no column `{column}`"
            hint = did_you_mean(column, [listed.name for listed in table.columns])
            problems.append(problem_at(where, "LG315", text, hint))
    return problems


def columns_named(item: SuiteItem) -> tuple[str, ...]:
    """Return the columns that a rule names: of its check, its filter and its slices."""
    where = item.where.columns if item.where is not None else ()
    return (*item.check.columns, *where, *item.group_by)


def _mappings(node: Node) -> dict[Position, Mapping]:
    """Return every mapping within, by its place; of several that begin at one place, the outermost."""
    found: dict[Position, Mapping] = {}
    waiting: list[Node] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            found.setdefault(part.position, part)
            waiting += [entry.value for entry in part.entries]
        elif isinstance(part, Sequence):
            waiting += part.items
    return found


def _saying(word: str, node: Node) -> Node | Entry:
    """Return the innermost value that contains a word, else the node itself."""
    if isinstance(node, Scalar):
        return node
    parts = node.items if isinstance(node, Sequence) else tuple(entry.value for entry in node.entries)
    for part in parts:
        inner = _saying(word, part)
        if isinstance(inner, Scalar) and isinstance(inner.value, str) and word in inner.value:
            return inner
    return node
