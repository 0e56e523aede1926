"""The text format of protocol buffers, as far as schemas use it, to nodes with positions."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

from lockgate.documents.node import Entry, Mapping, Node, Scalar, Source, problem_at
from lockgate.domain.errors import DocumentError

__all__ = ["read_text_format"]

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<word>[A-Za-z_][A-Za-z0-9_.]*)
    |(?P<number>[-+]?(?:inf|nan|[0-9][0-9A-Fa-fxX.]*(?:[eE][-+]?[0-9]+)?f?|\.[0-9]+(?:[eE][-+]?[0-9]+)?f?))
    |(?P<mark>[{}<>:;,\[\]/-])""",
    re.VERBOSE,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:([ntr\"'\\])|x([0-9A-Fa-f]{1,2})|([0-7]{1,3}))")
_DEEPEST = 50
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int
    column: int


@dataclass(slots=True)
class _Parser:
    """Goes through the tokens once."""

    source: Source
    tokens: list[_Token] = field(default_factory=list)
    at: int = 0

    def fail(self, token: _Token | None, text: str) -> DocumentError:
        line, column = (token.line, token.column) if token else (max(len(self.source.lines), 1), 1)
        place = Scalar(self.source, line, column, None)
        return DocumentError([problem_at(place, "LG310", text, "write it as `print(schema)` does")])

    def tokenize(self, text: str) -> None:
        position, line, start = 0, 1, 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            token = _Token("", text[position], line, position - start + 1)
            if found is None:
                raise self.fail(token, f"{text[position]!r} is not expected here")
            if found.lastgroup != "space":
                self.tokens.append(_Token(str(found.lastgroup), found.group(), line, position - start + 1))
            breaks = found.group().count("\n")
            line += breaks
            if breaks:
                start = position + found.group().rfind("\n") + 1
            position = found.end()

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *texts: str) -> _Token | None:
        token = self.peek()
        if token is None or token.text not in texts or token.kind != "mark":
            return None
        self.at += 1
        return token

    def message(self, place: _Token | None, end: str, depth: int) -> Mapping:
        if depth > _DEEPEST:
            raise self.fail(place, f"nesting is deeper than {_DEEPEST}")
        entries: list[Entry] = []
        while True:
            if end and self.take(end):
                break
            token = self.peek()
            if token is None:
                if end:
                    raise self.fail(place, "this is never closed")
                break
            entries += self.entries(depth)
        line, column = (place.line, place.column) if place else (1, 1)
        return Mapping(self.source, line, column, tuple(entries))

    def entries(self, depth: int) -> list[Entry]:
        name = self.peek()
        if name is None or name.kind != "word":
            raise self.fail(name, "a name of a field is expected here")
        self.at += 1
        has_colon = self.take(":") is not None
        values = self.values(name, depth, has_colon=has_colon)
        self.take(";", ",")
        return [Entry(self.source, name.line, name.column, name.text, value) for value in values]

    def values(self, name: _Token, depth: int, *, has_colon: bool) -> list[Node]:
        opening = self.take("{", "<")
        if opening is not None:
            return [self.message(opening, "}" if opening.text == "{" else ">", depth + 1)]
        if not has_colon:
            raise self.fail(name, f"`{name.text}` has no value")
        if self.take("["):
            return self.listed(name, depth)
        return [self.scalar(name)]

    def listed(self, name: _Token, depth: int) -> list[Node]:
        found: list[Node] = []
        while not self.take("]"):
            if self.peek() is None:
                raise self.fail(name, "this list is never closed")
            found += self.values(name, depth, has_colon=True)
            self.take(",")
        return found

    def scalar(self, name: _Token) -> Scalar:
        minus = self.take("-") is not None
        token = self.peek()
        if token is None or token.kind == "mark":
            raise self.fail(token or name, f"`{name.text}` has no value")
        self.at += 1
        if token.kind != "string":
            value = _number_or_word(("-" if minus else "") + token.text)
            return Scalar(self.source, token.line, token.column, value)
        text = _unescaped(token.text)
        while (more := self.peek()) is not None and more.kind == "string":  # adjacent texts are one
            text += _unescaped(more.text)
            self.at += 1
        return Scalar(self.source, token.line, token.column, text, is_plain=False)


def read_text_format(text: str, source: Source) -> Mapping:
    """Read a message in text format.

    Repeated fields are entries with one key, in the order of the file.

    Raises
    ------
    DocumentError
        With the place of the first mistake.

    Examples
    --------
    >>> root = read_text_format('feature { name: "fare" type: FLOAT }', Source("schema.pbtxt", ("",)))
    >>> [(entry.key, entry.value.text("name")) for entry in root.entries]
    [('feature', 'fare')]
    """
    parser = _Parser(source)
    if len(text) > _LARGEST:
        raise parser.fail(None, f"the document has more than {_LARGEST:,} characters")
    parser.tokenize(text)
    return parser.message(None, "", 0)


def _number_or_word(text: str) -> str | int | float | bool:
    if text in ("true", "false"):
        return text == "true"
    with suppress(ValueError):
        return int(text, 16 if "x" in text.casefold() else 10)
    with suppress(ValueError):
        return float(text.removesuffix("f"))
    return text


def _unescaped(quoted: str) -> str:
    def read(found: re.Match[str]) -> str:
        if found[1]:
            return _ESCAPES[found[1]]
        return chr(int(found[2], 16) if found[2] else int(found[3], 8))

    raw = _ESCAPE.sub(read, quoted[1:-1])
    try:
        return raw.encode("latin-1").decode("utf-8")  # bytes of UTF-8 are escaped one by one
    except UnicodeError:
        return raw
