"""The public names change only on purpose."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import lockgate


def test_the_public_names_are_those_of_the_snapshot(golden: Callable[[str, str], None]) -> None:
    lines = [_line(name) for name in sorted(lockgate.__all__)]

    golden("public_api.txt", "\n".join(lines) + "\n")


def test_each_public_name_is_there_and_listed_by_dir() -> None:
    missing = [name for name in lockgate.__all__ if not hasattr(lockgate, name) or name not in dir(lockgate)]

    assert missing == []


def _line(name: str) -> str:
    value = getattr(lockgate, name)
    if inspect.isclass(value):
        ours = [base for base in value.__mro__ if base.__module__.startswith("lockgate")]
        public = sorted({member for base in ours for member in vars(base) if not member.startswith("_")})
        return f"class {name}: {', '.join(public)}"
    return f"{name}{inspect.signature(value)}" if callable(value) else f"{name}: {type(value).__name__}"
