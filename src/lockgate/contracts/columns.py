"""The checks that follow from a table's columns and keys."""

from __future__ import annotations

from collections.abc import Iterator

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract, TableContract
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = ["FORMATS", "INTEGER_FORMATS", "structure_items"]

FORMATS = {
    "email": r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    "uuid": r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
    "uri": r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$",
    "hostname": r"^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$",
    "ipv4": r"^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.|$)){4}$",
    "ipv6": r"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$",
    "byte": r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
}
"""Formats of texts that can be decided, and the regular expression that decides."""

INTEGER_FORMATS = frozenset(f"{sign}{bits}" for sign in "iu" for bits in (8, 16, 32, 64, 128))


def structure_items(table: TableContract) -> tuple[SuiteItem, ...]:
    """Return the checks of columns, types, value limits, keys and references, in the order of the document.

    Every item blocks: what the structure says is what the contract is. A table without columns implies none.
    """
    items: list[SuiteItem] = []
    if table.columns:
        names = tuple(column.name for column in table.columns)
        items.append(SuiteItem(check=ask("columns_present", names=names), origin=table.origin))
    for column in table.columns:
        items += [
            SuiteItem(check=check, why=column.description, origin=column.origin_of(key))
            for key, check in _of_column(column, table.key)
        ]
    if len(table.key) > 1:
        items.append(SuiteItem(check=ask("uniqueness", columns=table.key), origin=table.origin))
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
    if column.required or name in key:
        yield ("required" if column.required else "primaryKey"), ask("completeness", column=name)
    if column.unique or key == (name,):
        yield ("unique" if column.unique else "primaryKey"), ask("uniqueness", columns=(name,))
    if column.values:
        yield "enum", ask("allowed_values", column=name, values=column.values)
    for check in (*_ranges(column), *_texts(column)):
        yield "logicalTypeOptions", check
    if column.options.multiple_of is not None:
        expression = _multiple(name, column.options.multiple_of)
        yield "logicalTypeOptions", ask("row_predicate", expression=expression)


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
        yield ask("pattern", column=column.name, regex=FORMATS[options.format])


def _multiple(name: str, step: float) -> Expression:
    """Return the predicate of a multiple; quotients of fractions may be off by rounding, one part in 10^9."""
    quoted = '"' + name.replace('"', '""') + '"'
    if float(step).is_integer():
        return Expression(f"{quoted} % {int(step)} = 0")
    quotient = f"{quoted} / {step!r}"
    # the second comparison is false for NaN and infinity, which engines take for less than or equal to themselves
    near = f"abs({quotient} - round({quotient})) <= 1e-9 * greatest(1.0, abs({quotient}))"
    return Expression(f"{near} AND abs({quotient}) < CAST('inf' AS DOUBLE)")
