"""The checks that follow from a table's columns and keys."""

from __future__ import annotations

from collections.abc import Iterator

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract, TableContract
from lockgate.domain.verdict import Severity
from lockgate.scan.check import Check
from lockgate.scan.native_types import is_known_type
from lockgate.scan.rules.formats import FORMATS as TEXT_FORMATS
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = ["FORMATS", "INTEGER_FORMATS", "structure_items"]

FORMATS = {
    "byte": "base64",
    **{name: name for name, form in TEXT_FORMATS.items() if form.countries is None},
}
"""Formats of texts that can be decided, and the semantic format that decides."""

INTEGER_FORMATS = frozenset(f"{sign}{bits}" for sign in "iu" for bits in (8, 16, 32, 64, 128))


def structure_items(table: TableContract) -> tuple[SuiteItem, ...]:
    """Return the checks of columns, types, value limits, keys and references, in the order of the document.

    Every item blocks: what the structure says is what the contract is. Only physical types warn, because a contract is
    often written in the words of another system than the one that is read. A table without columns implies none, and
    an optional column need not be there.
    """
    items: list[SuiteItem] = []
    names, primary = tuple(column.name for column in table.columns if not column.optional), table.key
    if names:
        items.append(SuiteItem(check=ask("columns_present", names=names), origin=table.origin))
    for column in table.columns:
        items += [
            SuiteItem(
                check=check,
                severity=Severity.WARNING if key == "physicalType" else Severity.BLOCKING,
                why=column.description,
                origin=column.origin_of(key),
            )
            for key, check in _of_column(column, primary)
        ]
        items += [
            SuiteItem(
                check=ask("logical_type", column=column.name, type=part.logical_type, path=part.path),
                why=column.description,
                origin=part.origin,
            )
            for part in column.inside
        ]
    if len(primary) > 1:
        items.append(SuiteItem(check=ask("uniqueness", columns=primary), origin=table.origin))
    for reference in table.references:
        check = ask(
            "referential_integrity",
            columns=reference.columns,
            to_table=reference.table,
            to_columns=reference.to,
        )
        items.append(SuiteItem(check=check, origin=reference.origin))
    return tuple(items)


def _of_column(column: ColumnContract, key: tuple[str, ...]) -> Iterator[tuple[str, Check]]:
    """Yield the checks of a column, each with the key of the document that asks for it."""
    name = column.name
    if column.logical_type is not None:
        yield "logicalType", ask("logical_type", column=name, type=column.logical_type)
    if column.physical_type and is_known_type(column.physical_type):
        yield "physicalType", ask("physical_type", column=name, type=column.physical_type)
    if column.required or name in key:
        yield ("required" if column.required else "primaryKey"), ask("completeness", column=name)
    if column.unique or key == (name,):
        yield ("unique" if column.unique else "primaryKey"), ask("uniqueness", columns=(name,))
    if column.values:
        yield "enum", ask("allowed_values", column=name, values=column.values)
    for check in (*_ranges(column), *_texts(column)):
        yield "logicalTypeOptions", check
    if column.options.multiple_of is not None:
        yield "logicalTypeOptions", ask("multiple_of", column=name, step=column.options.multiple_of)


def _ranges(column: ColumnContract) -> Iterator[Check]:
    options = column.options
    inclusive = {"min": options.minimum, "max": options.maximum}
    exclusive = {"min": options.exclusive_minimum, "max": options.exclusive_maximum}
    if options.minimum is None and options.maximum is None:
        inclusive, exclusive = exclusive, {}
        flags = {f"exclusive_{end}": value is not None for end, value in inclusive.items()}
    else:
        ends = [end for end, value in inclusive.items() if value is None and exclusive[end] is not None]
        flags = {f"exclusive_{end}": True for end in ends}
        inclusive |= {end: exclusive.pop(end) for end in ends}
    if any(value is not None for value in inclusive.values()):
        yield ask("range", column=column.name, **inclusive, **flags)
    for end, value in exclusive.items():  # a limit that is stated both ways: both hold
        if value is not None:
            yield ask("range", column=column.name, **{end: value, f"exclusive_{end}": True})
    if column.logical_type is LogicalType.INTEGER and options.format in INTEGER_FORMATS:
        bits = int(options.format[1:])
        lowest, highest = (
            (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if options.format[0] == "i" else (0, 2**bits - 1)
        )
        yield ask("range", column=column.name, min=lowest, max=highest)


def _texts(column: ColumnContract) -> Iterator[Check]:
    options = column.options
    if options.min_length is not None or options.max_length is not None:
        yield ask("length", column=column.name, min=options.min_length, max=options.max_length)
    if options.pattern:
        yield ask("pattern", column=column.name, regex=options.pattern)
    if column.logical_type is LogicalType.STRING and options.format in FORMATS:
        yield ask("semantic_format", column=column.name, format=FORMATS[options.format])
