"""Profile the partitioned tables of a project."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.app.ports import Ports
from lockgate.app.profile_table import refresh_table
from lockgate.app.project.spec import Project
from lockgate.app.project.suites import read_suites
from lockgate.app.table_jobs import job_of, partitioned_tables
from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.domain.profile import ProfiledTable
from lockgate.scan.partition_range import PartitionRange

__all__ = ["profile_project"]


def profile_project(
    project: Project,
    ports: Ports,
    tables: Sequence[str] = (),
    within: PartitionRange | None = None,
    *,
    again: bool = False,
) -> list[ProfiledTable]:
    """Bring the stored states of tables up to date; one that cannot be read harms no other.

    Parameters
    ----------
    project : Project
        The project.
    ports : Ports
        The outside world.
    tables : sequence of str, default=every partitioned table
        Tables by name.
    within : PartitionRange, default=all
        Partitions to bring up to date; of a table that is cut by a column it says that no other has changed.
    again : bool, default=False
        Whether to read the rows though nothing has changed.

    Raises
    ------
    DocumentError
        If a contract has mistakes.
    DataError, ParameterError
        If a table is not known, or not partitioned, or there is none.
    """
    suites = read_suites(ports.files, project)
    named = list(dict.fromkeys(tables)) or partitioned_tables(project)
    if not named:
        hint = "add `partition: {by: file}` or `partition: {column: ..., unit: day}` to a table under `data`"
        raise ParameterError(
            "LG231", "project", "no table is partitioned, so there is nothing to profile", hint
        )
    jobs = [job_of(table, project, suites, ports) for table in named]
    done = []
    for job in jobs:
        ports.progress.entry("profile", job.table, "profile")
        try:
            states = refresh_table(
                job, ports, within or PartitionRange(), is_vouched=within is not None, again=again
            )
            done.append(states.done)
        except LockgateError as error:
            done.append(ProfiledTable(table=job.table, problem=f"{error.where}: {error.text}"))
        finally:
            ports.progress.entry_done("profile", job.table)
    return done
