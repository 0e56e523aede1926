"""A contract to a document of another tool, with a report of what of it is lost."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.contracts.contract import Contract
from lockgate.domain.errors import ParameterError, did_you_mean
from lockgate.interchange.exporters import EXPORTERS
from lockgate.interchange.loss import LossReport

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
    return Exported(text, LossReport(source="ODCS", target=exporter.title, subject=subject, items=items))
