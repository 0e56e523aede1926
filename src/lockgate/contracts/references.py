"""References of relationships: ``table.column`` by name, or ``schema/<id>/properties/<id>`` by id."""

from __future__ import annotations

from dataclasses import dataclass, field

from lockgate.contracts.contract import Note, Reference
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import Problem, did_you_mean

__all__ = ["Names", "read_references"]

_BY_ID = 4  # schema / table / properties / column


@dataclass(frozen=True, slots=True)
class Names:
    """Tables and columns of a document, by id and by name, as the data calls them."""

    tables: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)  # by table, then by id or name

    def add(self, table: Mapping) -> None:
        """Add the names of one entry of ``schema``."""
        name = table.text("name")
        known = self.columns.setdefault(name, {})
        for key in (name, table.text("id"), table.text("physicalName")):
            if key:
                self.tables[key] = name
        for column in table.mappings("properties"):
            called = column.text("physicalName") or column.text("name")
            known.update({key: called for key in (column.text("name"), column.text("id"), called) if key})


def read_references(
    node: Mapping, names: Names, column: str, problems: list[Problem]
) -> tuple[list[Reference], list[Note]]:
    """Return the foreign keys under a table or column, and notes for those that cannot be asked.

    Parameters
    ----------
    node : Mapping
        The table or column.
    names : Names
        What the document calls its tables and columns.
    column : str
        The column that refers; an empty text for a table, where ``from`` says it.
    """
    references: list[Reference] = []
    notes: list[Note] = []
    for relation in node.mappings("relationships"):
        target = relation.get("to")
        ends = [_end(part, names, problems) for part in _parts(target)]
        starts = (
            [("", column)] if column else [_end(part, names, problems) for part in _parts(relation.get("from"))]
        )
        if any(end is None for end in (*ends, *starts)) or target is None:
            why = "it points outside by id, or into a nested column"
            text = f"the relationship to {_shown(target)} is not checked: {why}"
            notes.append(Note(text, relation.position))
            continue
        pairs = [end for end in ends if end is not None]
        tables = {table for table, _ in pairs}
        strangers = {end[0] for end in starts if end is not None and not column} - {node.text("name")}
        if strangers:
            text = f"`from` names table `{min(strangers)}`, and the relationship stands under another"
            problems.append(problem_at(relation, "LG314", text, "move it under the table that refers"))
            continue
        if len(tables) != 1 or len(pairs) != len(starts):
            hint = "as many columns in `to` as in `from`, all of one table"
            problems.append(problem_at(target, "LG314", "`to` does not fit `from`", hint))
            continue
        from_columns = tuple(end[1] for end in starts if end is not None)
        to = tuple(name for _, name in pairs)
        references.append(Reference(from_columns, tables.pop(), to, relation.position))
    return references, notes


def _parts(node: Node | None) -> list[Scalar]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [item for item in items if isinstance(item, Scalar)]


def _shown(node: Node | None) -> str:
    return ", ".join(f"`{part.value}`" for part in _parts(node))


def _end(part: Scalar, names: Names, problems: list[Problem]) -> tuple[str, str] | None:
    """Return table and column of a reference, None where it cannot be followed."""
    text = str(part.value)
    is_foreign, text = "#" in text, text.rpartition("#")[2].removeprefix("/")
    if "/" in text:
        steps = text.split("/")
        if is_foreign or len(steps) != _BY_ID:
            return None
        table, column = steps[1], steps[3]
    else:
        table, _, column = text.partition(".")
        if "." in column:
            return None
        if is_foreign or table not in names.tables:
            return table, column  # a table of another contract
    if table not in names.tables:
        problems.append(
            problem_at(part, "LG315", f"no table has the id `{table}`", did_you_mean(table, names.tables))
        )
        return None
    table = names.tables[table]
    known = names.columns[table]
    if known and column not in known:
        text = f"table `{table}` has no column `{column}`"
        problems.append(problem_at(part, "LG315", text, did_you_mean(column, known)))
        return None
    return table, known.get(column, column)
