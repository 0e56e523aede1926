"""Write the pages of `docs/reference` that are made from the code; `--check` only tells whether they are current.

Nothing here knows a check, a metric, a command or a code by name: what is registered gets a page.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from interchange_pages import interchange_pages
from lockgate.checks import CHECKS
from lockgate.documents.fields import OPERATOR_KEYS, fields_of
from lockgate.domain.codes import CODES, Code
from lockgate.domain.requirement import Operator
from lockgate.gates.metric import Direction, Metric, argument_names
from lockgate.gates.metrics import METRICS, METRICS_BY_TASK, METRICS_BY_WORD
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.perturbations import PERTURBATIONS
from lockgate.scan.dialects import DIALECTS
from lockgate.scan.dialects.gaps import GAPS
from lockgate.scan.suite import SuiteItem
from numpydoc_text import MADE, Described, fenced, page, parse, table
from parity_page import parity_pages
from surface_pages import command_pages, project_page, python_page

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"

GROUPS = {
    "LG1": "Parameters and packages",
    "LG2": "Tables and states",
    "LG3": "Documents and expressions",
    "LG4": "Reasons of findings",
    "LG5": "Models",
    "LG6": "Entries, evidence and migrations",
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
    return pages | {"codes/index.md": page("Codes", opening, *groups)}


def _code_page(code: Code) -> str:
    return page(
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
        (", ".join(f"`{name}`" for name in entry.names), entry.text)
        for entry in parse(SuiteItem.__doc__).entries("Parameters")
        if not {"check", "optional", "origin"} & set(entry.names)  # said of a column, not of a rule
    ]
    operators = [(f"`{operator.value}`", _operator_text(operator)) for operator in Operator]
    return pages | {
        "checks/index.md": page(
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


def engine_page() -> Pages:
    """Return the page of checks and engines: what cannot be asked where, and when."""
    names = [dialect for dialect in DIALECTS if GAPS[dialect]]
    gapless = ", ".join(DIALECTS[dialect].engine for dialect in DIALECTS if not GAPS[dialect])
    rows = [
        (f"[`{check}`](checks/{check}.md)", *(GAPS[dialect].get(check, "yes") for dialect in names))
        for check in sorted(CHECKS)
    ]
    opening = (
        f"{gapless} answers every check. What another engine cannot be asked is an ERROR with the reason\n"
        '([LG240](codes/LG240.md)); "yes" means the same verdict and the same numbers, proved on the real engine.\n'
        "Why they agree: [one answer on every engine](../explanation/engines.md).\n"
    )
    further = (
        "Of all checks: types that an engine lacks cannot be in its tables (nanoseconds on both, unsigned integers,\n"
        "structs on PostgreSQL). Regular expressions are those of RE2. Models are scored by\n"
        "DuckDB only. Rows of every engine are written to files\n"
        "([set bad rows aside](../how-to/set-bad-rows-aside.md)).\n"
    )
    head = ("check", *(DIALECTS[dialect].engine for dialect in names))
    return {"engines.md": page("Checks and engines", opening, table(head, rows), further)}


def metric_pages() -> Pages:
    """Return one page a name, with a part for each task that has it, and the list of all."""
    pages = {f"metrics/{name}.md": _metric_page(name) for name in {metric.name for metric in METRICS}}
    opening = (
        "What a model gate may compare with a bar. How bars are decided: "
        "[the statistics](../../explanation/statistics.md).\n"
    )
    listed = [f"## `task: {task.value}`\n\n{_listed(metrics)}" for task, metrics in METRICS_BY_TASK.items()]
    return pages | {"metrics/index.md": page("Metrics", opening, *listed)}


def probe_pages() -> Pages:
    """Return the pages of perturbations and of behaviour tests."""
    guide = "[probe a model](../how-to/probe-a-model.md)"
    changes = (
        f"How a `robustness` entry changes rows; how to write one: {guide}.\n"
        "A dose that is a share of rows hits the same rows in all columns, except for `missing`.\n"
        "A value that is missing stays so, unless it is said otherwise.\n"
    )
    tests = (
        f"What a `behaviour` entry may ask of a model's answers; how to write one: {guide}.\n"
        "A row breaks a test or does not; `at_most` is the share of rows that may.\n"
    )
    return {
        "perturbations.md": _kinds_page("Perturbations", changes, PERTURBATIONS),
        "behaviours.md": _kinds_page("Behaviour tests", tests, BEHAVIOURS),
    }


def _kinds_page(title: str, opening: str, kinds: Mapping[str, type]) -> str:
    sections = []
    for name, cls in kinds.items():
        doc = parse(cls.__doc__)
        parts = [f"## `{name}`\n", f"{doc.summary}\n", f"{doc.body}\n" if doc.body else ""]
        parts += [fenced("yaml", doc.yaml), table(("key", "value", "meaning"), list(_parameters(cls)))]
        sections.append("\n".join(part for part in parts if part))
    return page(title, opening, *sections)


def _listed(metrics: Sequence[Metric[Any]]) -> str:
    rows = [
        (
            f"[`{metric.name}`]({metric.name}.md)",
            ", ".join(f"`{alias}`" for alias in metric.aliases),
            metric.direction.value,
            parse(type(metric).__doc__).summary,
        )
        for metric in sorted(metrics, key=lambda one: one.name)
    ]
    return table(("metric", "also called", "better", "measures"), rows)


def _metric_page(name: str) -> str:
    tasks: dict[type, list[str]] = {}
    for task, metric in METRICS_BY_WORD[name].items():
        tasks.setdefault(type(metric), []).append(f"`task: {task.value}`")
    if len(tasks) == 1:
        return _unit_page(name, next(iter(tasks)), "metric")
    parts: list[str] = []
    for cls, named in tasks.items():
        parts += [f"## {', '.join(named)}\n", *_unit_parts(cls, "metric", "###")]
    return page(f"`{name}`", *parts, "[All metrics](index.md)\n")


def _unit_page(name: str, cls: type, kind: str) -> str:
    return page(f"`{name}`", *_unit_parts(cls, kind, "##"), f"[All {kind}s](index.md)\n")


def _unit_parts(cls: type, kind: str, level: str) -> list[str]:
    """Return what a page says of a check or metric, with headings of a level."""
    doc = parse(cls.__doc__)
    parts = [f"{doc.summary}\n", f"{doc.body}\n" if doc.body else ""]
    example = doc.yaml or (_gate_example(cls()) if kind == "metric" else "")
    if example:
        parts.append(fenced("yaml", example))
    parameters = list(_parameters(cls)) if kind == "check" else []
    if parameters:
        parts.append(f"{level} Keys\n\n" + table(("key", "value", "meaning"), parameters))
    arguments = _arguments(cls) if kind == "metric" else []
    if arguments:
        parts.append(f"{level} Arguments\n\n" + table(("argument", "value", "meaning"), arguments))
    parts += [
        f"{level} {section}\n\n{doc.sections[section]}\n"
        for section in ("Notes", "References")
        if section in doc.sections
    ]
    if doc.session:
        opening = f">>> from {cls.__module__} import {cls.__name__}"
        parts.append(f"{level} In Python\n\n" + fenced("python", f"{opening}\n{doc.session}"))
    return parts


def _gate_example(metric: Metric[Any]) -> str:
    """Return a gate on the metric, as `lockgate.yaml` writes it."""
    bars = {
        Direction.HIGHER: "mustBeGreaterOrEqualTo: 0.7",
        Direction.LOWER: "mustBeLessOrEqualTo: 0.2",
        Direction.NEITHER: f"mustBeBetween: [{0.1 if metric.least == 0 else -0.1}, 0.3]",
    }
    return f"metric: {metric.name}\n{bars[metric.direction]}"


def _arguments(cls: type) -> list[tuple[str, str, str]]:
    """Return what a gate may set of a metric."""
    described = _described(cls)
    return [(f"`{name}`", described[name].kind, described[name].text) for name in argument_names(cls())]


def _parameters(cls: type) -> Iterator[tuple[str, str, str]]:
    described = _described(cls)
    own = inspect.get_annotations(cls)
    for field in sorted(fields_of(cls), key=lambda field: (field.name not in own, not field.is_required)):
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


def all_pages() -> Pages:
    """Return every page by its path under `docs/reference`."""
    made = (
        code_pages(), check_pages(), metric_pages(), command_pages(), project_page(), python_page(),
        interchange_pages(), parity_pages(), engine_page(), probe_pages(),
    )  # fmt: skip
    return {path: text for pages in made for path, text in pages.items()}


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
