"""The suites of a project's tables, from their contracts."""

from __future__ import annotations

from lockgate.app.contract_suites import read_suite
from lockgate.app.ports import Files
from lockgate.app.project.spec import Project
from lockgate.domain.errors import DocumentError, Problem
from lockgate.scan.suite import Suite

__all__ = ["read_suites"]


def read_suites(files: Files, project: Project) -> dict[str, Suite]:
    """Read the contracts of all tables; the mistakes of all files are reported together.

    Raises
    ------
    DocumentError
        With every mistake of every contract.
    """
    suites: dict[str, Suite] = {}
    problems: list[Problem] = []
    for table, spec in project.data.items():
        if not spec.contract:
            continue
        try:
            suites[table] = read_suite(files, files.join(project.root, spec.contract), table)
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return suites
