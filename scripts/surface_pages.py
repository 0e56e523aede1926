"""The reference pages of what people touch: commands, the project file, public Python names."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

import lockgate
from lockgate.app.project.schema import project_schema
from lockgate.app.project.spec import EntryNotes
from lockgate.cli.main import app
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.schema import object_schema
from numpydoc_text import Docstring, fenced, page, parse, table

Pages = dict[str, str]


def command_pages() -> Pages:
    """Return one page a command, and the list of all."""
    commands = dict(_commands(app, "lockgate"))
    pages = {f"cli/{name.replace(' ', '-')}.md": _command_page(name, cmd) for name, cmd in commands.items()}
    rows = [
        (f"[`{name}`]({name.replace(' ', '-')}.md)", parse(command.help).summary)
        for name, command in sorted(commands.items())
    ]
    exits = [
        ("0", "pass: every gate is open"),
        ("1", "fail: a gate is shut"),
        ("2", "usage: a mistake in the command or in a document"),
        ("3", "inconclusive: the evidence is too thin to decide"),
        ("4", "error: something could not be asked"),
    ]
    return pages | {
        "cli/index.md": page(
            "Command line",
            table(("command", "does"), rows),
            "## Exit codes\n\n" + table(("code", "means"), exits),
        )
    }


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for child in sorted(command.list_commands(context)):
        inner = command.get_command(context, child)
        if inner is not None and not inner.hidden:
            yield from _commands(inner, f"{name} {child}")


def _command_page(name: str, command: Any) -> str:  # noqa: ANN401 - arguments and options alike
    doc = parse(command.help)
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not getattr(p, "hidden", False)]
    usage = " ".join([name, "[OPTIONS]" if options else "", *(_argument(p) for p in arguments)])
    parts = [f"{doc.summary}\n", fenced("text", " ".join(usage.split())), f"{doc.body}\n" if doc.body else ""]
    if arguments:
        rows = [(f"`{p.name.upper()}`", p.help or "") for p in arguments]
        parts.append("## Arguments\n\n" + table(("argument", "meaning"), rows))
    if options:
        rows = [(", ".join(f"`{opt}`" for opt in [*p.opts, *p.secondary_opts]), _meaning(p)) for p in options]
        parts.append("## Options\n\n" + table(("option", "meaning"), rows))
    return page(f"`{name}`", *parts, "[All commands](index.md)\n")


def _argument(parameter: Any) -> str:  # noqa: ANN401 - arguments and options alike
    name = str(parameter.name).upper()
    return name if parameter.required else f"[{name}]"


def _meaning(parameter: Any) -> str:  # noqa: ANN401 - arguments and options alike
    default = parameter.default
    shown = isinstance(default, str | int | float) and default not in (
        "",
        False,
    )  # click marks "none" in its own way
    return f"{parameter.help or ''}{f' Default: `{default}`.' if shown else ''}"


def project_page() -> Pages:
    """Return the page of the keys of `lockgate.yaml`, and its JSON Schema."""
    schema = project_schema()
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    opening = (
        "Every key that `lockgate.yaml` knows. A key that is not here is an error with its place and the nearest\n"
        "name. `lockgate schema > lockgate.schema.json` writes [the JSON Schema](lockgate.schema.json), with which\n"
        "editors complete and check the file:\n"
    )
    hint = fenced("yaml", "# yaml-language-server: $schema=lockgate.schema.json\nlockgate: 1")
    notes = object_schema(EntryNotes)
    unique = {
        json.dumps({**part, "required": []}, sort_keys=True): (title, part)
        for title, part in reversed([*_objects("lockgate.yaml", schema)])
    }
    sections = [_section(title, part, notes["properties"]) for title, part in reversed(unique.values())]
    sections.append(_section("keys of every entry", notes, {}))
    return {"lockgate-yaml.md": page("lockgate.yaml", opening, hint, *sections), "lockgate.schema.json": text}


def _section(title: str, part: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Return one mapping's keys as a table; keys that mean what they mean everywhere are named in one line."""
    required = part.get("required", ())
    keys = part["properties"].items()
    rows = [
        (f"`{key}`{' (required)' if key in required else ''}", _kind(value), _says(value))
        for key, value in keys
        if known.get(key) != value and key not in OPERATOR_KEYS
    ]
    parts = [f"## {title}\n", f"{part['description']}\n" if part.get("description") else ""]
    parts.append(table(("key", "value", "meaning"), rows))
    if set(part["properties"]) >= OPERATOR_KEYS:
        parts.append("And one [operator](checks/index.md#operators).\n")
    if any(known.get(key) == value for key, value in keys):
        parts.append("And the [keys of every entry](#keys-of-every-entry).\n")
    return "\n".join(part for part in parts if part)


def _says(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    return f"{value.get('description', '')}{f' Default: `{default}`.' if default not in (None, '') else ''}"


def _kind(value: Mapping[str, Any]) -> str:
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(_kind(item) for item in value["anyOf"]))
    kinds = value.get("type", "anything")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    words = {
        "array": "list",
        "object": "mapping",
        "string": "text",
        "integer": "whole number",
        "null": "nothing",
    }
    return " or ".join(words.get(kind, kind) for kind in kinds)


def _objects(title: str, part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every mapping of a schema that has keys of its own, the outer before the inner."""
    if part.get("properties"):
        yield title, part
    inner = dict(part.get("properties", {}))
    if isinstance(part.get("additionalProperties"), dict):
        inner["NAME"] = part["additionalProperties"]
    if isinstance(part.get("items"), dict):
        inner[""] = part["items"]
    for key, value in inner.items():
        name = _path(title, key)
        yield from _objects(name, value)
        for option in value.get("anyOf", ()):
            yield from _objects(name, option)
        for option in value.get("oneOf", ()):
            yield from _objects(f"entry {option.get('required', [name])[0]}", option)


def _path(title: str, key: str) -> str:
    if not key:
        return f"{title}[]"
    if title == "lockgate.yaml":
        return key
    return f"{title} › {'STAGE' if title == 'stages' else key}"


def python_page() -> Pages:
    """Return the page of the public Python names."""
    sections = []
    for name in sorted(lockgate.__all__):
        value = getattr(lockgate, name)
        if not callable(value):
            continue
        doc = parse(value.__doc__)
        sections.append(f"## `{name}`\n\n" + fenced("text", _signature(name, value)) + "\n" + _python_text(doc))
    opening = "`import lockgate` loads no engine; what a name needs is loaded when the name is used.\n"
    return {"python.md": page("Python", opening, *sections)}


def _signature(name: str, value: Any) -> str:  # noqa: ANN401 - a function or a class
    """Return how a name is called, annotations as they are written in the source."""
    if inspect.isclass(value):
        return f"class {name}"
    found = inspect.signature(value)
    parameters = [p.replace(annotation=_Written(p.annotation)) for p in found.parameters.values()]
    shown = found.replace(parameters=parameters, return_annotation=_Written(found.return_annotation))
    return f"{name}{shown}"


class _Written(str):
    """An annotation that shows itself without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _python_text(doc: Docstring) -> str:
    parts = [f"{doc.summary}\n", f"{doc.body}\n" if doc.body else ""]
    for section in ("Parameters", "Returns", "Raises"):
        rows = [(", ".join(f"`{n}`" for n in e.names), e.kind, e.text) for e in doc.entries(section)]
        parts += [f"**{section}**\n", table(("name", "kind", "meaning"), rows)] if rows else []
    parts += [fenced("python", doc.session)] if doc.session else []
    return "\n".join(part for part in parts if part)
