"""A contract in the making: importers add to it, and say of everything what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract, Contract, Note, Reference, TableContract
from lockgate.contracts.known_columns import columns_named
from lockgate.documents.node import Entry, Node, problem_at
from lockgate.domain.errors import DocumentError, Problem
from lockgate.domain.verdict import Severity
from lockgate.interchange.loss import Fate, LossItem
from lockgate.scan.suite import SuiteItem

__all__ = ["Draft", "TableDraft", "plain_name"]

_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")


def plain_name(text: str, otherwise: str) -> str:
    """Return a text as a name that files and commands can use.

    Examples
    --------
    >>> plain_name("Taxi data / daily", "suite"), plain_name("", "suite")
    ('Taxi_data_daily', 'suite')
    """
    return _UNFIT.sub("_", text).strip("_.") or otherwise


@dataclass(slots=True)
class TableDraft:
    """A table in the making."""

    name: str
    description: str = ""
    physical_name: str = ""
    columns: dict[str, ColumnContract] = field(default_factory=dict)
    rules: list[SuiteItem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def column(self, name: str, **said: object) -> ColumnContract:
        """Return the column of that name with what is now said of it as well; it is added where there is none."""
        known = self.columns.get(name) or ColumnContract(name=name)
        self.columns[name] = replace(known, **said)  # type: ignore[arg-type]  # names of its fields
        return self.columns[name]

    def list_too(self, names: Iterable[str]) -> None:
        """Add columns to those that are listed, where any are."""
        known = {name.casefold() for name in self.columns}
        for name in names if known else ():
            if name.casefold() not in known:
                self.column(name)
                known.add(name.casefold())

    def contract(self) -> TableContract:
        """Return the table as far as it goes; where it lists columns, those that its rules name are listed too."""
        self.list_too(name for rule in self.rules for name in columns_named(rule))
        return TableContract(
            name=self.name,
            columns=tuple(self.columns.values()),
            rules=tuple(self.rules),
            references=tuple(self.references),
            notes=tuple(self.notes),
            physical_name=self.physical_name,
            description=self.description,
        )


@dataclass(slots=True)
class Draft:
    """A contract in the making, the loss report in the making, and the mistakes of the source.

    Parameters
    ----------
    name : str
        What the contract is called where the source has no name.
    """

    name: str
    version: str = "1.0.0"
    description: str = ""
    owner: str = ""
    tables: dict[str, TableDraft] = field(default_factory=dict)
    items: list[LossItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def table(self, name: str) -> TableDraft:
        """Return the table of that name; it is added where there is none."""
        return self.tables.setdefault(name, TableDraft(name))

    def mapped(self, place: Node | Entry, source: str, target: str) -> None:
        """Report what means the same as before."""
        self.items.append(LossItem(source, Fate.MAPPED, target, "", place.position))

    def approximated(self, place: Node | Entry, source: str, target: str, why: str) -> None:
        """Report what means nearly the same, and what differs."""
        self.items.append(LossItem(source, Fate.APPROXIMATED, target, why, place.position))

    def not_mapped(self, place: Node | Entry, source: str, why: str) -> None:
        """Report what is no rule about data, and is left behind."""
        self.items.append(LossItem(source, Fate.NOT_MAPPED, "", why, place.position))

    def open(
        self,
        table: TableDraft,
        place: Node | Entry,
        source: str,
        why: str,
        severity: Severity = Severity.BLOCKING,
    ) -> None:
        """Report a rule about data that cannot be carried over; the contract keeps it as ``unmapped``, a shut gate."""
        table.rules.append(SuiteItem(check=ask("unmapped", rule=source, because=why), severity=severity))
        self.items.append(LossItem(source, Fate.NOT_MAPPED, "unmapped", why, place.position))

    def refuse(self, place: Node | Entry, code: str, text: str, hint: str = "") -> None:
        """Remember a mistake of the source."""
        self.problems.append(problem_at(place, code, text, hint))

    def contract(self) -> Contract:
        """Return the contract.

        Raises
        ------
        DocumentError
            With every mistake of the source.
        """
        if self.problems:
            raise DocumentError(self.problems)
        for table in self.tables.values():
            for reference in table.references:
                table.list_too(reference.columns)
                if reference.table in self.tables:
                    self.tables[reference.table].list_too(reference.to)
        called = plain_name(self.name, "imported")
        return Contract(
            id=called,
            name=self.name or called,
            version=self.version,
            tables=tuple(table.contract() for table in self.tables.values()),
            owner=self.owner,
            description=self.description,
        )
