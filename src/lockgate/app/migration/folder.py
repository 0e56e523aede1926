"""A folder of migrations: ``target.yaml``, and a folder for each migration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from lockgate.app.contract_suites import read_bytes
from lockgate.app.migration.ports import Folder
from lockgate.documents.binding import bind
from lockgate.documents.node import Entry, Mapping, Node
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError, MigrationError, Problem
from lockgate.migrations.migration import Declaration, Direction, Migration, ScriptStep, SqlStep, Step, Target
from lockgate.migrations.statement import read_statements

__all__ = ["DECLARATION", "SCRIPT", "TARGET", "MigrationFolder", "read_folder", "read_target"]

TARGET = "target.yaml"
DECLARATION = "migration.yaml"
SCRIPT = "steps.py"

T = TypeVar("T")

_KEYS = {"from": "from_version", "to": "to_version"}
_FUNCTION = re.compile(r"^def (up|down)\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MigrationFolder:
    """What a folder holds.

    Parameters
    ----------
    path : str
        The folder.
    target : Target
        The table.
    migrations : tuple of Migration
        In the order of their numbers.
    """

    path: str
    target: Target
    migrations: tuple[Migration, ...]


def read_folder(folder: Folder, path: str) -> MigrationFolder:
    """Read a folder of migrations and check every step.

    Raises
    ------
    DocumentError
        If ``target.yaml`` or a ``migration.yaml`` has mistakes.
    MigrationError
        If a migration lacks a file, or a statement is not allowed.
    """
    target = read_target(folder, path)
    names = [name for name in folder.names(path) if name[:1].isdigit()]
    migrations = tuple(_migration(folder, folder.join(path, name), name, target) for name in names)
    numbers = [one.id[:4] for one in migrations]
    for number, one in zip(numbers, migrations, strict=True):
        if numbers.count(number) > 1:
            raise MigrationError.unreadable(
                one.id, "another migration has the same number", "give it the next one"
            )
    _refuse_forks(migrations)
    return MigrationFolder(path, target, migrations)


def _refuse_forks(migrations: Iterable[Migration]) -> None:
    """Refuse a migration that starts at a version that one before it has led away from."""
    left: dict[str, str] = {}
    for one in migrations:
        start, end = one.declaration.from_version, one.declaration.to_version
        if start in left:
            raise MigrationError.unreadable(
                one.id,
                f"it starts at version {start}, which {left[start]} has left",
                "name the version that holds then",
            )
        if start and end and start != end:
            left[start] = one.id
        left.pop(end, None)


def read_target(folder: Folder, path: str) -> Target:
    """Read which table a folder is about.

    Raises
    ------
    DocumentError
        If the file has mistakes or is not there.
    """
    return _bound(folder, folder.join(path, TARGET), Target)


def _migration(folder: Folder, path: str, name: str, target: Target) -> Migration:
    declaration = _bound(folder, folder.join(path, DECLARATION), Declaration)
    names = folder.names(path)
    if SCRIPT in names:
        text = _text(folder, folder.join(path, SCRIPT))
        return Migration(
            id=name,
            declaration=declaration,
            up=_script(folder.join(path, SCRIPT), text, target, Direction.UP),
            down=_script(folder.join(path, SCRIPT), text, target, Direction.DOWN),
            files={SCRIPT: text},
        )
    texts = {f"{one.value}.sql": _text(folder, folder.join(path, f"{one.value}.sql")) for one in Direction}
    up, down = (
        SqlStep(read_statements(text, f"{name}/{file}", target.table, dialect=target.dialect))
        for file, text in texts.items()
    )
    return Migration(id=name, declaration=declaration, up=up, down=down, files=texts)


def _script(path: str, text: str, target: Target, direction: Direction) -> Step:
    if target.postgres:
        raise MigrationError.unreadable(
            path, "steps in Python are for Parquet only", "write up.sql and down.sql"
        )
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = f"line {error.lineno}: {error.msg}" if isinstance(error, SyntaxError) else str(error)
        raise MigrationError.unreadable(path, f"it is no Python: {line}") from error
    if direction.value not in _FUNCTION.findall(text):
        raise MigrationError.unreadable(path, f"it has no function `{direction.value}(table)`")
    return ScriptStep(path, direction.value)


def _text(folder: Folder, path: str) -> str:
    return read_bytes(folder, path, "the step").decode(errors="replace")


def _bound(folder: Folder, path: str, kind: type[T]) -> T:
    root = _renamed(read_yaml(read_bytes(folder, path, "the file"), path))
    problems: list[Problem] = []
    value = bind(kind, root, problems)
    if value is None:
        raise DocumentError(problems)
    return value


def _renamed(node: Node) -> Node:
    """Return the document with keys that are words of Python under the names of their fields."""
    if not isinstance(node, Mapping):
        return node
    entries = tuple(
        Entry(entry.source, entry.line, entry.column, _KEYS.get(entry.key, entry.key), entry.value)
        for entry in node.entries
    )
    return Mapping(node.source, node.line, node.column, entries)
