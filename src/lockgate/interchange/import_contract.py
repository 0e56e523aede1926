"""A document of another tool to a contract, with a report of what became of each thing that it says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lockgate.contracts.contract import Contract
from lockgate.contracts.parse import read_contract
from lockgate.contracts.write import write_contract
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, Source
from lockgate.documents.yaml_reader import decoded, read_yaml
from lockgate.domain.errors import DocumentError, ParameterError, Problem, did_you_mean
from lockgate.domain.position import Position
from lockgate.interchange.draft import Draft, plain_name
from lockgate.interchange.importers import IMPORTERS, Importer
from lockgate.interchange.json_text import as_yaml
from lockgate.interchange.loss import LossReport

__all__ = ["Imported", "guess_format", "import_contract"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A contract that was imported.

    Parameters
    ----------
    contract : Contract
        The contract.
    text : str
        The same as an ODCS document.
    report : LossReport
        What became of each thing that the source says.
    """

    contract: Contract
    text: str
    report: LossReport


def import_contract(text: str | bytes, file: str, form: str = "") -> Imported:
    """Read a document of another tool as a contract.

    Parameters
    ----------
    text : str or bytes
        The document.
    file : str
        The name that messages show; its stem names what the document leaves without a name.
    form : str, default=guessed
        A key of `IMPORTERS`.

    Returns
    -------
    imported : Imported
        The contract, which was read back from its own text, and the loss report.

    Raises
    ------
    DocumentError
        With every mistake of the document, each with its place.
    ParameterError
        If the format is not known, or none or several fit.

    Examples
    --------
    >>> asked = '{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "fare"}}'
    >>> imported = import_contract('{"name": "trips", "expectations": [' + asked + "]}", "trips.json")
    >>> imported.report.summary
    '1 mapped, 0 approximated, 0 not mapped'
    >>> [item.check.name for item in imported.contract.tables[0].items]
    ['completeness', 'row_count']
    """
    content = decoded(text, file)
    if form and form not in IMPORTERS:
        raise ParameterError("LG101", file, f"no format is named `{form}`", did_you_mean(form, IMPORTERS))
    importer = IMPORTERS[form or guess_format(content, file)]
    draft = Draft(plain_name(file.replace("\\", "/").rpartition("/")[2].partition(".")[0], "imported"))
    importer.reader()(_root(content, file, importer), draft)
    contract = draft.contract()
    if not any(table.rules or table.columns or table.references for table in contract.tables):
        what = "the document says nothing that a contract could hold"
        raise DocumentError(
            [Problem(Position(file, 1, 1), "LG331", what, f"is it a {importer.title} document?")]
        )
    written = write_contract(contract)
    report = LossReport(source=importer.title, target="ODCS", subject=file, items=tuple(draft.items))
    return Imported(_read_back(written, file), written, report)


def _root(content: str, file: str, importer: Importer) -> Node:
    if importer.is_text:
        return Scalar(Source(file, tuple(content.split("\n"))), 1, 1, content)
    return read_yaml(as_yaml(content), file)


def _read_back(written: str, file: str) -> Contract:
    """Return the contract as its own text says it, so that a contract that is written can be read."""
    try:
        return read_contract(written, "contract")
    except DocumentError as error:
        problems = [
            replace(problem, position=Position(file, 1, 1), text=f"the contract would not hold: {problem.text}")
            for problem in error.problems
        ]
        raise DocumentError(problems) from error


def guess_format(content: str, file: str) -> str:
    r"""Return the format that a document is written in.

    Raises
    ------
    DocumentError
        If it cannot be parsed.
    ParameterError
        If no format fits.

    Examples
    --------
    >>> guess_format("checks for trips:\n  - row_count > 0", "checks.yml")
    'soda'
    """
    if file.endswith((".pbtxt", ".prototxt")):
        return "tfdv"
    root = read_yaml(as_yaml(content), file)
    fitting = _fitting(root)
    if fitting:
        return fitting
    known = ", ".join(IMPORTERS)
    raise ParameterError(
        "LG101", file, "the format cannot be told from the document", f"say `--from` with one of {known}"
    )


_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("great-expectations", frozenset(("expectations", "expectation_suite_name", "expectation_type"))),
    ("pandera", frozenset(("schema_type",))),
    ("frictionless", frozenset(("resources", "fields"))),
    ("json-schema", frozenset(("$schema", "$defs", "definitions"))),
    ("dbt", frozenset(("models", "sources", "seeds", "snapshots"))),
)


def _fitting(root: Node) -> str:
    if isinstance(root, Sequence):
        return "great-expectations" if root.items and isinstance(root.items[0], Mapping) else ""
    if not isinstance(root, Mapping):
        return ""
    keys = frozenset(root.keys)
    if any(key.startswith(("checks for ", "filter ")) for key in keys):
        return "soda"
    if root.text("type") == "object" and "properties" in keys:
        return "json-schema"
    if root.text("type").startswith(("expect_", "Expect")):
        return "great-expectations"
    return next((name for name, signs in _SIGNS if keys & signs), "")
