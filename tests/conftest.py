"""What every test may use: hypothesis profiles, and golden files."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

pytest_plugins = ["pytester"]

GOLDEN = Path(__file__).parent / "golden"

# Derandomised: a red build is red again on the next machine. `dev` searches less and answers sooner.
settings.register_profile("dev", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# numba, which shap brings, compiles loops when they first run: longer than all tests of it take without
os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
# workers fill the cores: threads of linear algebra beside them only wait for one another, and burn what they wait
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later collection of garbage: thousands of tests never become any."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """Let everything be cleared at the end, or extension modules tell of leaks."""
    gc.unfreeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/<name>``; ``make golden`` rewrites the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(f"no golden file {name}; `make golden` writes it")
        assert text == path.read_text(encoding="utf-8")

    return compare


class _BySlowEngine(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Files go to one worker each, and all that asks Spark goes to one: a second JVM costs minutes."""

    def _split_scope(self, nodeid: str) -> str:
        return "spark" if "spark" in nodeid.lower() else nodeid.split("::", 1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Return what distributes tests over workers."""
    return _BySlowEngine(config, log)
