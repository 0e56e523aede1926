"""The fresh process that loads a model, predicts once and says what that took; `machine` starts it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.adapters.models.messages import receive, send
from lockgate.app.model_spec import ModelFormat, ModelSpec
from lockgate.domain.errors import LockgateError

__all__ = ["answer", "main", "peak_mib"]

_STATUS = "VmHWM:"


def main() -> None:
    """Talk over what were standard input and output; what a model prints is thrown away."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(silence, standard)
    with requests, answers:
        answer(requests, answers)


def answer(requests: BinaryIO, answers: BinaryIO) -> None:
    """Load the model that the message names, predict its rows, and answer with the time and the memory."""
    head, rows = receive(requests)
    try:
        began = time.perf_counter()
        with closing(AnyModelLoader().load(_spec(head))) as model:
            took = time.perf_counter() - began
            model.predict(rows)
            told: dict[str, Any] = {"load_s": took, "peak_mib": peak_mib()}
    except LockgateError as error:
        told = {"code": error.code, "text": error.text, "hint": error.hint}
    send(answers, told, {})


def peak_mib(processes: Path = Path("/proc")) -> float | None:
    """Return the largest resident memory of this process, and of those that it started and that still run.

    Linux tells it of the program that runs; `getrusage` would count the memory of the program that started it too.
    """
    found: list[float] = []
    with suppress(OSError, ValueError):
        children = (processes / "self" / "task" / str(os.getpid()) / "children").read_text().split()
        for process in ("self", *children):
            lines = (processes / process / "status").read_text().splitlines()
            found += [int(line.split()[1]) / 1024 for line in lines if line.startswith(_STATUS)]
    return sum(found) if found else None


def _spec(head: dict[str, Any]) -> ModelSpec:
    return ModelSpec(
        **{
            **head,
            "format": ModelFormat(head["format"]) if head["format"] else None,
            "classes": tuple(head["classes"]),
            "labels": tuple(head.get("labels", ())),
            "quantiles": tuple(head.get("quantiles", ())),
            "features": tuple(head["features"]),
            "trusted": tuple(head["trusted"]),
            "timeout": timedelta(seconds=head["timeout"]),
        }
    )


if __name__ == "__main__":
    main()
    sys.exit(0)
