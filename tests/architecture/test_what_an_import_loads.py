"""`import lockgate` and `lockgate --help` are quick, because they load little (ADR-0010)."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "duckdb",
    "numpy",
    "scipy",
    "sqlalchemy",
    "sqlglot",
    "pydantic",
    "pandas",
    "polars",
    "pyarrow",
    "sklearn",
    "pyspark",
    "psycopg",
    "deltalake",
    "pyiceberg",
}
CPU_SECONDS = 0.3


def test_import_loads_no_engine_and_nothing_heavy() -> None:
    loaded = _loaded("import lockgate")

    assert loaded & HEAVY == set()


def test_import_loads_nothing_from_outside_the_standard_library() -> None:
    outside = _loaded("import lockgate") - set(sys.stdlib_module_names) - _loaded("pass") - {"lockgate"}

    assert outside == set()


@pytest.mark.parametrize("module", ["lockgate.api", "lockgate.app.run_project", "lockgate.bootstrap"])
def test_what_judges_loads_scipy_only_when_it_is_asked(module: str) -> None:
    assert "scipy" not in _loaded(f"import {module}")


def test_help_loads_no_engine_and_nothing_heavy() -> None:
    call = "import sys; sys.argv = ['lockgate', '--help']\nfrom lockgate.cli.main import run_cli\n"

    loaded = _loaded(f"{call}run_cli()")

    assert loaded & HEAVY == set()


def test_help_answers_within_its_cpu_time() -> None:
    script = Path(sys.executable).with_name("lockgate")

    seconds = min(_cpu_seconds([str(script), "--help"]) for _ in range(5))

    assert seconds < CPU_SECONDS


def _loaded(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after `code`."""
    ask = f"{code}\nimport sys\nprint('\\n' + ' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    shown = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", ask], check=True, capture_output=True, text=True, env=_plain_environment()
    )
    return set(shown.stdout.splitlines()[-1].split())


def _cpu_seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=_plain_environment())  # noqa: S603 - our own words
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _plain_environment() -> dict[str, str]:
    """Return the environment without what makes coverage start in a child; it would load and cost its share."""
    ours = ("COVERAGE", "COV_", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}
