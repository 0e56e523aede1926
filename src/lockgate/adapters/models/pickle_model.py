"""Pickles and files of joblib, which are programs: read against a list of names, in a process of their own."""

from __future__ import annotations

import os
import subprocess  # a process of our own that reads the file, with arguments from nobody
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from lockgate.adapters.models.messages import receive, send
from lockgate.adapters.models.rows import count_of, taken
from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["PickleModel", "load_pickle"]

_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "OMP_NUM_THREADS", "LANG", "LC_ALL")
"""Variables that the process gets; the others may hold secrets."""


class PickleModel:
    """An estimator in a process that has no network, starts no programs and writes no files.

    The process ends with `close`, or when it does not answer in time.

    Parameters
    ----------
    spec : ModelSpec
        The file, what it may name beside estimators, and how long an answer may take.
    """

    def __init__(self, spec: ModelSpec) -> None:
        self._place = spec.file
        self._seconds = spec.timeout.total_seconds()
        self._process = _started()
        self._turn = threading.Lock()  # the process answers one question after the other
        head = {
            "file": str(Path(spec.file).absolute()),
            "trusted": list(spec.trusted),
            "positive": spec.positive,
            "labels": list(spec.labels),
            "quantiles": list(spec.quantiles),
            "features": list(spec.features),
        }
        try:
            told, _ = self._asked(head, {})
        except ModelError:
            self.close()
            raise
        self._features = tuple(str(name) for name in told["features"])
        self._classes = tuple(cast("Sequence[ClassLabel]", told["classes"]))

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads, empty if it does not know them."""
        return self._features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._classes

    def predict(self, rows: Rows) -> np.ndarray:
        """Return the probability of the positive class, of each of several classes, or a number."""
        _, arrays = self._asked({}, taken(rows, self._features, self._place))
        found = arrays.get("predictions", np.zeros(0))
        width = (len(self._classes),) if self._classes else ()
        if found.dtype != np.float64 or found.shape != (count_of(rows), *width):
            raise ModelError.failed(self._place, "its process returned something else than predictions")
        return found

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not read is of no use any more
                cast("BinaryIO", pipe).close()

    def _asked(self, head: Mapping[str, Any], rows: Rows) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        with self._turn:
            timer = threading.Timer(self._seconds, stop)
            timer.start()
            try:
                send(cast("BinaryIO", self._process.stdin), head, rows)
                told, arrays = receive(cast("BinaryIO", self._process.stdout))
            except (EOFError, OSError, ValueError) as error:
                why = (
                    f"it did not answer within {self._seconds:g} s"
                    if late.is_set()
                    else "its process has ended"
                )
                raise ModelError.failed(self._place, why, "set `timeout` if it needs longer") from error
            finally:
                timer.cancel()
        if "code" in told:
            code = "LG501" if told["code"] == "LG501" else "LG502"
            raise ModelError(code, f"model `{self._place}`", str(told["text"]), str(told["hint"]))
        return told, arrays


def load_pickle(spec: ModelSpec) -> PickleModel:
    """Load a file.

    Raises
    ------
    ModelError
        If it names anything but estimators, arrays and what is trusted, or cannot be read.
    """
    return PickleModel(spec)


def _started() -> subprocess.Popen[bytes]:
    variables = {name: os.environ[name] for name in _KEPT if name in os.environ}
    variables["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-B", "-m", f"{__package__}.pickle_process"]
    return subprocess.Popen(  # noqa: S603 - no shell, and nothing from outside
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=variables
    )
