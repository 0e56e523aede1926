"""What the repetitions of one program come to, net of its imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from measuring.process import Limits, Run, run
from measuring.programs import Program

__all__ = ["IMPORTS", "Figures", "Repetitions", "record_imports", "repeat"]

IMPORTS = str(Path(__file__).with_name("imports.py"))
"""The program that records and replays imports; it runs in the environment of whom it is asked about."""


@dataclass(frozen=True, slots=True)
class Repetitions:
    """The runs of a program, and as many of a process that imports the same modules and does nothing."""

    runs: Sequence[Run]
    imports: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a program took: seconds of CPU (user + system) and wall, MiB of peak resident memory.

    `net_cpu_s` is the CPU less what importing the same modules costs.
    """

    columns: ClassVar[dict[str, str]] = {
        "CPU s": "{0.cpu_s:.2f}",
        "net of imports": "{0.net_cpu_s:.2f}",
        "wall s": "{0.wall_s:.2f}",
        "peak MiB": "{0.peak_mib:,.0f}",
    }
    """What a result table shows, by its title."""

    cpu_s: float
    net_cpu_s: float
    wall_s: float
    peak_mib: float
    repetitions: int

    @classmethod
    def of(cls, seen: Repetitions, over: Callable[[Iterable[float]], float], **more: int) -> Self:
        """Return one figure of all repetitions, such as their median; `more` is what a benchmark adds.

        All are rounded, so that the tables say the same of figures that were kept.
        """
        cpu_s = over(one.cpu_s for one in seen.runs)
        return cls(
            cpu_s=round(cpu_s, 3),
            net_cpu_s=round(cpu_s - over(one.cpu_s for one in seen.imports), 3),
            wall_s=round(over(one.wall_s for one in seen.runs), 3),
            peak_mib=round(over(one.peak_mib for one in seen.runs), 3),
            repetitions=len(seen.runs),
            **more,
        )

    @property
    def shown(self) -> list[str]:
        """The cells of a result table."""
        return [form.format(self) for form in self.columns.values()]


def record_imports(part: Program, command: Sequence[str]) -> tuple[Path, Run]:
    """Run a program once; return the list of what it imported, anew each time, because code changes."""
    target = part.work / f"modules-{Path(part.script).stem or 'lockgate'}.txt"
    return target, run(part, [IMPORTS, "record", str(target), *command])


def repeat(
    part: Program, command: Sequence[str], modules: Path, repetitions: int, limits: Limits | None = None
) -> Repetitions:
    """Run a program and its imports in turn; `modules` is the list from `record_imports`."""
    runs, imports = [], []
    for _ in range(repetitions):
        imports.append(run(part, [IMPORTS, "replay", str(modules)]))
        runs.append(run(part, command, limits))
    return Repetitions(runs, imports)
