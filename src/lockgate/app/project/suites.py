"""The suites of a project's tables, from their contracts."""

from __future__ import annotations

from lockgate.app.contract_suites import read_suite
from lockgate.app.ports import Files
from lockgate.app.project.spec import Project
from lockgate.domain.errors import DataError, DocumentError, Problem
from lockgate.domain.position import Position
from lockgate.scan.suite import Suite

__all__ = ["read_suites"]


def read_suites(files: Files, project: Project) -> dict[str, Suite]:
    """Read the contracts of all tables; the mistakes of all files are reported together.

    Raises
    ------
    DocumentError
        With every mistake of every contract; a contract that does not have the table is one.
    """
    suites: dict[str, Suite] = {}
    problems: list[Problem] = []
    for table, spec in project.data.items():
        if not spec.contract:
            continue
        try:
            path = files.join(project.root, spec.contract)
            suites[table] = read_suite(files, path, table, asked_at=project.asked_at.get(table))
        except DocumentError as error:
            problems += error.problems
        except DataError as error:
            problems.append(Problem(Position(spec.contract, 1, 1), error.code, error.text, error.hint))
    if problems:
        raise DocumentError(problems)
    return suites
