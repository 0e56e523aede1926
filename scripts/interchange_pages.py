"""The pages of the formats that contracts come from and go to."""

from __future__ import annotations

from collections.abc import Iterable

from lockgate.interchange.exporters import EXPORTERS
from lockgate.interchange.importers import IMPORTERS
from lockgate.interchange.mappings import EXPORT_MAPPINGS, IMPORT_MAPPINGS, Mapped
from numpydoc_text import page, table

__all__ = ["interchange_pages"]


def interchange_pages() -> dict[str, str]:
    """Return one page a format and direction, and the list of all."""
    pages = {
        f"interchange/from-{name}.md": _page(f"From {importer.title}", f"--from {name}", IMPORT_MAPPINGS[name])
        for name, importer in IMPORTERS.items()
    }
    pages |= {
        f"interchange/to-{name}.md": _page(f"To {exporter.title}", f"--to {name}", EXPORT_MAPPINGS[name])
        for name, exporter in EXPORTERS.items()
    }
    listed = [
        *((f"[{one.title}](from-{name}.md)", f"`--from {name}`") for name, one in IMPORTERS.items()),
        *((f"[{one.title}](to-{name}.md)", f"`--to {name}`") for name, one in EXPORTERS.items()),
    ]
    opening = (
        "What becomes of each thing that a format says. How it is done: "
        "[import and export](../../how-to/import-and-export.md).\n"
    )
    return pages | {"interchange/index.md": page("Formats", opening, table(("format", "option"), listed))}


def _page(title: str, option: str, rows: Iterable[Mapped]) -> str:
    cells = [
        (f"`{row.source}`" if " " not in row.source else row.source, row.becomes, row.remark) for row in rows
    ]
    opening = f"`lockgate contract` with `{option}`. A rule without a counterpart is reported, never dropped.\n"
    listed = table(("source", "becomes", "remark"), cells)
    return page(title, opening, listed, "[All formats](index.md)\n")
