"""A contract's text to its tables and their checks; every mistake is told at once, with its place."""

from __future__ import annotations

from dataclasses import replace

from lockgate.contracts.asking import ask
from lockgate.contracts.blocks import read_block
from lockgate.contracts.column_problems import column_problems
from lockgate.contracts.columns import structure_items
from lockgate.contracts.contract import Contract, Note, TableContract
from lockgate.contracts.known_columns import unknown_columns
from lockgate.contracts.meta import custom_property, particulars_of
from lockgate.contracts.properties import read_columns
from lockgate.contracts.references import Names, read_references
from lockgate.contracts.rules import Rules, Scope, read_rules
from lockgate.contracts.service_levels import read_service_levels
from lockgate.contracts.standard import modernised, standard_problems, version_problem
from lockgate.contracts.variables import with_variables
from lockgate.documents.converters import refused
from lockgate.documents.node import Mapping, problem_at
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import DocumentError, LockgateError, Problem
from lockgate.domain.requirement import Requirement
from lockgate.scan.suite import SuiteItem

__all__ = ["read_contract"]

_CHECKED = frozenset(("schema", "slaProperties"))
_READ = _CHECKED | frozenset(("apiVersion", "kind", "id", "version"))
_READ_OF_TABLE = frozenset(("name", "physicalName", "description", "properties", "quality", "relationships"))


def read_contract(text: str | bytes, file: str) -> Contract:
    """Read a data contract of the Open Data Contract Standard, versions 3.0 to 3.2.

    What the document says becomes checks: columns, types, required, unique, keys, value limits, enumerations,
    relationships, service levels, and the quality rules ``library``, ``sql`` and ``custom`` with
    ``engine: lockgate``. What no check can enforce (text, rules of other engines) is kept as a note.

    Parameters
    ----------
    text : str or bytes
        The document.
    file : str
        The name that messages show.

    Returns
    -------
    contract : Contract
        With at least one table, each with at least one check.

    Raises
    ------
    DocumentError
        With every mistake, in the order of the file.

    Examples
    --------
    >>> contract = read_contract('''
    ... apiVersion: v3.2.0
    ... kind: DataContract
    ... id: orders
    ... version: 1.0.0
    ... schema:
    ...   - name: orders
    ...     properties:
    ...       - {name: amount, logicalType: number, required: true}
    ... ''', "orders.odcs.yaml")
    >>> [item.check.name for item in contract.tables[0].items]
    ['columns_present', 'logical_type', 'completeness', 'row_count']
    """
    root = read_yaml(text, file)
    if not isinstance(root, Mapping):
        raise DocumentError([problem_at(root, "LG311", f"a contract must be a mapping, got {root.shown}")])
    version = version_problem(root)
    if version is not None:
        raise DocumentError([version])
    problems: list[Problem] = []
    document = _prepared(root, problems)
    problems += standard_problems(document)
    further: list[Problem] = []
    contract = _contract(document, further)
    told = {problem.position.line for problem in problems}
    problems += [problem for problem in further if problem.position.line not in told]
    if problems:
        raise DocumentError(sorted(problems, key=lambda problem: problem.position))
    return contract


def _prepared(root: Mapping, problems: list[Problem]) -> Mapping:
    entries = [
        replace(entry, value=with_variables(entry.value, problems)) if entry.key in _CHECKED else entry
        for entry in root.entries
    ]
    document = modernised(replace(root, entries=tuple(entries)), problems)
    return document if isinstance(document, Mapping) else root


def _contract(root: Mapping, problems: list[Problem]) -> Contract:
    names = Names()
    for table in root.mappings("schema"):
        names.add(table)
    if not names.columns:
        text = "the contract says nothing about any table"
        problems.append(problem_at(root, "LG317", text, "add a table under `schema`"))
    levels = read_service_levels(root, names, problems)
    owner = _owner(root)
    tables = [
        _table(table, names, levels.get(table.text("name"), ([], [])), owner, problems)
        for table in root.mappings("schema")
    ]
    return Contract(
        id=root.text("id"),
        name=root.text("name") or root.text("id"),
        version=root.text("version"),
        tables=tuple(tables),
        owner=owner,
        particulars=particulars_of(root, _READ),
    )


def _table(
    node: Mapping, names: Names, levels: tuple[list[SuiteItem], list[Note]], owner: str, problems: list[Problem]
) -> TableContract:
    columns, notes = read_columns(node, problems)
    rules = Rules(problems)
    references, loose = read_references(node, names, "", problems)
    called = frozenset(name for name in (node.text("name"), node.text("physicalName")) if name)
    read_rules(node, Scope(called), rules)
    for column, entry in zip(columns, node.mappings("properties"), strict=True):
        found, unresolved = read_references(entry, names, column.name, problems)
        references, loose = [*references, *found], [*loose, *unresolved]
        read_rules(entry, Scope(called, column.name), rules)
    table = TableContract(
        name=node.text("name"),
        columns=tuple(columns),
        rules=(*rules.items, *levels[0]),
        references=tuple(references),
        notes=(*notes, *loose, *rules.notes, *levels[1]),
        physical_name=node.text("physicalName"),
        description=node.text("description"),
        owner=owner,
        particulars=particulars_of(node, _READ_OF_TABLE),
        block=read_block(node, columns, problems),
        origin=node.position,
    )
    return _compiled(table, node, problems)


def _compiled(table: TableContract, node: Mapping, problems: list[Problem]) -> TableContract:
    optional = {column.name.casefold(): column.name for column in table.columns if column.optional}
    try:
        items = tuple(_optional(item, optional) for item in (*structure_items(table), *table.rules))
    except LockgateError as error:
        problems += column_problems(table, node) or [refused(error, node)]
        return table
    if not items:
        text = f"table `{table.name}` is promised nothing: there is no check"
        problems.append(problem_at(node, "LG317", text, "add `properties` or `quality`"))
    problems += unknown_columns(table, node)
    return replace(table, items=(*items, *_some_rows(table, items)))


def _optional(item: SuiteItem, optional: dict[str, str]) -> SuiteItem:
    """Return an item with the columns that it is about and the table may lack, as `optional` spells them."""
    touched = {name.casefold() for name in item.touched} if optional else set()
    return replace(item, optional=tuple(name for key, name in optional.items() if key in touched))


def _some_rows(table: TableContract, items: tuple[SuiteItem, ...]) -> tuple[SuiteItem, ...]:
    """Return the check that there is a row, unless the contract itself says how many there must be.

    Names and types of columns hold for a table without rows; a gate that opened on one would have proved nothing.
    """
    if any(item.check.name == "row_count" and not item.group_by and item.where is None for item in items):
        return ()
    check = ask("row_count", requirement=Requirement.at_least(1))
    return (SuiteItem(check=check, why="an empty table proves nothing", origin=table.origin),)


def _owner(root: Mapping) -> str:
    """Return who owns the data: a custom property, the team, or its member with that role."""
    team = root.get("team")
    if isinstance(team, Mapping):
        return custom_property(root, "owner") or team.text("name") or _member(team, "members")
    return custom_property(root, "owner") or _member(root, "team")


def _member(node: Mapping, key: str) -> str:
    owners = (
        member.text("username")
        for member in node.mappings(key)
        if member.text("role").casefold().endswith("owner")
    )
    return next(owners, "")
