"""One node to one value of an annotated type; strict, so that `"15"` is never 15."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from lockgate.documents.duration import parse_duration
from lockgate.documents.fields import fields_of, from_text
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, plain_value, problem_at
from lockgate.documents.scalars import is_iso_date, is_iso_timestamp
from lockgate.domain.errors import LockgateError, Problem, did_you_mean

__all__ = ["BAD", "Converter", "Nested", "converter_of", "refused"]

BAD = object()
"""What a converter returns when the node does not fit; it has reported why."""

Read = Callable[[Node, list[Problem]], object]
Nested = Callable[[Any, Node, list[Problem]], object]
"""Reads a dataclass from a mapping; None after reporting why not."""


@dataclasses.dataclass(frozen=True, slots=True)
class Converter:
    """How values of one type are read.

    `says` names the type for people; `fits` tells by the node's outside whether it is meant; `rank` is the order
    in which the members of a union are tried; `convert` may still refuse.
    """

    says: str
    rank: int
    fits: Callable[[Node], bool]
    convert: Read

    def read(self, node: Node, problems: list[Problem]) -> object:
        """Return the value, or `BAD` after reporting why not."""
        if self.fits(node):
            return self.convert(node, problems)
        hint = f"write a list: [{plain_value(node)}]" if self.rank == _LIST and isinstance(node, Scalar) else ""
        problems.append(problem_at(node, "LG311", f"must be {self.says}, got {node.shown}", hint))
        return BAD


_LIST, _MAPPING = 8, 9


def _scalar(says: str, rank: int, *kinds: type) -> Converter:
    def fits(node: Node) -> bool:
        return isinstance(node, Scalar) and type(node.value) in kinds

    def convert(node: Node, _: list[Problem]) -> object:
        return float(node.value) if float in kinds else node.value  # type: ignore[union-attr, arg-type]  # `fits`

    return Converter(says, rank, fits, convert)


def _text_form(says: str, rank: int, fits: Callable[[str], bool], parse: Callable[[str], object]) -> Converter:
    """Return the converter of a type that is written as a text of a certain form."""

    def node_fits(node: Node) -> bool:
        return isinstance(node, Scalar) and isinstance(node.value, str) and fits(node.value)

    def convert(node: Node, problems: list[Problem]) -> object:
        try:
            return parse(str(plain_value(node)))
        except (ValueError, OverflowError):
            problems.append(problem_at(node, "LG311", f"must be {says}, got {node.shown}"))
            return BAD

    return Converter(says, rank, node_fits, convert)


_SIMPLE: dict[Any, Converter] = {
    type(None): _scalar("nothing", 0, type(None)),
    bool: _scalar("true or false", 1, bool),
    int: _scalar("a whole number", 2, int),
    float: _scalar("a number", 3, float, int),
    date: _text_form("a date such as 2013-01-31", 4, is_iso_date, date.fromisoformat),
    datetime: _text_form(
        "a timestamp such as 2013-01-31T06:00:00Z", 5, is_iso_timestamp, datetime.fromisoformat
    ),
    timedelta: _text_form("a length of time such as 2d, 36h or PT36H", 5, lambda _: True, parse_duration),
    str: _scalar("a text", 7, str),
    Any: Converter("a value", 10, lambda _: True, lambda node, _: plain_value(node)),
    object: Converter("a value", 10, lambda _: True, lambda node, _: plain_value(node)),
}


def converter_of(kind: Any, nested: Nested) -> Converter:  # noqa: ANN401, PLR0911 - one return a kind of type
    """Return the converter of an annotated type; `nested` reads dataclasses.

    Raises
    ------
    TypeError
        If fields of this type cannot be read from a document.
    """
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _union([(member, converter_of(member, nested)) for member in arguments])
    if origin is Literal:
        return _choice({str(word): word for word in arguments})
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return _list(converter_of(arguments[0], nested))
    if origin is dict and arguments[0] is str:
        return _dict(converter_of(arguments[1], nested))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice({member.value: member for member in kind})
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind, nested)
    message = f"no converter for {kind!r}"
    raise TypeError(message)


def _union(members: list[tuple[Any, Converter]]) -> Converter:
    kinds = {kind for kind, _ in members}
    ranked = sorted((converter for _, converter in members), key=lambda converter: converter.rank)
    instants = {_SIMPLE[date].rank, _SIMPLE[datetime].rank} if str in kinds else set()
    said = [one for one in ranked if not (one is _SIMPLE[int] and float in kinds)]  # a whole number is a number
    words = [converter.says for converter in said if converter.rank > 0]
    says = " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def pick(node: Node) -> Converter | None:
        is_quoted = isinstance(node, Scalar) and not node.is_plain
        for converter in ranked:
            if converter.fits(node) and not (is_quoted and converter.rank in instants):
                return converter
        return None

    def convert(node: Node, problems: list[Problem]) -> object:
        converter = pick(node)
        return BAD if converter is None else converter.convert(node, problems)

    return Converter(says, ranked[-1].rank, lambda node: pick(node) is not None, convert)


def _choice(words: dict[str, Any]) -> Converter:
    shown = ", ".join(f"`{word}`" for word in words)
    says = f"one of {shown}" if len(words) > 1 else shown

    def fits(node: Node) -> bool:
        return isinstance(node, Scalar) and isinstance(node.value, str)

    def convert(node: Node, problems: list[Problem]) -> object:
        word = str(plain_value(node))
        if word in words:
            return words[word]
        problems.append(
            problem_at(node, "LG314", f"must be {says}, got {node.shown}", did_you_mean(word, words))
        )
        return BAD

    return Converter(says, 6, fits, convert)


def _list(member: Converter) -> Converter:
    def convert(node: Node, problems: list[Problem]) -> object:
        items = [member.read(item, problems) for item in node.items]  # type: ignore[union-attr]  # `fits`
        return BAD if any(item is BAD for item in items) else tuple(items)

    return Converter(f"a list, each {member.says}", _LIST, lambda node: isinstance(node, Sequence), convert)


def _dict(member: Converter) -> Converter:
    def convert(node: Node, problems: list[Problem]) -> object:
        pairs = [(entry.key, member.read(entry.value, problems)) for entry in node.entries]  # type: ignore[union-attr]  # `fits`
        return BAD if any(value is BAD for _, value in pairs) else dict(pairs)

    each = "" if member is _SIMPLE[object] else f", each value {member.says}"
    return Converter(f"a mapping{each}", _MAPPING, lambda node: isinstance(node, Mapping), convert)


def _dataclass(cls: type, nested: Nested) -> Converter:
    def fits(node: Node) -> bool:
        return isinstance(node, Mapping) or (
            from_text(cls) and isinstance(node, Scalar) and node.value is not None
        )

    def convert(node: Node, problems: list[Problem]) -> object:
        if isinstance(node, Mapping):
            built = nested(cls, node, problems)
            return BAD if built is None else built
        make = getattr(cls, "from_scalar", None)
        if make is None and not isinstance(plain_value(node), str):
            problems.append(problem_at(node, "LG311", f"must be a text, got {node.shown}"))
            return BAD
        try:
            return make(plain_value(node)) if make else cls(**{_needed(cls): plain_value(node)})
        except LockgateError as error:
            problems.append(refused(error, node))
            return BAD

    return Converter("a text or a mapping" if from_text(cls) else "a mapping", _MAPPING, fits, convert)


def _needed(cls: type) -> str:
    return next(field.name for field in fields_of(cls) if field.is_required)


def refused(error: LockgateError, place: Node) -> Problem:
    """Return a domain's refusal as a problem of the document; parameter errors become LG314."""
    code = "LG314" if error.code == "LG101" else error.code
    return problem_at(place, code, error.text, error.hint)
