"""Scaffold a check: `make new check=positive_fraction`.

Writes the class, its test and its news line, and registers the class. Nothing that exists is overwritten.
"""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SOURCE = '''"""Check: {words}."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Total, TotalState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["{name_of_class}"]


@dataclass(frozen=True, slots=True)
class {name_of_class}(StatisticCheck):
    """Require the {words} of a numeric column.

    Taken over values that are not null. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or
    infinite values.

    Parameters
    ----------
    requirement : Requirement
        What the {words} must satisfy, in the column's unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: {name}
        column: distance
        mustBeBetween: [900, 1200]

    >>> from lockgate.domain.requirement import Requirement
    >>> {name_of_class}(Requirement.between(900, 1200), "distance").judge((TotalState(4, 4_000),)).verdict.name
    'PASS'
    """

    name: ClassVar[str] = "{name}"
    says: ClassVar[str] = "{words}"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Total(self.column),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[TotalState]", states)
        return (state.total / state.n if state.n else None), state.n
'''

TEST = '''"""{name_of_class}: cases by hand, then the edges."""

from __future__ import annotations

import math

from lockgate.checks.{name} import {name_of_class}
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import TotalState

CHECK = {name_of_class}(Requirement.between(2, 3), "x")


def test_a_value_on_the_bound_passes() -> None:
    outcome = CHECK.judge((TotalState(2, 6),))

    assert outcome.verdict is Verdict.PASS


def test_a_value_outside_fails() -> None:
    outcome = CHECK.judge((TotalState(2, 7),))

    assert outcome.verdict is Verdict.FAIL


def test_no_value_is_inconclusive() -> None:
    outcome = CHECK.judge((TotalState(0, 0),))

    assert outcome.verdict is Verdict.INCONCLUSIVE


def test_nan_is_inconclusive() -> None:
    outcome = CHECK.judge((TotalState(2, math.nan),))

    assert outcome.verdict is Verdict.INCONCLUSIVE
'''

NEWS = "The check `{name}` requires the {words} of a column to be as the contract says.\n"


def main(arguments: list[str]) -> int:
    """Scaffold the check that the one argument names; return 2 if the name cannot be used."""
    name = arguments[0] if arguments else ""
    problem = refuse(name)
    if problem:
        print(f"make new: {problem}", file=sys.stderr)
        return 2
    written = [*write(name), register(ROOT / "src/lockgate/checks/__init__.py", name)]
    for path in written:
        print(f"  {path.relative_to(ROOT)}")
    print("next: docs/how-to/add-a-check.md, step 2; then `make reference` and `make test`")
    return 0


def refuse(name: str) -> str:
    """Return why the name cannot be used, an empty text if it can."""
    if not name:
        return "say which check, such as `make new check=positive_fraction`"
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or keyword.iskeyword(name):
        return f"a check is named in lower case with underscores, such as `positive_fraction`; got {name!r}"
    if (ROOT / f"src/lockgate/checks/{name}.py").exists():
        return f"the check `{name}` exists"
    return ""


def write(name: str) -> list[Path]:
    """Write class, test and news line."""
    facts = {"name": name, "name_of_class": class_name(name), "words": name.replace("_", " ")}
    texts = {
        f"src/lockgate/checks/{name}.py": SOURCE,
        f"tests/unit/checks/test_{name}.py": TEST,
        f"changelog.d/+{name}.added.md": NEWS,
    }
    for path, template in texts.items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(template.format(**facts), encoding="utf-8")
    return [ROOT / path for path in texts]


def class_name(name: str) -> str:
    """Return the name of the class: `positive_fraction` is `ZeroFraction`."""
    return "".join(part.capitalize() for part in name.split("_"))


def register(registry: Path, name: str) -> Path:
    """Add the name at its alphabetical place."""
    lines = registry.read_text(encoding="utf-8").split("\n")
    insert(lines, f'        "{name}",', r' {8}"\w+",')
    registry.write_text("\n".join(lines), encoding="utf-8")
    return registry


def insert(lines: list[str], line: str, kind: str) -> None:
    """Insert a line among those of its kind, in order."""
    places = [number for number, text in enumerate(lines) if re.fullmatch(kind, text)]
    if not places:
        message = f"no line like {kind!r} in the registry"
        raise SystemExit(message)
    after = [number for number in places if lines[number] < line]
    lines.insert(after[-1] + 1 if after else places[0], line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
