"""Predicates on texts beside regular expressions: LIKE, bytes, letter case, what a text looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.predicates import column_sql, text_column
from lockgate.scan.schema import LogicalType, Schema

__all__ = [
    "BLANK",
    "KIND_PATTERNS",
    "ODD_BLANK",
    "BytesOutside",
    "Case",
    "CaseDiffers",
    "Kind",
    "Like",
    "LongerThan",
    "LooksLike",
    "joined_texts",
]

Case = Literal["lower", "upper"]
"""How a text's letters are written."""

Kind = Literal["boolean", "integer", "number", "date", "text"]
"""What a text looks like."""

_ODD_SPACES = r"\t\n\v\f\r" + "".join(map(chr, (
    0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF,
)))  # fmt: skip
BLANK = f"[ {_ODD_SPACES}]"
"""A regular expression for one character that shows nothing, of ASCII or not."""

ODD_BLANK = f"[{_ODD_SPACES}]"
"""A regular expression for one character that shows nothing and is no plain space: a tab, a line break, …"""

KIND_PATTERNS: dict[Kind, str] = {
    "boolean": "^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO)$",
    "integer": "^[+-]?[0-9]+$",
    "number": r"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
            "(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$",
}  # fmt: skip
"""What texts of a kind look like; every other text is just text. Each integer is a number too."""


@dataclass(frozen=True, slots=True)
class Like:
    """True where the text is like the pattern: ``%`` stands for any letters, ``_`` for one (negated: is not)."""

    column: str
    pattern: str
    is_negated: bool = False

    def __post_init__(self) -> None:
        if "\x00" in self.pattern:
            raise ParameterError.of("like", "pattern", "a pattern without NUL", self.pattern)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is {'not ' if self.is_negated else ''}like {self.pattern!r}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        text = column_sql(text_column(self.column, schema))
        like = exp.Like(this=text, expression=exp.Literal.string(self.pattern))
        return exp.not_(exp.paren(like)) if self.is_negated else like


@dataclass(frozen=True, slots=True)
class BytesOutside:
    """True where the text takes fewer than `shortest` or more than `longest` bytes of UTF-8."""

    column: str
    shortest: int | None = None
    longest: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        few = [] if self.shortest is None else [f"fewer than {self.shortest}"]
        many = [] if self.longest is None else [f"more than {self.longest}"]
        return f"{self.column} takes {' or '.join([*few, *many])} bytes"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        text = column_sql(text_column(self.column, schema))
        size = exp.ByteLength(this=exp.Encode(this=text, charset=exp.Literal.string("utf-8")))
        parts: list[exp.Expr] = []
        if self.shortest is not None:
            parts.append(exp.LT(this=size, expression=exp.Literal.number(self.shortest)))
        if self.longest is not None:
            parts.append(exp.GT(this=size, expression=exp.Literal.number(self.longest)))
        return exp.or_(*parts) if parts else exp.false()


@dataclass(frozen=True, slots=True)
class LongerThan:
    """True where a text has more than `most` characters; never where the column holds no text."""

    column: str
    most: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} has more than {self.most} characters"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        column = schema.column(self.column)
        if column.logical is not LogicalType.STRING:
            return exp.false()
        return exp.GT(this=exp.Length(this=column_sql(column)), expression=exp.Literal.number(self.most))


@dataclass(frozen=True, slots=True)
class CaseDiffers:
    """True where the text changes when all its letters are written in one case."""

    column: str
    case: Case

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is not in {self.case} case"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        text = column_sql(text_column(self.column, schema))
        kind: type[exp.Func] = exp.Lower if self.case == "lower" else exp.Upper
        return exp.NEQ(this=text, expression=kind(this=text.copy()))


@dataclass(frozen=True, slots=True)
class LooksLike:
    """True where the text looks like a value of some kind; blanks around it do not matter."""

    column: str
    kind: Kind

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} looks like a{'n' if self.kind == 'integer' else ''} {self.kind}"

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        text = exp.Trim(this=column_sql(text_column(self.column, schema)))
        return exp.RegexpLike(this=text, expression=exp.Literal.string(KIND_PATTERNS[self.kind]))


def joined_texts(texts: Sequence[exp.Expr]) -> exp.Expr:
    """Return texts put together in their order, by halves: engines read expressions of a limited depth only.

    Examples
    --------
    >>> joined_texts([exp.column(name) for name in "abc"]).sql()
    'a || (b || c)'
    """
    if len(texts) == 1:
        return texts[0]
    middle = len(texts) // 2
    halves = [joined_texts(half) for half in (texts[:middle], texts[middle:])]
    left, right = (exp.paren(half) if isinstance(half, exp.DPipe) else half for half in halves)
    return exp.DPipe(this=left, expression=right)
