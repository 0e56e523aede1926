"""Write the pages of `docs/reference` that are made from the code; `--check` only tells whether they are current.

Nothing here knows a check, a metric, a command or a code by name: what is registered gets a page.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from lockgate.app.project.schema import project_schema
from numpydoc_text import Described, Docstring, fenced, parse, table

import lockgate
from lockgate.checks import CHECKS
from lockgate.cli.main import app
from lockgate.documents.fields import OPERATOR_KEYS, fields_of
from lockgate.domain.codes import CODES, Code
from lockgate.domain.requirement import Operator
from lockgate.gates.metrics import METRICS
from lockgate.scan.suite import SuiteItem

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made from the code by `make reference`; edit the docstring, not this page. -->\n"

GROUPS = {
    "LG1": "Parameters and packages",
    "LG2": "Tables and states",
    "LG3": "Documents and expressions",
    "LG4": "Reasons of findings",
    "LG5": "Models",
    "LG6": "Entries and evidence",
}

Pages = dict[str, str]


def code_pages() -> Pages:
    """Return one page a code, and the list of all."""
    pages = {f"codes/{code.code}.md": _code_page(code) for code in CODES.values()}
    groups = [
        f"## {title}\n\n"
        + table(
            ("code", "says"),
            [(f"[{c.code}]({c.code}.md)", c.title) for c in CODES.values() if c.code.startswith(prefix)],
        )
        for prefix, title in GROUPS.items()
    ]
    opening = (
        "A code is permanent: it is never given another meaning. `lockgate explain CODE` shows the same text.\n"
        "Codes of the LG4 family are reasons of findings; all others say why something could not be decided.\n"
    )
    return pages | {"codes/index.md": _page("Codes", opening, *groups)}


def _code_page(code: Code) -> str:
    return _page(
        f"{code.code}: {code.title}",
        f"{code.meaning}\n",
        f"**What to do.** {code.next_step}\n",
        "[All codes](index.md)\n",
    )


def check_pages() -> Pages:
    """Return one page a check, and the list of all."""
    pages = {f"checks/{name}.md": _unit_page(name, cls, "check") for name, cls in CHECKS.items()}
    rows = [(f"[`{name}`]({name}.md)", parse(cls.__doc__).summary) for name, cls in sorted(CHECKS.items())]
    common = [
        (f"`{name}`", entry.text)
        for entry in parse(SuiteItem.__doc__).entries("Parameters")
        for name in entry.names
        if name not in ("check", "origin")
    ]
    operators = [(f"`{operator.value}`", _operator_text(operator)) for operator in Operator]
    return pages | {
        "checks/index.md": _page(
            "Checks",
            "What a contract may ask. How to write one into a contract: "
            "[write a contract](../../how-to/write-a-contract.md). What null, NaN and infinity mean: "
            "[missing values](../../explanation/missing-values.md).\n",
            table(("check", "asks"), rows),
            "## Keys of every check\n\n" + table(("key", "meaning"), common),
            "## Operators\n\nChecks on one number take exactly one of these.\n\n"
            + table(("operator", "the number must be"), operators),
        )
    }


def _operator_text(operator: Operator) -> str:
    words = {
        "mustBe": "equal to the bound",
        "mustNotBe": "different from the bound",
        "mustBeGreaterThan": "greater than the bound",
        "mustBeGreaterOrEqualTo": "greater than or equal to the bound",
        "mustBeLessThan": "less than the bound",
        "mustBeLessOrEqualTo": "less than or equal to the bound",
        "mustBeBetween": "in the range `[lower, upper]`, both ends included",
        "mustNotBeBetween": "outside the range `[lower, upper]`",
    }
    return words[operator.value]


def metric_pages() -> Pages:
    """Return one page a metric, and the list of all."""
    metrics = {metric.name: metric for metric in METRICS}
    pages = {f"metrics/{name}.md": _unit_page(name, type(metric), "metric") for name, metric in metrics.items()}
    rows = [
        (
            f"[`{name}`]({name}.md)",
            ", ".join(f"`{alias}`" for alias in metric.aliases),
            metric.direction.value,
            parse(type(metric).__doc__).summary,
        )
        for name, metric in sorted(metrics.items())
    ]
    opening = (
        "What a model gate may compare with a bar. How bars are decided: "
        "[the statistics](../../explanation/statistics.md).\n"
    )
    listed = table(("metric", "also called", "better", "measures"), rows)
    return pages | {"metrics/index.md": _page("Metrics", opening, listed)}


def _unit_page(name: str, cls: type, kind: str) -> str:
    doc = parse(cls.__doc__)
    parts = [f"{doc.summary}\n", f"{doc.body}\n" if doc.body else ""]
    if doc.yaml:
        parts.append(fenced("yaml", doc.yaml))
    parameters = list(_parameters(cls)) if kind == "check" else []
    if parameters:
        parts.append("## Keys\n\n" + table(("key", "value", "meaning"), parameters))
    parts += [
        f"## {section}\n\n{doc.sections[section]}\n"
        for section in ("Notes", "References")
        if section in doc.sections
    ]
    if doc.session:
        parts.append("## In Python\n\n" + fenced("python", doc.session))
    module = cls.__module__
    parts.append(f"Python: `{module}.{cls.__qualname__}`. [All {kind}s](index.md)\n")
    return _page(f"`{name}`", *parts)


def _parameters(cls: type) -> Iterator[tuple[str, str, str]]:
    described = _described(cls)
    for field in fields_of(cls):
        entry = described.get(field.name, Described((field.name,), "", ""))
        operators = bool(field.keys & OPERATOR_KEYS)
        shown = "one [operator](index.md#operators)" if operators else f"`{field.name}`"
        yield shown, entry.kind, entry.text


def _described(cls: type) -> dict[str, Described]:
    found: dict[str, Described] = {}
    for owner in reversed(cls.__mro__):
        for entry in parse(owner.__doc__).entries("Parameters"):
            found.update(dict.fromkeys(entry.names, entry))
    return found


def command_pages() -> Pages:
    """Return one page a command, and the list of all."""
    commands = dict(_commands(typer.main.get_command(app), "lockgate"))
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
        "cli/index.md": _page(
            "Command line",
            table(("command", "does"), rows),
            "## Exit codes\n\n" + table(("code", "means"), exits),
        )
    }


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer vendors click untyped
    children: Mapping[str, Any] = getattr(command, "commands", {})
    if not children:
        yield name, command
    for child, inner in sorted(children.items()):
        if not inner.hidden:
            yield from _commands(inner, f"{name} {child}")


def _command_page(name: str, command: Any) -> str:  # noqa: ANN401 - typer vendors click untyped
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
    return _page(f"`{name}`", *parts, "[All commands](index.md)\n")


def _argument(parameter: Any) -> str:  # noqa: ANN401 - typer vendors click untyped
    name = str(parameter.name).upper()
    return name if parameter.required else f"[{name}]"


def _meaning(parameter: Any) -> str:  # noqa: ANN401 - typer vendors click untyped
    default = parameter.default
    shown = not callable(default) and default not in (None, "", (), [], False)
    return f"{parameter.help or ''}{f' Default: `{default}`.' if shown else ''}"


def project_page() -> Pages:
    """Return the page of the keys of `lockgate.yaml`, and its JSON Schema."""
    schema = project_schema()
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    opening = (
        "Every key that `lockgate.yaml` knows. A key that is not here is an error with its place and the nearest\n"
        "name. Editors complete and check the file with [the JSON Schema](lockgate.schema.json):\n"
    )
    hint = fenced("yaml", "# yaml-language-server: $schema=.lockgate/lockgate.schema.json\nlockgate: 1")
    sections = [
        f"## {title}\n\n" + (f"{part['description']}\n\n" if part.get("description") else "") + _keys(part)
        for title, part in _objects("lockgate.yaml", schema)
    ]
    return {"lockgate-yaml.md": _page("lockgate.yaml", opening, hint, *sections), "lockgate.schema.json": text}


def _keys(part: Mapping[str, Any]) -> str:
    required = part.get("required", ())
    rows = [
        (f"`{key}`{' (required)' if key in required else ''}", _kind(value), str(value.get("description", "")))
        for key, value in part.get("properties", {}).items()
    ]
    return table(("key", "value", "meaning"), rows)


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
    for key, value in inner.items():
        name = f"{title} › {key}" if title != "lockgate.yaml" else key
        for option in (value, *value.get("anyOf", ()), *value.get("oneOf", ())):
            yield from _objects(name, option)
            if isinstance(option.get("items"), dict):
                yield from _objects(f"{name}[]", option["items"])


def python_page() -> Pages:
    """Return the page of the public Python names."""
    sections = []
    for name in sorted(lockgate.__all__):
        value = getattr(lockgate, name)
        if not callable(value):
            continue
        doc = parse(value.__doc__)
        signature = f"{name}{inspect.signature(value)}" if inspect.isfunction(value) else f"class {name}"
        sections.append(f"## `{name}`\n\n" + fenced("python", signature) + "\n" + _python_text(doc))
    opening = "`import lockgate` loads no engine; what a name needs is loaded when the name is used.\n"
    return {"python.md": _page("Python", opening, *sections)}


def _python_text(doc: Docstring) -> str:
    parts = [f"{doc.summary}\n", f"{doc.body}\n" if doc.body else ""]
    for section in ("Parameters", "Returns", "Raises"):
        rows = [(", ".join(f"`{n}`" for n in e.names), e.kind, e.text) for e in doc.entries(section)]
        parts += [f"**{section}**\n", table(("name", "kind", "meaning"), rows)] if rows else []
    parts += [fenced("python", doc.session)] if doc.session else []
    return "\n".join(part for part in parts if part)


def _page(title: str, *parts: str) -> str:
    return "\n".join([f"# {title}\n", MADE, *(part for part in parts if part)])


def all_pages() -> Pages:
    """Return every page by its path under `docs/reference`."""
    return code_pages() | check_pages() | metric_pages() | command_pages() | project_page() | python_page()


def stale(pages: Pages) -> list[str]:
    """Return the paths that are missing, differ, or are left over."""
    wrong = [path for path, text in pages.items() if _read(REFERENCE / path) != text]
    made = [path for path in REFERENCE.rglob("*.md") if MADE in path.read_text(encoding="utf-8")]
    left = [str(path.relative_to(REFERENCE)) for path in made]
    return sorted({*wrong, *(path for path in left if path not in pages)})


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(pages: Pages) -> None:
    """Write the pages, and remove those whose subject is gone."""
    for path in stale(pages):
        target = REFERENCE / path
        if path not in pages:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages[path], encoding="utf-8", newline="\n")


def main() -> int:
    """Write the pages, or with `--check` name those that are not current and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    pages = all_pages()
    if not parser.parse_args().check:
        write(pages)
        return 0
    wrong = stale(pages)
    for path in wrong:
        print(f"docs/reference/{path} is not current; run `make reference` and commit the page")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
