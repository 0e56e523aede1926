"""A table that is named with its contract, or by its name in a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockgate.cli.options import TABLE_HELP, named_table, project_file, table_name, table_source

if TYPE_CHECKING:
    from lockgate.app.engine_spec import EngineSpec
    from lockgate.scan.engine import Source
    from lockgate.scan.suite import Suite

    Asked = tuple[Suite, dict[str, Source], EngineSpec]

__all__ = ["ASKED_HELP", "CONTRACT_HELP", "asked_table"]

ASKED_HELP = f"A table of the project; with --contract: {TABLE_HELP[0].lower()}{TABLE_HELP[1:]}"
CONTRACT_HELP = "The ODCS contract; default: the project's."


def asked_table(table: str, contract: str, name: str, other: tuple[str, ...], project: str) -> Asked:
    """Return the checks of a table, where it and those that it may refer to are, and the engine that reads them.

    Parameters
    ----------
    table : str
        A file or versioned table where `contract` is named, else a table of the project.
    contract, name, other : str, str and tuple of str
        The contract, what the table is called, and further tables; none but where the contract is named.
    project : str
        The project file.

    Raises
    ------
    ParameterError
        If there is no such table, or it has no contract.
    DocumentError
        If the contract or the project has mistakes.
    """
    from lockgate.app.engine_spec import EngineSpec  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files, open_project, suite_from  # noqa: PLC0415 - as above

    if contract:
        source = table_source(table)
        suite = suite_from(contract, name or table_name(table))
        return suite, {suite.table: source, **dict(map(named_table, other))}, EngineSpec()
    from lockgate.app.project.suites import contracted_table  # noqa: PLC0415 - brings every gate, that no contract needs

    opened = open_project(project_file(project))
    return *contracted_table(files(), opened, table), opened.engine
