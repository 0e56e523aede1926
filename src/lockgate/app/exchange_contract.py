"""Carry contracts in from other tools, and out to them."""

from __future__ import annotations

import json

from lockgate.app.contract_suites import read_bytes
from lockgate.app.ports import Files
from lockgate.contracts.parse import read_contract
from lockgate.interchange.export_contract import Exported, export_contract
from lockgate.interchange.import_contract import Imported, import_contract
from lockgate.interchange.loss import LossReport

__all__ = ["export_file", "import_file", "report_text"]


def import_file(files: Files, path: str, form: str = "") -> Imported:
    """Read the document at `path` as a contract; an empty `form` is guessed.

    Raises
    ------
    DocumentError
        With every mistake of the document.
    ParameterError
        If the format is not known, or cannot be guessed.
    """
    return import_contract(read_bytes(files, path, "the document"), path, form)


def export_file(files: Files, path: str, form: str) -> Exported:
    """Write the contract at `path` in another format.

    Raises
    ------
    DocumentError
        With every mistake of the contract.
    ParameterError
        If the format is not known, or cannot hold the contract.
    """
    return export_contract(read_contract(read_bytes(files, path, "the contract"), path), path, form)


def report_text(report: LossReport, path: str) -> str:
    """Return a loss report in the form that the ending of `path` says: Markdown for ``.md``, else JSON."""
    if path.endswith((".md", ".markdown")):
        return report.markdown()
    return json.dumps(report.document(), indent=2, ensure_ascii=False) + "\n"
