"""What the fresh process does, without the process."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lockgate.adapters.models.cold_start import answer, peak_mib
from lockgate.adapters.models.messages import receive, send

HEAD: dict[str, Any] = {
    "file": "", "callable": "numpy:asarray", "url": "", "format": None, "positive": None, "classes": [],
    "features": [], "output": "", "trusted": [], "threads": None, "timeout": 5.0, "token_variable": "",
}  # fmt: skip


def told(**more: object) -> dict[str, Any]:
    requests, answers = io.BytesIO(), io.BytesIO()
    send(requests, {**HEAD, **more}, {"x": np.array([0.5])})
    requests.seek(0)
    answer(requests, answers)
    answers.seek(0)
    return receive(answers)[0]


def test_the_time_to_load_and_the_memory_are_told() -> None:
    found = told()

    assert found["load_s"] > 0
    assert found["peak_mib"] is None or found["peak_mib"] > 1


@pytest.mark.parametrize(
    ("more", "code"),
    [({"callable": "numpy:none"}, "LG501"), ({"callable": "", "file": "none.bin", "format": "skops"}, "LG501")],
)
def test_an_error_is_told(more: dict[str, Any], code: str) -> None:
    assert told(**more)["code"] == code


def test_memory_is_that_of_the_process_and_its_children(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - for the number of this process

    (tmp_path / "self" / "task" / str(os.getpid())).mkdir(parents=True)
    (tmp_path / "self" / "task" / str(os.getpid()) / "children").write_text("7 ")
    for process, peak in (("self", 2048), ("7", 1024)):
        (tmp_path / process).mkdir(exist_ok=True)
        (tmp_path / process / "status").write_text(f"Name:\tx\nVmHWM:\t{peak} kB\nVmRSS:\t1 kB\n")

    assert peak_mib(tmp_path) == 3.0
    assert peak_mib(tmp_path / "none") is None
