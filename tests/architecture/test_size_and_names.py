"""Files are small, and named after what they hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
BANNED = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "manager", "managers"}
SUPPRESSION = re.compile(
    r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[\w, -]+\])?|pragma: no \w+)(?P<rest>.*)"
)


def test_no_file_is_longer_than_the_limit(root: Path, files: list[Path]) -> None:
    long = {str(path): n for path in files if (n := _lines(root / path)) > LONGEST_FILE}

    assert long == {}


def test_no_function_is_longer_than_the_limit(root: Path, files: list[Path]) -> None:
    sources = [path for path in files if path.parts[0] in ("src", "scripts")]

    long = {
        f"{path}:{name}": n for path in sources for name, n in _functions(root / path) if n > LONGEST_FUNCTION
    }

    assert long == {}


def test_no_file_or_folder_has_a_name_that_says_nothing(files: list[Path]) -> None:
    vague = [str(path) for path in files if BANNED & {Path(part).stem for part in path.parts}]

    assert vague == []


def test_each_suppression_says_why(root: Path, files: list[Path]) -> None:
    silent = [
        f"{path}:{number}"
        for path in files
        for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines(), start=1)
        if (found := SUPPRESSION.search(line)) and not found["rest"].strip(" -#")
    ]

    assert silent == []


def test_each_public_module_says_what_is_public(root: Path, files: list[Path]) -> None:
    modules = [path for path in files if path.parts[0] == "src" and not path.name.startswith("_")]

    silent = [str(path) for path in modules if "__all__" not in (root / path).read_text(encoding="utf-8")]

    assert silent == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function and its number of lines without the docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            documented = node.body[1:] if ast.get_docstring(node) else node.body
            start = documented[0].lineno if documented else node.end_lineno
            yield node.name, node.end_lineno - start + 1
