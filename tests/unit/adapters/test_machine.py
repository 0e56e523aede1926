"""The machine itself, once: real processes, real files; counters of energy as Linux writes them."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from lockgate.adapters.machine import LocalMachine
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

RULES = (
    "import os, time\n\ndef f(rows):\n    return rows['x']\n\ndef end(rows):\n    os.kill(os.getpid(), 9)\n"
    "\ndef hang(rows):\n    time.sleep(600)\n"
)
ROWS = {"x": np.array([1.0])}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a file of functions."""
    (tmp_path / "rules.py").write_text(RULES)
    return tmp_path / "rules.py"


def test_the_clock_goes_forward() -> None:
    machine = LocalMachine()

    assert machine.seconds() <= machine.seconds()


def test_a_fresh_process_tells_its_time_and_memory(rules: Path) -> None:
    start = LocalMachine().start(ModelSpec(callable=f"{rules}:f"), ROWS)

    assert 0 < start.load_s < start.ready_s
    if sys.platform == "linux":
        assert start.peak_mib is not None
        assert 10 < start.peak_mib < 2000


def test_a_model_that_cannot_start_is_an_error(rules: Path) -> None:
    machine = LocalMachine()

    with pytest.raises(ModelError, match="a fresh process that loads it ends at once"):
        machine.start(ModelSpec(callable=f"{rules}:end"), ROWS)
    with pytest.raises(ModelError, match="LG501") as caught:
        machine.start(ModelSpec(callable=f"{rules}:none"), ROWS)
    assert "AttributeError" in caught.value.text


def test_a_fresh_process_that_hangs_is_ended(rules: Path) -> None:
    spec = ModelSpec(callable=f"{rules}:hang", timeout=timedelta(seconds=1))

    with pytest.raises(ModelError, match="within 1 s") as caught:
        LocalMachine().start(spec, ROWS)
    assert caught.value.hint == "set `timeout` if it needs longer"


def test_sizes_are_of_files_and_directories(rules: Path, tmp_path: Path) -> None:
    machine = LocalMachine()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "file").write_bytes(b"x" * (1 << 20))

    assert machine.size_mib(ModelSpec(callable=f"{rules}:f")) == len(RULES) / (1 << 20)
    assert machine.size_mib(ModelSpec(file=str(tmp_path))) == 1 + len(RULES) / (1 << 20)
    assert machine.size_mib(ModelSpec(file="none")) is None
    assert machine.size_mib(ModelSpec(url="http://h/infer")) is None


def test_energy_is_the_sum_of_the_packages(tmp_path: Path) -> None:
    for zone, used in (("intel-rapl:0", 2_000_000), ("intel-rapl:1", 500_000), ("intel-rapl:0:0", 900_000)):
        (tmp_path / zone).mkdir()
        (tmp_path / zone / "energy_uj").write_text(f"{used}\n")

    assert LocalMachine(tmp_path).joules() == 2.5
    (tmp_path / "intel-rapl:1" / "energy_uj").write_text("")
    assert LocalMachine(tmp_path).joules() is None
    assert LocalMachine(tmp_path / "none").joules() is None
