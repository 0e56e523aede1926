"""What is wrong with what a contract says of a column's values, at its own line and in the contract's words."""

from __future__ import annotations

import re
from dataclasses import replace

from lockgate.contracts.columns import structure_items
from lockgate.contracts.contract import TableContract
from lockgate.documents.converters import refused
from lockgate.documents.node import Mapping
from lockgate.domain.errors import LockgateError, Problem

__all__ = ["column_problems"]

_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "range": {"min": ("minimum", "exclusiveMinimum"), "max": ("maximum", "exclusiveMaximum")},
    "length": {"min": ("minLength",), "max": ("maxLength",)},
}
"""Keys of ``logicalTypeOptions`` that a check's parameter can come from, by check and parameter."""

_PARAMETER = re.compile(r"`(\w+)`")


def column_problems(table: TableContract, node: Mapping) -> list[Problem]:
    """Return a problem for each column whose options no check accepts.

    Parameters
    ----------
    table : TableContract
        The table, its columns read.
    node : Mapping
        Where the table is written.
    """
    problems: list[Problem] = []
    for column, entry in zip(table.columns, node.mappings("properties"), strict=True):
        try:
            structure_items(TableContract(name=table.name, columns=(column,)))
        except LockgateError as error:
            problems.append(_in_its_words(error, entry))
    return problems


def _in_its_words(error: LockgateError, column: Mapping) -> Problem:
    options = column.get("logicalTypeOptions")
    keys = options.keys if isinstance(options, Mapping) else ()
    written = {
        parameter: next((key for key in spellings if key in keys), spellings[0])
        for parameter, spellings in _WORDS.get(error.where, {}).items()
    }
    named = _PARAMETER.search(error.text)
    place = options.get(written.get(named[1], "")) if isinstance(options, Mapping) and named else None
    problem = refused(error, place or column)
    text = _PARAMETER.sub(lambda found: f"`{written.get(found[1], found[1])}`", problem.text)
    return replace(problem, text=f"column `{column.text('name')}`: {text}")
