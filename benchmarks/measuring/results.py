"""The results of a benchmark: as tables, with the bars, and as the files in which they are kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, TypeVar

from measuring.figures import Figures

__all__ = [
    "Bar",
    "ResultFiles",
    "Results",
    "Scope",
    "Unfinished",
    "Versions",
    "bar_table",
    "in_order",
    "machine",
    "scopes",
    "table",
    "told_unfinished",
    "written_by",
]

Scope = tuple[int, int | str]
"""Rows, and what else the benchmark varies: checks, days, slices."""
Kind = TypeVar("Kind", bound=Figures)
Results = dict[tuple[str, int, int | str], Kind]
"""What each program took, by its name and scope."""
Unfinished = dict[tuple[str, int, int | str], str]
"""Within which limits a program was not done, by its name and scope."""
Versions = dict[str, str]
"""By name of the program."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One requirement, what was seen, and the most that is accepted, all in one unit."""

    says: str
    seen: float
    limit: float
    unit: str = "CPU s"

    @property
    def holds(self) -> bool:
        """Whether no more was seen than is accepted."""
        return self.seen <= self.limit


@dataclass(frozen=True, slots=True)
class ResultFiles(Generic[Kind]):
    """RESULTS.md and results.json in the folder of a benchmark.

    Parameters
    ----------
    folder : pathlib.Path
        Of the benchmark.
    title : str
        What RESULTS.md begins with.
    varies : str
        What the second part of a scope is called in results.json.
    kind : type
        What is kept of a program.
    """

    folder: Path
    title: str
    varies: str
    kind: type[Kind]

    def save(
        self, text: str, results: Results[Kind], versions: Versions, unfinished: Unfinished | None = None
    ) -> None:
        """Write both files; `text` is the Markdown below the title."""
        figures = [
            {"name": name, "rows": rows, self.varies: what} | asdict(one)
            for (name, rows, what), one in results.items()
        ]
        document: dict[str, object] = {"machine": machine(), "versions": versions, "results": figures}
        if unfinished:
            document["unfinished"] = [
                {"name": name, "rows": rows, self.varies: what, "within": limits}
                for (name, rows, what), limits in unfinished.items()
            ]
        self._json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        self.folder.joinpath("RESULTS.md").write_text(f"# {self.title}\n\n{text}\n", encoding="utf-8")

    def load(self) -> tuple[Results[Kind], Versions]:
        """Return what results.json holds, and refuse it if it was measured on another machine."""
        if not self._json.exists():
            raise SystemExit(f"{self._json} is not there, so there are no results to keep: leave --again out")
        document = json.loads(self._json.read_text(encoding="utf-8"))
        if document["machine"] != machine():
            raise SystemExit(
                f"the results in {self._json} are of another machine ({document['machine']}; this is {machine()}), "
                "and cannot be compared with new ones: leave --again out and measure all"
            )
        results = {
            (one.pop("name"), one.pop("rows"), one.pop(self.varies)): self.kind(**one)
            for one in document["results"]
        }
        return results, document["versions"]

    def load_unfinished(self) -> Unfinished:
        """Return who was not done, as results.json has it."""
        document = json.loads(self._json.read_text(encoding="utf-8"))
        return {
            (one["name"], one["rows"], one[self.varies]): one["within"]
            for one in document.get("unfinished", [])
        }

    @property
    def _json(self) -> Path:
        return self.folder / "results.json"


def machine() -> str:
    """Return what the figures were measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}"


def in_order(results: Results[Kind]) -> Results[Kind]:
    """Return the results from the least to the most work."""
    return dict(sorted(results.items(), key=lambda item: item[0][1:]))


def scopes(results: Results[Kind]) -> list[Scope]:
    """Return what has a table of its own, in the order of the results."""
    return list(dict.fromkeys((rows, what) for _, rows, what in results))


def written_by(how: str) -> str:
    """Return the first line of a page of results."""
    return f"{machine()}. Written by {how}; how to read it: ../README.md."


def table(
    scope: Scope, results: Results[Kind], versions: Versions, *, names: Sequence[str], ours: str, yardstick: str
) -> Iterator[str]:
    """Yield a row for each program that was measured, against `yardstick` and against `ours`."""
    seen = {name: results[name, *scope] for name in names if (name, *scope) in results}
    columns = next(iter(seen.values())).columns
    yield f"| program | version | {' | '.join(columns)} | net / hand-written | CPU / lockgate |"
    yield f"|---|---|{'--:|' * (len(columns) + 2)}"
    by_hand, lockgate = seen.get(yardstick), seen.get(ours)
    for name, one in seen.items():
        net_ratio = f"{one.net_cpu_s / by_hand.net_cpu_s:.2f}x" if by_hand else ""
        ratio = f"{one.cpu_s / lockgate.cpu_s:.2f}x" if lockgate else ""
        yield f"| {name} | {versions[name]} | {' | '.join(one.shown)} | {net_ratio} | {ratio} |"


def told_unfinished(scope: Scope, unfinished: Unfinished, versions: Versions) -> Iterator[str]:
    """Yield a line below the table of a scope for each program that was not done."""
    for (name, *where), limits in unfinished.items():
        if tuple(where) == scope:
            yield f"\n{name} {versions[name]}: not done within {limits}."


def bar_table(bars: Iterable[Bar]) -> Iterator[str]:
    """Yield the last section of a page: every bar, and whether it holds."""
    yield "\n## Bars\n"
    yield "| bar | seen | at most | |"
    yield "|---|--:|--:|---|"
    for bar in bars:
        word = "holds" if bar.holds else "**missed**"
        yield f"| {bar.says} | {bar.seen:.2f} {bar.unit} | {bar.limit:.2f} {bar.unit} | {word} |"
