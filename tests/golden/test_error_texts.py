"""What every error says, word for word, and that every code is used and known."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

from lockgate.domain import errors
from lockgate.domain.codes import CODES, Reason
from lockgate.domain.errors import DocumentError, LockgateError, Problem
from lockgate.domain.position import Position

SOURCE = Path(errors.__file__).parents[2]
FACTS: dict[str, object] = {
    "where": "wilson_interval",
    "parameter": "successes",
    "must": "an int in [0, 2]",
    "got": 3,
    "package": "skops",
    "extra": "sklearn",
    "column": "amout",
    "table": "orders",
    "available": ["id", "amount"],
    "location": "data/orders.parquet",
    "reason": "No magic bytes found.\nOn a second line.",
    "hint": "write it again",
    "known": ["flights", "planes", "weather", "airports", "airlines", "trips"],
    "text": "x > (select 1)",
    "what": "a subquery",
    "allowed": "compare columns",
    "kind": "key_counts",
    "path": "models/m.skops",
    "entry": "unit tests",
    "subject": "flights",
    "verdict": "FAIL",
    "red": [f"line {i}" for i in range(7)],
    "run_id": "7f3a",
    "name": "trips/v3",
    "reference": "trips/v1",
    "reasons": ["id: nearly every row has a value of its own"],
    "runs": [f"7f3a{i}c" for i in range(7)],
    "packages": ("pandas", "polars"),
    "version": "1.2.0",
    "revision": "v1.2.0",
    "contract": "flights",
    "directory": "contracts/history",
    "migration": "0001_rename_km",
    "back": "down",
    "direction": "up",
    "lost": "column `km`",
    "findings": [f"completeness x{i}: 3 of 9 rows do not satisfy it" for i in range(7)],
    "differs": "column `km` is gone",
    "applied": "0001_rename_km",
    "there": "0001_other",
    "target": "out.parquet",
    "checks": ["`range`", "`mean`"],
    "rows": 10,
    "most": 50,
    "good": 6,
    "bad": 3,
    "engine": "Apache Spark",
    "endings": [".csv", ".parquet"],
}
"""A value for each fact that a constructor takes, by its name."""


def test_every_constructor_says_what_was_reviewed(golden: Callable[[str, str], None]) -> None:
    parts = []
    for kind in _kinds():
        for name, make in _constructors(kind):
            error = make(**{fact: FACTS[fact] for fact in inspect.signature(make).parameters})
            parts.append(f"{kind.__name__}.{name}\n{error}\n")
    problems = [
        Problem(Position("a.yaml", 9, 1), "LG313", "key `metric` is missing"),
        Problem(Position("a.yaml", 3, 5), "LG312", "unknown key `mustBee`", "did you mean `mustBe`?"),
    ]
    parts.append(f"DocumentError\n{DocumentError(problems)}\n")

    golden("errors.txt", "\n".join(parts))


def test_every_code_in_the_source_is_in_the_catalogue_and_every_code_is_used() -> None:
    used: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        if file.name != "codes.py":
            used |= set(re.findall(r"[\"'](LG\d{3})[\"']", file.read_text(encoding="utf-8")))
    reasons = {getattr(Reason, name) for name in vars(Reason) if name.isupper()}  # used by name: `Reason.HOLDS`

    assert used - set(CODES) == set()
    assert set(CODES) - used - reasons == set()


def test_every_reason_is_used() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    named = set(re.findall(r"Reason\.([A-Z_]+)", text))

    assert {name for name in vars(Reason) if name.isupper()} - named == set()


def _kinds() -> list[type[LockgateError]]:
    kinds = [value for name in errors.__all__ if inspect.isclass(value := getattr(errors, name))]
    return [kind for kind in kinds if issubclass(kind, LockgateError)]


def _constructors(kind: type[LockgateError]) -> list[tuple[str, Callable[..., LockgateError]]]:
    return [(name, getattr(kind, name)) for name, value in vars(kind).items() if isinstance(value, classmethod)]
