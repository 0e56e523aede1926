"""From contract files to suites of the project's tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from lockgate.app.ports import Files
from lockgate.contracts.contract import Contract, TableContract
from lockgate.contracts.parse import read_contract
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DataError, DocumentError, ParameterError, Problem
from lockgate.domain.position import Position
from lockgate.scan.suite import Suite

__all__ = ["ValidContract", "read_bytes", "read_suite", "read_table", "suite_of", "validate_contracts"]


def read_bytes(files: Files, path: str, what: str, *, asked_at: Position | None = None) -> bytes:
    """Return the bytes of a document; `asked_at` is the line of the project that names it.

    Raises
    ------
    DocumentError
        If it cannot be read.
    """
    try:
        return files.read(path)
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        reason = getattr(error, "strerror", None) or error
        if asked_at is None:
            problem = Problem(
                Position(path, 1, 1), "LG310", f"{what} cannot be read: {reason}", "check the path"
            )
        else:
            hint = "check the path; it is relative to the directory of this file"
            problem = Problem(asked_at, "LG310", f"{what} `{path}` cannot be read: {reason}", hint)
        raise DocumentError((problem,)) from error


def suite_of(contract: TableContract, table: str) -> Suite:
    """Return the checks that a contract asks of the table that the project calls `table`."""
    return Suite(
        table=table,
        items=contract.items,
        key=contract.key,
        masked=contract.masked,
        owner=contract.owner,
        remarks=tuple((note.text, note.origin) for note in contract.notes),
        block=contract.block,
    )


def read_suite(files: Files, path: str, table: str, *, asked_at: Position | None = None) -> Suite:
    """Read the contract at `path`, which the project names at `asked_at`, and return its checks for `table`.

    A contract with several tables must name one like `table`; one with a single table is about it, and names it where
    `table` is empty.

    Raises
    ------
    DocumentError
        With every mistake of the contract.
    DataError
        If the contract has several tables and none is named `table`.
    ParameterError
        If it has several and `table` is empty.
    """
    found = read_table(files, path, table, asked_at=asked_at)
    return suite_of(found, table or found.name)


def read_table(files: Files, path: str, table: str, *, asked_at: Position | None = None) -> TableContract:
    """Read the contract at `path` and return what it says of `table`, which is chosen as by `read_suite`.

    Raises
    ------
    DocumentError, DataError, ParameterError
        As `read_suite`.
    """
    contract = _read(files, path, asked_at)
    if len(contract.tables) == 1:
        return contract.tables[0]
    for candidate in contract.tables:
        if candidate.name == table:
            return candidate
    if not table:
        names = ", ".join(f"`{candidate.name}`" for candidate in contract.tables)
        raise ParameterError(
            "LG101", path, f"the contract has several tables: {names}", "say which with `name`"
        )
    raise DataError.unknown_table(table, [candidate.name for candidate in contract.tables])


def _read(files: Files, path: str, asked_at: Position | None = None) -> Contract:
    content = read_bytes(files, path, "the contract", asked_at=asked_at)
    try:
        return read_contract(content, path)
    except DocumentError as error:
        if _is_project(content, path):
            text, hint = "this is a project file, not a contract", "`lockgate plan` reads projects"
            raise DocumentError((Problem(Position(path, 1, 1), "LG311", text, hint),)) from error
        raise


def _is_project(content: bytes, path: str) -> bool:
    with suppress(DocumentError):
        root = read_yaml(content, path)
        return isinstance(root, Mapping) and "lockgate" in root.keys and "kind" not in root.keys
    return False


@dataclass(frozen=True, slots=True)
class ValidContract:
    """A contract without mistakes: what it holds, and what it says that nothing enforces."""

    path: str
    tables: int
    checks: int
    notes: tuple[str, ...]


def validate_contracts(files: Files, paths: Sequence[str]) -> list[ValidContract]:
    """Read contracts and tell what each holds.

    Raises
    ------
    DocumentError
        With every mistake of every file.
    """
    found: list[ValidContract] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            contract = _read(files, path)
        except DocumentError as error:
            problems += error.problems
            continue
        said = [note for table in contract.tables for note in table.notes]
        notes = tuple(f"{note.origin or path}  {note.text}" for note in said)
        n_checks = sum(len(table.items) for table in contract.tables)
        found.append(ValidContract(path, len(contract.tables), n_checks, notes))
    if problems:
        raise DocumentError(problems)
    return found
