"""Contracts carried in and out of files."""

from __future__ import annotations

import json

import pytest

from lockgate.app.exchange_contract import export_file, import_file, report_text
from lockgate.domain.errors import DocumentError
from lockgate.interchange.loss import Fate, LossItem, LossReport


class Texts:
    """Files in memory."""

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        if path not in self._texts:
            raise FileNotFoundError(2, "No such file or directory")
        return self._texts[path].encode()

    def join(self, root: str, path: str) -> str:
        """Return the path."""
        return f"{root}/{path}"


def test_a_contract_that_was_imported_can_be_exported() -> None:
    imported = import_file(Texts(checks="checks for t: [row_count > 0]"), "checks")

    exported = export_file(Texts(contract=imported.text), "contract", "markdown")

    assert exported.text.startswith("# checks")


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(DocumentError, match="the document cannot be read"):
        import_file(Texts(), "nowhere")
    with pytest.raises(DocumentError, match="the contract cannot be read"):
        export_file(Texts(), "nowhere", "odcs")


def test_the_ending_says_how_a_report_is_written() -> None:
    report = LossReport(source="a", target="b", subject="c", items=(LossItem("d", Fate.MAPPED, "e"),))

    assert report_text(report, "loss.md").startswith("# a to b")
    assert json.loads(report_text(report, "loss.json"))["counts"]["mapped"] == 1
