"""The suites of a project's tables, from their contracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lockgate.app.contract_suites import read_suite
from lockgate.app.ports import Files
from lockgate.app.project.spec import Project
from lockgate.contracts.asking import ask
from lockgate.domain.errors import DataError, DocumentError, ParameterError, Problem, did_you_mean
from lockgate.domain.position import Position
from lockgate.scan.engine import Source
from lockgate.scan.suite import Suite, SuiteItem

__all__ = ["contracted_table", "read_suites", "with_conversions"]


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
            suite = read_suite(files, path, table, asked_at=project.asked_at.get(table))
            suites[table] = with_conversions(suite, spec.types)
        except DocumentError as error:
            problems += error.problems
        except DataError as error:
            problems.append(Problem(Position(spec.contract, 1, 1), error.code, error.text, error.hint))
    if problems:
        raise DocumentError(problems)
    return suites


def with_conversions(suite: Suite, types: Mapping[str, str]) -> Suite:
    """Return the suite with a check for each column that is read as another type, unless it asks that itself.

    Parameters
    ----------
    suite : Suite
        The checks of a table.
    types : mapping of str to str
        Columns and the types that they are read as.
    """
    asked = {item.check.columns[0].casefold() for item in suite.items if item.check.name == "convertible"}
    why = "read as another type: a value that does not convert is read as null"
    added = tuple(
        SuiteItem(check=ask("convertible", column=column, type=kind), why=why)
        for column, kind in types.items()
        if column.casefold() not in asked
    )
    return replace(suite, items=(*suite.items, *added))


def contracted_table(files: Files, project: Project, table: str) -> tuple[Suite, dict[str, Source]]:
    """Return the checks of a project's table, and where it and all tables that they may refer to are.

    Raises
    ------
    ParameterError
        If the project has no such table, or has no contract for it.
    DocumentError
        If a contract has mistakes.
    """
    if table not in project.data:
        text = f"the project has no table `{table}`"
        hint = did_you_mean(table, project.data)
        raise ParameterError("LG101", "lockgate", text, f"{hint}; of a file, name its contract with --contract")
    suites = read_suites(files, project)
    if table not in suites:
        text = f"table `{table}` has no contract"
        raise ParameterError("LG101", "lockgate", text, "name one under `data`, or with --contract")
    sources = {
        name: spec.to_source(files.join(project.root, spec.source)) for name, spec in project.data.items()
    }
    return suites[table], sources
