"""YAML text to nodes with positions; what can be misread or can blow up is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, Source, problem_at
from lockgate.documents.scalars import resolve
from lockgate.domain.errors import DocumentError, Problem
from lockgate.domain.position import Position

__all__ = ["LARGEST", "decoded", "read_yaml"]

LARGEST = 20_000_000
"""Characters that a document may have; a contract of 10,000 columns has about 5 million."""

_DEEPEST = 100
_MOST_ALIASED = 10_000  # nodes that aliases may repeat, over the whole document
_MOST_SHOWN = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TAB_INDENT = re.compile(r"[ ]*\t")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
_CODE = "LG310"


def read_yaml(text: str | bytes, file: str) -> Node:
    r"""Read one YAML document.

    Refused: tabs as indentation, duplicate keys, keys that are not texts, more than one document, tags other
    than ``!!str``, aliases that repeat more than 10,000 nodes, nesting deeper than 100, control characters,
    bytes that are not UTF-8, more than 20 million characters, an empty document. Scalars are read as
    `lockgate.documents.scalars.resolve` says.

    Parameters
    ----------
    text : str or bytes
        The document; bytes must be UTF-8, with or without byte-order mark.
    file : str
        The name that error messages show.

    Returns
    -------
    node : Node
        The root, mostly a `Mapping`.

    Raises
    ------
    DocumentError
        With every mistake up to the first that hides what follows.

    Examples
    --------
    >>> root = read_yaml("project: flights\nseed: 2013\n", "lockgate.yaml")
    >>> [(entry.key, entry.value.value, str(entry.position)) for entry in root.entries]
    [('project', 'flights', 'lockgate.yaml:1:1'), ('seed', 2013, 'lockgate.yaml:2:1')]
    >>> read_yaml("a: 1\na: 2\n", "lockgate.yaml")
    Traceback (most recent call last):
        ...
    lockgate.domain.errors.documents.DocumentError: lockgate.yaml:2:1  [LG310] key `a` is written twice. first in line 1
    """
    content = decoded(text, file)
    source = Source(file, tuple(content.split("\n")))
    _refuse_text(content, source)
    reader = _Reader(source)
    root = reader.read(content)
    if reader.problems:
        raise DocumentError(reader.problems)
    if root is None or (isinstance(root, Scalar) and root.value is None):
        hint = "write at least one key"
        raise DocumentError([Problem(Position(file, 1, 1), "LG317", "the document is empty", hint)])
    return root


def decoded(text: str | bytes, file: str) -> str:
    """Return a document as text, without byte-order mark and carriage returns.

    Raises
    ------
    DocumentError
        If it is not UTF-8.
    """
    if isinstance(text, str):
        return text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return text.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        what = f"byte {error.object[error.start]:#04x} is not UTF-8"
        problem = Problem(Position(file, line, column), _CODE, what, "save the file as UTF-8")
        raise DocumentError([problem]) from error


def _refuse_text(content: str, source: Source) -> None:
    if len(content) > LARGEST:
        what = f"the document has {len(content):,} characters, at most {LARGEST:,} are read"
        raise DocumentError([Problem(Position(source.file, 1, 1), _CODE, what, "split the file")])
    if _CONTROL.search(content) is None:
        return
    problems = [
        Problem(
            Position(source.file, number, found.start() + 1),
            _CODE,
            f"control character {ord(found.group()):#04x} is not allowed",
            "remove it; is this a text file?",
        )
        for number, line in enumerate(source.lines, start=1)
        if (found := _CONTROL.search(line))
    ]
    raise DocumentError(problems[:_MOST_SHOWN])


@dataclass(slots=True)
class _Reader:
    """Turns the parser's events into nodes; collects what is wrong on the way."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    n_nodes: int = 0
    n_aliased: int = 0
    parser: Any = None

    def read(self, content: str) -> Node | None:
        try:
            self.parser = _LOADER(content)
            return self._document()
        except yaml.YAMLError as error:
            raise DocumentError([*self.problems, *self._unparsable(error)]) from error
        finally:
            if self.parser is not None:
                self.parser.dispose()

    def _document(self) -> Node | None:
        self.parser.get_event()  # start of the stream
        if self.parser.check_event(yaml.StreamEndEvent):
            return None
        self.parser.get_event()  # start of the document
        root = self._node(self.parser.get_event(), 0)
        self.parser.get_event()  # end of the document
        if not self.parser.check_event(yaml.StreamEndEvent):
            self._refuse(self.parser.get_event(), "a second document begins here", "keep one document a file")
        return root

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - PyYAML's events have no common type
        if depth > _DEEPEST:
            self._refuse(event, f"nesting is deeper than {_DEEPEST}", "write a flatter document")
            raise DocumentError(self.problems)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.n_nodes
        self.n_nodes += 1
        if event.tag is not None and event.tag != _TEXT_TAG:
            self._refuse(event, f"tag `{event.tag}` is not allowed", "remove it; write plain values")
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Sequence(*self._place(event), self._items(depth))
        else:
            node = Mapping(*self._place(event), self._entries(depth))
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, self.n_nodes - before)
        return node

    def _scalar(self, event: Any) -> Scalar:  # noqa: ANN401 - PyYAML has no types for its events
        is_plain = event.implicit[0] and event.tag is None
        return Scalar(*self._place(event), resolve(event.value) if is_plain else event.value, is_plain)

    def _alias(self, event: Any) -> Node:  # noqa: ANN401 - PyYAML has no types for its events
        known = self.anchors.get(event.anchor)
        if known is None:
            self._refuse(event, f"alias `*{event.anchor}` names no anchor before it", "write the value itself")
            return Scalar(*self._place(event), None)
        node, size = known
        self.n_aliased += size
        self.n_nodes += size
        if self.n_aliased > _MOST_ALIASED:
            self._refuse(event, f"aliases repeat more than {_MOST_ALIASED:,} values", "write the values out")
            raise DocumentError(self.problems)
        return node

    def _items(self, depth: int) -> tuple[Node, ...]:
        items = []
        while not isinstance(event := self.parser.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items)

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        merged: list[Mapping] = []
        while not isinstance(event := self.parser.get_event(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self.parser.get_event(), depth + 1)
            if not isinstance(key, Scalar):
                self.problems.append(problem_at(key, _CODE, f"a key must be a text, got {key.shown}"))
            elif key.value == "<<" and key.is_plain and isinstance(value, Mapping):
                merged.append(value)
            else:
                self._enter(entries, key, value)
        for mapping in merged:
            for entry in mapping.entries:
                entries.setdefault(entry.key, entry)
        return tuple(entries.values())

    def _enter(self, entries: dict[str, Entry], key: Scalar, value: Node) -> None:
        name = key.value if isinstance(key.value, str) else str(key.value).lower()
        first = entries.get(name)
        if first is None:
            entries[name] = Entry(key.source, key.line, key.column, name, value)
            return
        hint = f"first in line {first.line}"
        self.problems.append(problem_at(key, _CODE, f"key `{name}` is written twice", hint))

    def _place(self, event: Any) -> tuple[Source, int, int]:  # noqa: ANN401 - PyYAML has no types for its events
        mark = event.start_mark
        return self.source, mark.line + 1, mark.column + 1

    def _refuse(self, event: Any, text: str, hint: str) -> None:  # noqa: ANN401 - PyYAML has no types for its events
        self.problems.append(problem_at(Scalar(*self._place(event), None), _CODE, text, hint))

    def _unparsable(self, error: yaml.YAMLError) -> list[Problem]:
        tabs = [
            Scalar(self.source, number, found.end(), None)
            for number, line in enumerate(self.source.lines, start=1)
            if (found := _TAB_INDENT.match(line))
        ]
        what = str(getattr(error, "problem", None) or "the document cannot be parsed")
        if tabs and "cannot start any token" in what:
            text = "a tab cannot indent YAML"
            return [problem_at(place, _CODE, text, "use spaces") for place in tabs[:_MOST_SHOWN]]
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        context = getattr(error, "context", None)
        text = f"not valid YAML: {what}" + (f" {context}" if context else "")
        hint = "close the quote" if "quoted scalar" in str(context) else ""
        if "mapping values" in what:
            hint = "quote a text that contains `: `"
        return [problem_at(Scalar(self.source, line, column, None), _CODE, text, hint)]
