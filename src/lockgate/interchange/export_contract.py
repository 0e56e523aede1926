"""A contract to a document of another tool, with a report of what of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.contracts.contract import Contract, TableContract
from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.interchange.exporters import EXPORTERS
from lockgate.interchange.loss import Fate, LossItem, LossReport

__all__ = ["Exported", "export_contract"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A document that a contract was written to.

    Parameters
    ----------
    text : str
        The document.
    report : LossReport
        What became of each thing that the contract says.
    """

    text: str
    report: LossReport


def export_contract(contract: Contract, subject: str, form: str) -> Exported:
    """Write a contract in another format.

    Parameters
    ----------
    contract : Contract
        The contract.
    subject : str
        Its path, for the report.
    form : str
        A key of `EXPORTERS`.

    Raises
    ------
    ParameterError
        If the format is not known, or cannot hold the contract.
    """
    exporter = EXPORTERS.get(form)
    if exporter is None:
        raise ParameterError("LG101", subject, f"no format is named `{form}`", did_you_mean(form, EXPORTERS))
    text, items = exporter.writer()(contract)
    if not exporter.says_meaning:
        items += tuple(item for table in contract.tables for item in _meaning(table))
    return Exported(text, LossReport(source="ODCS", target=exporter.title, subject=subject, items=items))


def _meaning(table: TableContract) -> Iterator[LossItem]:
    """Yield what the columns mean beyond their checks: who may see them, and in which unit they are."""
    for column in table.columns:
        said = {
            "classification": column.classification,
            "classification inside": ", ".join(dict.fromkeys(column.classes_inside)),
            "unit": column.unit,
        }
        for key, word in said.items():
            if word:
                source = f"{table.name}.{column.name}: {key} {word}"
                why = "the format has no word for it"
                yield LossItem(source, Fate.NOT_MAPPED, "", why, column.origin_of(key))
