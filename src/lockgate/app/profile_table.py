"""Compute and store the states of a table's partitions; what is unchanged is not read again."""

from __future__ import annotations

from lockgate.app.column_partitions import ColumnPartitions
from lockgate.app.file_partitions import FilePartitions
from lockgate.app.ports import Ports
from lockgate.app.table_work import TableJob, TableStates, TableWork
from lockgate.scan.partition_range import PartitionRange

__all__ = ["refresh_table"]

_ALL = PartitionRange()


def refresh_table(
    job: TableJob,
    ports: Ports,
    within: PartitionRange = _ALL,
    *,
    is_vouched: bool = False,
    again: bool = False,
) -> TableStates:
    """Bring the stored states of a table up to date, and return them.

    Rows are read where a partition is new, where its bytes have changed, and where something is asked that was not
    asked before. Each partition is stored as soon as it is known, so that nothing is lost when the process is killed.

    Of a table whose content is not known without reading it, such as one of a database, the rows `within` are read each
    time; the states of other partitions are as they were.

    Parameters
    ----------
    job : TableJob
        The table and what is asked.
    ports : Ports
        The outside world.
    within : PartitionRange, default=all
        Partitions to bring up to date. Of a table that is cut by a column, all are, unless `is_vouched` or its
        content is not known.
    is_vouched : bool, default=False
        Whether somebody says that no rows outside `within` have changed, so that they need not be read.
    again : bool, default=False
        Whether to read the rows though nothing has changed.

    Raises
    ------
    LockgateError
        If the table, or a table that it points to, cannot be read; a file that is one partition harms no other.
    """
    others = {table: ports.contents.of(table, source, afresh=again) for table, source in job.others.items()}
    work = TableWork(job, ports, others, again=again)
    if job.spec.by is not None:
        return FilePartitions(work).refresh(within)
    return ColumnPartitions(work).refresh(within, is_vouched=is_vouched)
