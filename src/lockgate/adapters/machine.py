"""The machine that models run on: its clock, its counters of energy, its processes and files."""

from __future__ import annotations

import os
import subprocess  # processes of our own that load a model, with arguments from nobody
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from lockgate.adapters.models.messages import receive, send
from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.app.resource_ports import ColdStart
from lockgate.domain.errors import ModelError

__all__ = ["LocalMachine"]

_MIB = 1 << 20
_POWERCAP = Path("/sys/class/powercap")
_PROGRAM = "lockgate.adapters.models.cold_start"


class LocalMachine:
    """Measures on this machine.

    Parameters
    ----------
    powercap : Path, default=Linux's
        Where the processor's counters of energy are.
    """

    def __init__(self, powercap: Path = _POWERCAP) -> None:
        self._powercap = powercap

    def seconds(self) -> float:
        """Return the time of a clock that only goes forward."""
        return time.perf_counter()

    def joules(self) -> float | None:
        """Return what the packages of the processor have used; None where they do not tell, or not to us."""
        try:
            counters = [
                int((zone / "energy_uj").read_text())
                for zone in self._powercap.glob("*-rapl:*")
                if zone.name.count(":") == 1  # a part of a package is counted in it
            ]
        except (OSError, ValueError):
            return None
        return sum(counters) / 1e6 if counters else None

    def size_mib(self, spec: ModelSpec) -> float | None:
        """Return the size of a model's file, or of all files of its directory."""
        path = Path(spec.path) if spec.path else None
        if path is None or not path.exists():
            return None
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        return sum(one.stat().st_size for one in files) / _MIB

    def start(self, spec: ModelSpec, rows: Rows) -> ColdStart:
        """Start a fresh process that loads a model and predicts the rows."""
        began = self.seconds()
        process = _started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(spec.timeout.total_seconds(), stop)
        timer.start()
        try:
            send(cast("BinaryIO", process.stdin), _plain(spec), rows)
            told, _ = receive(cast("BinaryIO", process.stdout))
            ready = self.seconds() - began
        except (EOFError, OSError, ValueError) as error:
            if late.is_set():
                why = f"a fresh process did not load it and predict within {spec.timeout.total_seconds():g} s"
                raise ModelError.failed(spec.place, why, "set `timeout` if it needs longer") from error
            raise ModelError.failed(spec.place, "a fresh process that loads it ends at once") from error
        finally:
            timer.cancel()
            _end(process)
        if "code" in told:
            raise ModelError(str(told["code"]), f"model `{spec.place}`", str(told["text"]), str(told["hint"]))
        return ColdStart(float(told["load_s"]), ready, told["peak_mib"])


def _started() -> subprocess.Popen[bytes]:
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(  # noqa: S603 - no shell, and nothing from outside
        [sys.executable, "-m", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=variables,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not read is of no use any more
            cast("BinaryIO", pipe).close()


def _plain(spec: ModelSpec) -> dict[str, Any]:
    """Return a spec as JSON holds it."""
    return {
        "file": spec.file,
        "callable": spec.callable,
        "url": spec.url,
        "format": spec.format,
        "positive": spec.positive,
        "classes": list(spec.classes),
        "labels": list(spec.labels),
        "quantiles": list(spec.quantiles),
        "features": list(spec.features),
        "output": spec.output,
        "trusted": list(spec.trusted),
        "threads": spec.threads,
        "timeout": spec.timeout.total_seconds(),
        "token_variable": spec.token_variable,
    }
