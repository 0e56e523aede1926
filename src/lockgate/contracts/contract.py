"""A data contract as Lockgate sees it: what the document says, and the checks that follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lockgate.domain.finding import Scalar
from lockgate.domain.position import Position
from lockgate.domain.requirement import Bound
from lockgate.scan.blocks import Block
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = [
    "ColumnContract",
    "Contract",
    "Inside",
    "Note",
    "Reference",
    "TableContract",
    "TypeOptions",
    "is_private",
]

_PRIVATE = re.compile(
    "confidential|gdpr|hipaa|personal|phi|pii|private|restricted|secret|sensitive|non[-_ ]?public"
)
_DENIED = re.compile(r"(?<![a-z])(non|not|no|un)[-_ ]?$")


def is_private(classification: str) -> bool:
    """Tell whether values of a column classified so must not be shown.

    Words for personal, secret, confidential, restricted and sensitive data do, also within a longer word, unless
    the word is itself denied; ``public``, ``internal`` and whatever else is unknown do not.

    Examples
    --------
    >>> [is_private(word) for word in ("PII", "highly-confidential", "non-personal", "public", "")]
    [True, True, False, False, False]
    >>> is_private("non-public personal information")  # only "public" is denied
    True
    """
    word = classification.casefold()
    return any(not _DENIED.search(word[: found.start()]) for found in _PRIVATE.finditer(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeOptions:
    """What ``logicalTypeOptions`` says of a column's values; None and empty text say nothing.

    Parameters
    ----------
    minimum, maximum : Bound or None
        Bounds that belong to the range.
    exclusive_minimum, exclusive_maximum : Bound or None
        Bounds that do not.
    min_length, max_length : int or None
        Characters of a text.
    pattern : str
        A regular expression that is found in each text.
    format : str
        The form of a text, such as ``uuid``.
    multiple_of : float or None
        What each number is a multiple of.
    """

    minimum: Bound | None = None
    maximum: Bound | None = None
    exclusive_minimum: Bound | None = None
    exclusive_maximum: Bound | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    format: str = ""
    multiple_of: float | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns hold values of those columns of the other table.

    Parameters
    ----------
    columns : tuple of str
        Columns of the table that refers.
    table : str
        Name of the table that is referred to, as its contract calls it.
    to : tuple of str
        Columns there, as many.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    origin: Position | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """The type of a part inside a column of structs or arrays, at a path such as ``address.zip`` or ``[].price``."""

    path: str
    logical_type: LogicalType
    origin: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnContract:
    """What is agreed about one column.

    Parameters
    ----------
    name : str
        The name in the data: ``physicalName`` where the document gives one.
    logical_type : LogicalType or None
        None where nothing is agreed.
    required, unique : bool
        Whether nulls, and repetitions, are excluded.
    optional : bool
        Whether the table may lack the column, from the custom property ``optional``; its checks are then not asked.
    key_position : int or None
        Place in the primary key, from 1; None outside of it.
    label : str
        The name in the document, where it differs from that in the data.
    unit : str
        The unit of the values, from the custom property ``unit``.
    renamed_from : str
        What the column was called in the version before, from the custom property ``renamedFrom``.
    particulars : mapping of str to str
        What else the document says of the column, as canonical JSON by its key.
    values : tuple of Scalar
        The only values allowed; empty for no such list.
    inside : tuple of Inside
        Types of the parts that the column holds.
    classes_inside : tuple of str
        Classifications of these parts: one that is private masks the whole column.
    origins : mapping of str to Position
        Where each key of the document is written.
    """

    name: str
    logical_type: LogicalType | None = None
    physical_type: str = ""
    required: bool = False
    unique: bool = False
    optional: bool = False
    key_position: int | None = None
    label: str = ""
    unit: str = ""
    renamed_from: str = ""
    classification: str = ""
    description: str = ""
    options: TypeOptions = field(default=TypeOptions())
    values: tuple[Scalar, ...] = ()
    inside: tuple[Inside, ...] = ()
    classes_inside: tuple[str, ...] = ()
    particulars: Mapping[str, str] = field(default_factory=dict)
    origin: Position | None = None
    origins: Mapping[str, Position] = field(default_factory=dict)

    @property
    def is_masked(self) -> bool:
        """Tell whether values of the column, or of a part inside, must not be shown."""
        return any(is_private(word) for word in (self.classification, *self.classes_inside))

    def origin_of(self, key: str) -> Position | None:
        """Return where a key of the column is written, else where the column is."""
        return self.origins.get(key, self.origin)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the contract says and no check enforces; shown, never dropped.

    Parameters
    ----------
    text : str
        What is shown.
    origin : Position or None
        Where it is written.
    said : str, default=""
        The words of a rule in words, as the document has them; empty for what is said otherwise.
    """

    text: str
    origin: Position | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContract:
    """What is agreed about one table.

    Parameters
    ----------
    columns : tuple of ColumnContract
        The columns, in the order of the document.
    rules : tuple of SuiteItem
        Quality rules and service levels that the document states one by one.
    references : tuple of Reference
        Foreign keys.
    items : tuple of SuiteItem
        Every check: what follows from `columns` and `references`, then `rules`.
    notes : tuple of Note
        What is said and not enforced.
    owner : str
        Owner of every check that names none.
    particulars : mapping of str to str
        What else the document says of the table, as canonical JSON by its key.
    block : Block or None
        Which rows depend on each other, where it says so.
    """

    name: str
    columns: tuple[ColumnContract, ...] = ()
    rules: tuple[SuiteItem, ...] = ()
    references: tuple[Reference, ...] = ()
    items: tuple[SuiteItem, ...] = ()
    notes: tuple[Note, ...] = ()
    physical_name: str = ""
    description: str = ""
    owner: str = ""
    particulars: Mapping[str, str] = field(default_factory=dict)
    block: Block | None = None
    origin: Position | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Return the columns of the primary key in their order; empty where there is none."""
        placed = [
            (column.key_position, column.name) for column in self.columns if column.key_position is not None
        ]
        return tuple(name for _, name in sorted(placed, key=lambda pair: pair[0]))

    @property
    def masked(self) -> frozenset[str]:
        """Return the columns whose values must not be shown."""
        return frozenset(column.name for column in self.columns if column.is_masked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A data contract.

    Parameters
    ----------
    id, name, version : str
        As the document says; the name is the id where it says none.
    tables : tuple of TableContract
        At least one.
    owner : str
        Owner of every check that names none.
    particulars : mapping of str to str
        What stands beside the tables, such as ``team`` and ``support``, as canonical JSON by its key.
    """

    id: str
    name: str
    version: str
    tables: tuple[TableContract, ...]
    owner: str = ""
    description: str = ""
    particulars: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> TableContract | None:
        """Return the table of that name or physical name, None if there is none."""
        named = (table for table in self.tables if name in (table.name, table.physical_name))
        return next(named, None)
