"""The tables of what becomes of each thing."""

from __future__ import annotations

from lockgate.interchange.exporters import EXPORTERS
from lockgate.interchange.importers import IMPORTERS
from lockgate.interchange.mappings import EXPORT_MAPPINGS, IMPORT_MAPPINGS


def test_every_format_has_a_table() -> None:
    assert IMPORT_MAPPINGS.keys() == IMPORTERS.keys()
    assert EXPORT_MAPPINGS.keys() == EXPORTERS.keys()


def test_what_becomes_nothing_says_why() -> None:
    rows = [row for table in (*IMPORT_MAPPINGS.values(), *EXPORT_MAPPINGS.values()) for row in table]

    assert all(row.becomes or row.remark for row in rows)
