"""From contract files to suites of the project's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.app.ports import Files
from lockgate.contracts.contract import TableContract
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DataError, DocumentError, Problem
from lockgate.domain.position import Position
from lockgate.scan.suite import Suite

__all__ = ["ValidContract", "read_bytes", "read_suite", "suite_of", "validate_contracts"]


def read_bytes(files: Files, path: str, what: str) -> bytes:
    """Return the bytes of a document.

    Raises
    ------
    DocumentError
        If it cannot be read.
    """
    try:
        return files.read(path)
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        text = f"{what} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise DocumentError((Problem(Position(path, 1, 1), "LG310", text, "check the path"),)) from error


def suite_of(contract: TableContract, table: str) -> Suite:
    """Return the checks that a contract asks of the table that the project calls `table`."""
    return Suite(
        table=table,
        items=contract.items,
        key=contract.key,
        masked=contract.masked,
        owner=contract.owner,
        remarks=tuple((note.text, note.origin) for note in contract.notes),
    )


def read_suite(files: Files, path: str, table: str) -> Suite:
    """Read the contract at `path` and return its checks for `table`.

    A contract with several tables must name one like `table`; one with a single table is about it, and names it where
    `table` is empty.

    Raises
    ------
    DocumentError
        With every mistake of the contract.
    DataError
        If the contract has several tables and none is named `table`.
    """
    contract = read_contract(read_bytes(files, path, "the contract"), path)
    if len(contract.tables) == 1:
        return suite_of(contract.tables[0], table or contract.tables[0].name)
    for candidate in contract.tables:
        if candidate.name == table:
            return suite_of(candidate, table)
    raise DataError.unknown_table(table, [candidate.name for candidate in contract.tables])


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
            contract = read_contract(read_bytes(files, path, "the contract"), path)
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
