"""What a migration is: two steps, what they lose, and which contract versions they lead between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.codec import digest
from lockgate.domain.errors import MigrationError
from lockgate.migrations.statement import Statement

__all__ = ["Declaration", "Direction", "Migration", "ScriptStep", "SqlStep", "Step", "Target"]

_ID = re.compile(r"[0-9]{4}_[a-z0-9_]+")


class Direction(StrEnum):
    """Towards the new contract, or back."""

    UP = "up"
    DOWN = "down"

    @property
    def other(self) -> Direction:
        """Return the way back."""
        return Direction.DOWN if self is Direction.UP else Direction.UP


@dataclass(frozen=True, slots=True)
class SqlStep:
    """A step as statements, run in order."""

    statements: tuple[Statement, ...]

    @property
    def loses(self) -> str:
        """Return what is lost for certain, in words."""
        return ", ".join(statement.loses for statement in self.statements if statement.loses)

    @property
    def shown(self) -> str:
        """Return the step for people."""
        return "\n".join(f"{statement.sql};" for statement in self.statements)


@dataclass(frozen=True, slots=True)
class ScriptStep:
    """A step as a function of a Python file, which takes an Arrow table and returns one.

    Parameters
    ----------
    path : str
        The file.
    function : str
        ``up`` or ``down``.
    """

    path: str
    function: str

    @property
    def loses(self) -> str:
        """Return an empty text: only the rows can tell what a program loses."""
        return ""

    @property
    def shown(self) -> str:
        """Return the step for people."""
        return f"{self.path}: {self.function}(table)"


Step = SqlStep | ScriptStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The file ``migration.yaml``.

    Parameters
    ----------
    describes : str
        What the migration does, in a sentence.
    from_version : str, default=""
        The version of the contract that holds before; empty for none.
    to_version : str, default=""
        The version that holds after.
    lossy_up : str, default=""
        What going up loses that coming back down does not restore, and why that is right; empty for nothing.
    lossy_down : str, default=""
        The same for going down.
    """

    describes: str
    from_version: str = ""
    to_version: str = ""
    lossy_up: str = ""
    lossy_down: str = ""

    def version(self, direction: Direction) -> str:
        """Return the contract version that holds after a step."""
        return self.to_version if direction is Direction.UP else self.from_version

    def lossy(self, direction: Direction) -> str:
        """Return what a step is declared to lose."""
        return self.lossy_up if direction is Direction.UP else self.lossy_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The file ``target.yaml``: which table the migrations of a folder are about.

    Parameters
    ----------
    table : str
        What steps and the contract call the table.
    parquet : str, default=""
        A Parquet file, or a directory of Parquet files, as seen from the folder.
    postgres : str, default=""
        Name of the environment variable that holds the URL of the database; the URL itself is a secret.
    schema : str, default="public"
        The schema of the table in PostgreSQL.
    contract : str, default=""
        The contract that the table follows, as seen from the folder.
    """

    table: str
    parquet: str = ""
    postgres: str = ""
    schema: str = "public"
    contract: str = ""

    def __post_init__(self) -> None:
        if bool(self.parquet) == bool(self.postgres):
            raise MigrationError.unreadable("target.yaml", "it must name either `parquet` or `postgres`")
        if not self.table:
            raise MigrationError.unreadable("target.yaml", "`table` must be the name of the table")

    @property
    def dialect(self) -> str:
        """Return the dialect of the steps."""
        return "duckdb" if self.parquet else "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A migration, read and checked.

    Parameters
    ----------
    id : str
        The name of its folder: four digits and a word, ``0001_rename_km``.
    declaration : Declaration
        What it says of itself.
    up, down : Step
        The two steps.
    files : mapping of str to str
        Texts of the files that decide what is done, by name.
    """

    id: str
    declaration: Declaration
    up: Step
    down: Step
    files: Mapping[str, str]

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise MigrationError.unreadable(self.id, "a migration's folder is named like 0001_rename_km")
        for direction in Direction:
            lost = self.step(direction).loses if direction is Direction.UP else ""
            if lost and not self.declaration.lossy(direction):
                raise MigrationError.undeclared(self.id, direction.value, lost)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the files that decide what is done."""
        return digest(dict(self.files))

    def step(self, direction: Direction) -> Step:
        """Return the step of a direction."""
        return self.up if direction is Direction.UP else self.down
