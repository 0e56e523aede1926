"""Iceberg tables of a catalog, at a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lockgate.adapters.lakes.snapshot import Reopened, Snapshot
from lockgate.domain.errors import DataError, LockgateError, MissingExtraError
from lockgate.scan.engine import Source

__all__ = ["open_iceberg"]

_MOST_SHOWN = 5
_PLACE = "write `iceberg://CATALOG/NAMESPACE.TABLE`"


def open_iceberg(table: str, source: Source) -> Snapshot:
    """Return a snapshot of an Iceberg table: the one that ``version`` names by id or by a tag, or the current one.

    The catalog is one of pyiceberg's own configuration (``.pyiceberg.yaml`` or ``PYICEBERG_CATALOG__…``), so that no
    address and no credential stands in a project. Each scan reads all columns, batch by batch.

    Raises
    ------
    DataError
        If there is no such catalog, table or snapshot, or it cannot be read.
    MissingExtraError
        If pyiceberg is not installed.
    """
    try:
        from pyiceberg.catalog import load_catalog  # noqa: PLC0415 - an extra, loaded when it is asked for
        from pyiceberg.exceptions import NoSuchTableError  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError.of("table", "pyiceberg", "iceberg") from error
    catalog, _, name = source.location.partition("/")
    if not catalog or "." not in name:
        raise DataError.unreadable(table, source.location, "it does not name a catalog and a table", _PLACE)
    try:
        return _snapshot(load_catalog(catalog).load_table(name), table, source)
    except NoSuchTableError as error:
        raise DataError.unreadable(table, source.location, "the catalog has no such table", _PLACE) from error
    except LockgateError:
        raise
    except Exception as error:  # each kind of catalog and of storage has errors of its own
        hint = f"describe the catalog `{catalog}` in .pyiceberg.yaml"
        raise DataError.unreadable(table, source.location, str(error).partition("\n")[0], hint) from error


def _snapshot(found: Any, table: str, source: Source) -> Snapshot:  # noqa: ANN401 - a pyiceberg Table
    number = _number(found, table, source)
    identity = str(found.metadata.table_uuid)
    if source.options.get("version") is None and _is_newer_than_rows(found):
        # the table as every reader sees it now; no snapshot has these columns, so none can be named
        return Snapshot(_rows(found.scan), str(number or "none yet"), f"{identity} {found.schema()}", None)
    return Snapshot(_rows(lambda: found.scan(snapshot_id=number)), str(number or "none yet"), identity, number)


def _rows(scan: Callable[[], Any]) -> Reopened:
    from pyiceberg.io.pyarrow import schema_to_pyarrow  # noqa: PLC0415 - an extra

    return Reopened(schema_to_pyarrow(scan().projection()), lambda: scan().to_arrow_batch_reader())


def _is_newer_than_rows(found: Any) -> bool:  # noqa: ANN401 - a pyiceberg Table
    """Tell whether columns were added, dropped or renamed since rows were last written."""
    current = found.current_snapshot()
    return current is not None and current.schema_id not in (None, found.metadata.current_schema_id)


def _number(found: Any, table: str, source: Source) -> int | None:  # noqa: ANN401 - a pyiceberg Table
    wanted = source.options.get("version")
    if wanted is None:
        current = found.current_snapshot()
        return None if current is None else int(current.snapshot_id)
    named = found.snapshot_by_name(wanted) if isinstance(wanted, str) else found.snapshot_by_id(wanted)
    if named is None:
        numbers = [str(one.snapshot_id) for one in found.snapshots()][-_MOST_SHOWN:]
        known = [*sorted(found.refs()), *reversed(numbers)]
        raise DataError.no_version(table, source.location, wanted, ", ".join(known))
    return int(named.snapshot_id)
