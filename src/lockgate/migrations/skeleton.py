"""A first draft of a migration's steps from what changed in the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.contracts.contract import TableContract
from lockgate.contracts.evolution.advice import harm_to_stored
from lockgate.contracts.evolution.change import Change, ChangeKind
from lockgate.scan.schema import LogicalType

__all__ = ["Skeleton", "skeleton_of"]

_TYPES = {
    LogicalType.INTEGER: "BIGINT",
    LogicalType.NUMBER: "DOUBLE",
    LogicalType.BOOLEAN: "BOOLEAN",
    LogicalType.DATE: "DATE",
    LogicalType.TIMESTAMP: "TIMESTAMP",
    LogicalType.TIME: "TIME",
}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Two drafts of SQL, and what they lose."""

    up: str
    down: str
    lossy_up: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """Writes statements over one table, and knows it before and after."""

    table: str
    old: TableContract | None
    new: TableContract
    dialect: str
    renamed: Mapping[str, str]  # old names by new ones

    def alter(self, action: str) -> str:
        return f"ALTER TABLE {self.name(self.table)} {action};"

    def name(self, text: str) -> str:
        return exp.to_identifier(text).sql(self.dialect)

    def update(self, column: str, condition: str = "") -> str:
        """Return the draft of an update whose new value only people know."""
        where = ("WHERE", self.name(column), condition) if condition else ()
        return " ".join(("UPDATE", self.name(self.table), "SET", self.name(column), "= ...", *where))

    def new_type(self, column: str) -> str:
        """Return the SQL type of a column as the new contract says it."""
        return self._type(self.new, column)

    def old_type(self, column: str) -> str:
        """Return the SQL type that the old contract said of a column; it is called by its new name."""
        return self._type(self.old, self.renamed.get(column, column))

    def _type(self, table: TableContract | None, column: str) -> str:
        columns = table.columns if table is not None else ()
        found = next((one for one in columns if one.name.casefold() == column.casefold()), None)
        word = _TYPES.get(found.logical_type, "TEXT") if found is not None and found.logical_type else "TEXT"
        return exp.DataType.build(word).sql(self.dialect)


Pair = tuple[list[str], list[str]]


def skeleton_of(
    changes: Sequence[Change],
    old: TableContract | None,
    new: TableContract,
    *,
    table: str,
    dialect: str,
) -> Skeleton:
    """Return drafts of both steps; what only people can decide stands there as a comment.

    Parameters
    ----------
    changes : sequence of Change
        What changed; changes of other tables and of words are left out.
    old, new : TableContract
        The table before, None where it was not there, and after.
    table : str
        What the steps call the table.
    dialect : str
        ``duckdb`` or ``postgres``.

    Returns
    -------
    skeleton : Skeleton
        Steps back are in the opposite order.
    """
    renames = (change for change in changes if change.kind is ChangeKind.COLUMN_RENAMED)
    renamed = {change.column: change.old.partition(" (")[0] for change in renames}
    draft = _Draft(table, old, new, dialect, renamed)
    own = [change for change in changes if change.table == new.name and change.effect.breaks_stored]
    own += [
        change for change in changes if change.kind is ChangeKind.COLUMN_REMOVED and change.table == new.name
    ]
    ups: list[str] = []
    downs: list[str] = []
    for change in own:
        up, down = _steps(change, draft)
        ups += up
        downs = [*down, *downs]
    lost = ", ".join(f"column `{one.column}`" for one in own if one.kind is ChangeKind.COLUMN_REMOVED)
    return Skeleton(_text(ups), _text(downs), lost)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines) or "-- nothing in the contract asks for a step here\n"


def _steps(change: Change, draft: _Draft) -> Pair:
    family = change.kind.value.partition(".")[0]
    write = _WRITERS.get(change.kind.value) or _WRITERS.get(family) or _ask
    return write(change, draft)


def _added(change: Change, draft: _Draft) -> Pair:
    column = draft.name(change.column)
    up = [draft.alter(f"ADD COLUMN {column} {draft.new_type(change.column)}")]
    up.append(f"-- {draft.update(change.column)};  -- the values of rows that are there")
    return up, [draft.alter(f"DROP COLUMN {column}")]


def _removed(change: Change, draft: _Draft) -> Pair:
    column = draft.name(change.column)
    return [draft.alter(f"DROP COLUMN {column}")], [
        draft.alter(f"ADD COLUMN {column} {draft.old_type(change.column)}")
    ]


def _renamed(change: Change, draft: _Draft) -> Pair:
    old, new = (draft.name(text.partition(" (")[0]) for text in (change.old, change.new))
    return [draft.alter(f"RENAME COLUMN {old} TO {new}")], [draft.alter(f"RENAME COLUMN {new} TO {old}")]


def _retyped(change: Change, draft: _Draft) -> Pair:
    kinds = (draft.new_type(change.column), draft.old_type(change.column))
    up, down = (_cast(draft, change.column, kind) for kind in kinds)
    return [up], [down]


def _cast(draft: _Draft, column: str, kind: str) -> str:
    name = draft.name(column)
    return draft.alter(f"ALTER COLUMN {name} TYPE {kind} USING CAST({name} AS {kind})")


def _filled(change: Change, draft: _Draft) -> Pair:
    return _todo(change, draft.update(change.column, "IS NULL"))


def _mapped(change: Change, draft: _Draft) -> Pair:
    values = [exp.Literal.string(value).sql(draft.dialect) for value in change.old.split(", ") if value]
    return _todo(change, *(draft.update(change.column, f"= {value}") for value in values))


def _ask(change: Change, draft: _Draft) -> Pair:  # noqa: ARG001 - the signature of the writers
    return _todo(change)


def _todo(change: Change, *drafts: str) -> Pair:
    return list(_comment(change, drafts)), []


def _comment(change: Change, drafts: Sequence[str]) -> Iterator[str]:
    yield f"-- {change.subject}: {' '.join(harm_to_stored(change).split())}"
    yield from (f"-- {' '.join(draft.split())};" for draft in drafts)


_WRITERS: dict[str, Callable[[Change, _Draft], Pair]] = {
    "column.added": _added,
    "column.removed": _removed,
    "column.renamed": _renamed,
    "type": _retyped,
    "nulls": _filled,
    "categories.removed": _mapped,
    "categories.changed": _mapped,
}
