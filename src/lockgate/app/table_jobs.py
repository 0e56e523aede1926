"""What is stored of the tables of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lockgate.app.ports import Files
from lockgate.app.profile_table import TableJob
from lockgate.app.project.spec import Project
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregate import Request
from lockgate.scan.engine import Source
from lockgate.scan.profile import other_table, stored_as, stored_requests
from lockgate.scan.suite import Suite

__all__ = ["job_of", "partitioned_tables"]


def job_of(
    table: str,
    project: Project,
    suites: Mapping[str, Suite],
    files: Files,
    more: Sequence[Request] = (),
) -> TableJob:
    """Return what is stored of a table: what its contract asks, and what somebody else asks for.

    Parameters
    ----------
    table : str
        A table of the project.
    project : Project
        The project.
    suites : mapping of str to Suite
        The checks of each table that has a contract.
    files : Files
        Knows paths.
    more : sequence of Request, default=none
        Further requests of the table.

    Raises
    ------
    DataError
        If the project has no such table.
    ParameterError
        If it does not say how the table is cut.
    """
    if table not in project.data:
        raise DataError.unknown_table(table, project.data)
    spec = project.data[table].partition
    if spec is None:
        text = f"table `{table}` is not partitioned, so no states of it are stored"
        hint = "add `partition: {by: file}` or `partition: {column: ..., unit: day}` to it under `data`"
        raise ParameterError("LG231", "project", text, hint)
    suite = suites.get(table)
    asked = dict.fromkeys(stored_requests([suite] if suite else [], table))
    asked |= dict.fromkeys(stored_as(request) for request in more)
    others = {name for request in asked if (name := other_table(request.aggregate)) in project.data}
    return TableJob(
        table=table,
        spec=spec,
        source=_source(table, project, files),
        requests=tuple(asked),
        masked=suite.masked if suite else frozenset(),
        others={name: _source(name, project, files) for name in sorted(others)},
    )


def partitioned_tables(project: Project) -> list[str]:
    """Return the tables of a project that are cut into partitions."""
    return [name for name, spec in project.data.items() if spec.partition is not None]


def _source(table: str, project: Project, files: Files) -> Source:
    spec = project.data[table]
    return spec.to_source(files.join(project.root, spec.source))
