"""Nodes against a JSON Schema: every mistake once, with its place and the nearest word that is known.

A schema is compiled once to functions; each takes a node, the name to call it by, the list of problems, and the
set in which it notes the keys it knows (for ``unevaluatedProperties``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from lockgate.documents.assertions import ASSERTIONS, TYPES, Check, Schema, called, wrong_type
from lockgate.documents.echoes import without_echoes
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.domain.position import Position

__all__ = ["SchemaValidator"]

_NOTES = frozenset(
    ("$schema", "$defs", "title", "description", "default", "examples", "deprecated", "format", "then", "else")
)


class SchemaValidator:
    """A compiled JSON Schema, drafts 2019-09 and later.

    Parameters
    ----------
    schema : mapping
        The schema; references stay inside it (``#/$defs/...``).

    Raises
    ------
    NotImplementedError
        If the schema uses a keyword that is not known here: it is never skipped in silence.

    Examples
    --------
    >>> from lockgate.documents.yaml_reader import read_yaml
    >>> validator = SchemaValidator({"properties": {"seed": {"type": "integer"}}, "additionalProperties": False})
    >>> for problem in validator.problems(read_yaml("{sead: 1, seed: x}", "lockgate.yaml")):
    ...     print(problem.position.column, problem.text)
    2 unknown key `sead`
    17 `seed` must be a whole number, got 'x'
    """

    def __init__(self, schema: Schema) -> None:
        self._root = schema
        self._compiled: dict[str, Check] = {}
        self._check = self._compile(schema)

    def problems(self, node: Node) -> list[Problem]:
        """Return every mistake, in the order of the file."""
        out: list[Problem] = []
        self._check(node, "", out, set())
        if not out:
            return out
        # a place is told its first mistake: a value of the wrong type is also none of the allowed words
        first: dict[tuple[Position, str], Problem] = {}
        for problem in without_echoes(out, node):
            missing = problem.text if problem.code == "LG313" else ""
            first.setdefault((problem.position, missing), problem)
        return sorted(first.values(), key=lambda problem: problem.position)

    def _compile(self, schema: Schema) -> Check:
        checks = []
        # what names keys comes first, what asks which keys are left comes last
        for keyword in sorted(schema, key=lambda word: word == "unevaluatedProperties"):
            if keyword in _NOTES:
                continue
            if keyword in ASSERTIONS:
                checks.append(ASSERTIONS[keyword](schema[keyword]))
            elif keyword in self._APPLICATORS:
                checks.append(self._APPLICATORS[keyword](self, schema[keyword], schema))
            else:
                raise NotImplementedError(keyword)
        if len(checks) == 1:
            return checks[0]

        def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
            for part in checks:
                part(node, name, out, seen)

        return check

    def _resolve(self, reference: str) -> Schema:
        schema: Any = self._root
        for part in reference.removeprefix("#/").split("/"):
            schema = schema[part]
        return schema  # type: ignore[no-any-return]  # JSON has no narrower type

    def _reference(self, value: str, _: Schema) -> Check:
        # compiled when first met, because schemas refer to themselves
        def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
            compiled = self._compiled.get(value)
            if compiled is None:
                compiled = self._compiled[value] = self._compile(self._resolve(value))
            compiled(node, name, out, seen)

        return check

    def _properties(self, value: Schema, _: Schema) -> Check:
        parts = {key: self._compile(part) for key, part in value.items()}

        def check(node: Node, _: str, out: list[Problem], seen: set[str]) -> None:
            if isinstance(node, Mapping):
                for entry in node.entries:
                    part = parts.get(entry.key)
                    if part is not None:
                        seen.add(entry.key)
                        part(entry.value, f"`{entry.key}`", out, set())

        return check

    def _items(self, value: Schema, _: Schema) -> Check:
        part = self._compile(value)

        def check(node: Node, name: str, out: list[Problem], _: set[str]) -> None:
            if isinstance(node, Sequence):
                for item in node.items:
                    part(item, f"each of {name}" if name else "", out, set())

        return check

    def _additional(self, value: Schema | bool, schema: Schema) -> Check:  # noqa: FBT001 - JSON Schema's own form
        named = frozenset(schema.get("properties", {}))
        rest = None if isinstance(value, bool) else self._compile(value)
        known = self._known_keys(schema)

        def check(node: Node, _: str, out: list[Problem], seen: set[str]) -> None:
            if not isinstance(node, Mapping):
                return
            for entry in node.entries:
                if entry.key in named:
                    continue
                if rest is not None:
                    rest(entry.value, f"`{entry.key}`", out, set())
                elif value is False:
                    out.append(_unknown_key(entry, known))
                seen.add(entry.key)

        return check

    def _unevaluated(self, value: object, schema: Schema) -> Check:
        if value is not False:
            raise NotImplementedError("unevaluatedProperties")
        known = self._known_keys(schema)

        def check(node: Node, _: str, out: list[Problem], seen: set[str]) -> None:
            if isinstance(node, Mapping):
                out.extend(_unknown_key(entry, known) for entry in node.entries if entry.key not in seen)
                seen.update(node.keys)

        return check

    def _known_keys(self, schema: Schema) -> frozenset[str]:
        """Return every key that the schema or a part of it names for the same mapping."""
        known = set(schema.get("properties", {}))
        parts = [*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())]
        parts += [schema[word] for word in ("then", "else") if word in schema]
        parts += [self._resolve(schema["$ref"])] if "$ref" in schema else []
        return frozenset(known.union(*(self._known_keys(part) for part in parts)))

    def _all_of(self, value: list[Schema], _: Schema) -> Check:
        return self._compile({}) if not value else _in_turn([self._compile(part) for part in value])

    def _any_of(self, value: list[Schema], _: Schema) -> Check:
        branches = [(part, self._compile(part)) for part in value]

        def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
            outcomes = [_try(branch, node, name) for _, branch in branches]
            passed = [noted for found, noted in outcomes if not found]
            # where none fits, the keys that any branch knows are known: the mistake is told once
            seen.update(*(passed or [noted for _, noted in outcomes]))
            if not passed:
                out.extend(self._nearest(value, [found for found, _ in outcomes], node, name))

        return check

    def _one_of(self, value: list[Schema], schema: Schema) -> Check:
        any_of = self._any_of(value, schema)
        branches = [self._compile(part) for part in value]
        needed = [part.get("required", [""])[0] for part in value]
        by_key = dict(zip(needed, branches, strict=True)) if all(needed) else {}

        def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
            if by_key and isinstance(node, Mapping):
                written = [key for key in node.keys if key in by_key]
                if len(written) == 1:  # no other branch can hold
                    by_key[written[0]](node, name, out, seen)
                    return
            n_before = len(out)
            any_of(node, name, out, seen)
            passed = [key for key, part in zip(needed, branches, strict=True) if not _try(part, node, name)[0]]
            if len(out) == n_before and len(passed) > 1:
                text = "only one of " + ", ".join(f"`{key}`" for key in passed) + " may be written here"
                out.append(problem_at(node, "LG318", text if all(passed) else f"{called(name)}is ambiguous"))

        return check

    def _nearest(self, parts: list[Schema], found: list[list[Problem]], node: Node, name: str) -> list[Problem]:
        """Return the problems of the branch that was most likely meant."""
        keys = [part.get("required", ()) for part in parts]
        if isinstance(node, Mapping) and all(len(needed) == 1 for needed in keys):
            written = [i for i, (key,) in enumerate(keys) if key in node.keys]
            if written:
                return found[written[0]]
            words = ", ".join(f"`{key}`" for (key,) in keys)
            return [problem_at(node, "LG313", "a key is missing", f"one of {words}")]
        kinds = [kind for part in parts for kind in self._kinds(part)]
        if kinds and not any(TYPES[kind][1](node) for kind in kinds):
            return [wrong_type(node, name, list(dict.fromkeys(kinds)))]
        fitting = [
            problems
            for part, problems in zip(parts, found, strict=True)
            if any(TYPES[kind][1](node) for kind in self._kinds(part))
        ]
        return min(fitting or found, key=len)

    def _kinds(self, schema: Schema) -> list[str]:
        if "$ref" in schema:
            return self._kinds(self._resolve(schema["$ref"]))
        if "anyOf" in schema:
            return [kind for part in schema["anyOf"] for kind in self._kinds(part)]
        kinds = schema.get("type", [])
        return [kinds] if isinstance(kinds, str) else list(kinds)

    def _not(self, value: Schema, _: Schema) -> Check:
        branch = self._compile(value)
        keys = value.get("required", ())

        def check(node: Node, name: str, out: list[Problem], _: set[str]) -> None:
            if not _try(branch, node, name)[0]:
                words = ", ".join(f"`{key}`" for key in keys)
                text = f"{words} must not be written here" if words else f"{called(name)}is not allowed here"
                out.append(problem_at(node, "LG318", text))

        return check

    def _if(self, value: Schema, schema: Schema) -> Check:
        condition, holds = self._compile(value), _quick_test(value)
        then, other = self._compile(schema.get("then", {})), self._compile(schema.get("else", {}))

        def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
            if holds is not None and not holds(node):
                other(node, name, out, seen)
                return
            found, noted = _try(condition, node, name)
            if found:
                other(node, name, out, seen)
            else:
                seen.update(noted)
                then(node, name, out, seen)

        return check

    _APPLICATORS: ClassVar[dict[str, Callable[..., Check]]] = {
        "$ref": _reference,
        "additionalProperties": _additional,
        "allOf": _all_of,
        "anyOf": _any_of,
        "if": _if,
        "items": _items,
        "not": _not,
        "oneOf": _one_of,
        "properties": _properties,
        "unevaluatedProperties": _unevaluated,
    }


def _try(check: Check, node: Node, name: str) -> tuple[list[Problem], set[str]]:
    found: list[Problem] = []
    noted: set[str] = set()
    check(node, name, found, noted)
    return found, noted


def _in_turn(checks: list[Check]) -> Check:
    def check(node: Node, name: str, out: list[Problem], seen: set[str]) -> None:
        for part in checks:
            part(node, name, out, seen)

    return check


def _unknown_key(entry: Entry, known: frozenset[str]) -> Problem:
    if entry.key in known:
        return problem_at(entry, "LG312", f"`{entry.key}` does not belong to an entry of this kind")
    return problem_at(entry, "LG312", f"unknown key `{entry.key}`", did_you_mean(entry.key, known))


def _quick_test(schema: Schema) -> Callable[[Node], bool] | None:
    """Return a test that is false only where the schema surely does not hold; None for a schema without one."""
    if "anyOf" in schema:
        tests = [_quick_test(part) for part in schema["anyOf"]]
        known = [test for test in tests if test is not None]
        return (lambda node: any(test(node) for test in known)) if len(known) == len(tests) else None
    constants = [(key, part["const"]) for key, part in schema.get("properties", {}).items() if "const" in part]
    if not constants:
        return None
    key, constant = constants[0]
    is_required = key in schema.get("required", ())

    def test(node: Node) -> bool:
        if not isinstance(node, Mapping):
            return True
        value = node.get(key)
        if value is None:
            return not is_required
        return not isinstance(value, Scalar) or value.value == constant

    return test
