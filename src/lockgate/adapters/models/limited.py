"""A model of this process that is given up when it does not answer in time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import NoReturn, TypeVar

import numpy as np

from lockgate.app.model_ports import ClassLabel, LoadedModel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

__all__ = ["LimitedModel", "load_limited"]

Answer = TypeVar("Answer")

_LATE = "set `timeout` if it needs longer"
_LATE_ANSWER = f"{_LATE}, or score fewer rows at a time"


class LimitedModel:
    """A model whose answers come from a thread of their own, which is left behind when it is late.

    Threads that ask at the same time are answered at the same time. A thread cannot be ended from outside: what is
    left behind computes on until this process ends, and ends with it.

    Parameters
    ----------
    spec : ModelSpec
        Where the model came from, and how long an answer may take.
    model : LoadedModel
        The model itself.
    """

    def __init__(self, spec: ModelSpec, model: LoadedModel) -> None:
        self._spec = spec
        self._model = model
        self._is_given_up = False

    @property
    def features(self) -> Sequence[str]:
        """Return the columns that the model reads."""
        return self._model.features

    @property
    def classes(self) -> Sequence[ClassLabel]:
        """Return the class of each column of the predictions."""
        return self._model.classes

    @property
    def unlimited(self) -> LoadedModel:
        """Return the model itself: calls of it are not late, and hold no time but its own."""
        return self._model

    def predict(self, rows: Rows) -> np.ndarray:
        """Return predictions; a model that was late once is asked no more."""
        if self._is_given_up:
            raise ModelError.failed(self._spec.place, "it was given up, because it did not answer in time")
        try:
            return _answered(lambda: self._model.predict(rows), self._spec, ModelError.failed, _LATE_ANSWER)
        except _LateError as late:
            self._is_given_up = True
            raise late.error from None

    def close(self) -> None:
        """Let go of the model; one that was given up is still in use."""
        if not self._is_given_up:
            self._model.close()


def load_limited(spec: ModelSpec, load: Callable[[ModelSpec], LoadedModel]) -> LimitedModel:
    """Load a model within its time.

    Raises
    ------
    ModelError
        If it cannot be loaded, or is not loaded in time.
    MissingExtraError
        If the package that runs it is not installed.
    """
    try:
        return LimitedModel(spec, _answered(lambda: load(spec), spec, ModelError.unreadable, _LATE))
    except _LateError as late:
        raise late.error from None


_ASKING = threading.local()
"""In the thread of a model: the process that asks it, which is not that of a process which the model forks."""

_end_process = os._exit


def _unless_asked(status: int) -> NoReturn:
    """End the process, unless a model asks for it: a run that is over without a word looks like one that passed."""
    if getattr(_ASKING, "process", None) == os.getpid():
        raise SystemExit(status)
    _end_process(status)


class _LateError(Exception):
    """No answer came in time."""

    def __init__(self, error: ModelError) -> None:
        super().__init__()
        self.error = error


def _answered(
    work: Callable[[], Answer], spec: ModelSpec, failed: Callable[[str, str, str], ModelError], hint: str
) -> Answer:
    """Return what `work` returns, or raise what it raises; `failed` makes an error of what went wrong."""
    answers: list[Answer] = []
    raised: list[BaseException] = []
    context = copy_context()

    def run() -> None:
        _ASKING.process = os.getpid()
        try:
            answers.append(context.run(work))
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
            raised.append(error)

    os._exit = _unless_asked
    thread = threading.Thread(target=run, name=f"model {spec.place}", daemon=True)
    thread.start()
    thread.join(spec.timeout.total_seconds())
    if thread.is_alive():
        why = f"it did not answer within {spec.timeout.total_seconds():g} s"
        raise _LateError(failed(spec.place, why, hint))
    if raised and isinstance(raised[0], SystemExit):  # a model that leaves must not take the verdict with it
        raise failed(
            spec.place,
            "it tried to end the program",
            "a model returns its predictions, and never calls sys.exit or os._exit",
        )
    if raised:
        raise raised[0]
    return answers[0]
