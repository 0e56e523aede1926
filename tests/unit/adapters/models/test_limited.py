from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import ModuleType

import numpy as np
import pytest

from lockgate.adapters.models.limited import LimitedModel, load_limited
from lockgate.app.model_ports import ClassLabel, Rows, TimeLimited
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ModelError

SOON = ModelSpec(callable="rules.py:score", timeout=timedelta(milliseconds=50))
ROWS = {"x": np.arange(3.0)}


class Model:
    """A model that does as it is told."""

    features: Sequence[str] = ("x",)
    classes: Sequence[ClassLabel] = ("a", "b", "c")

    def __init__(self, answer: Callable[[Rows], np.ndarray]) -> None:
        self.predict = answer
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """Return what is not set before the test ends."""
    event = threading.Event()
    yield event
    event.set()


def test_a_model_in_time_is_as_it_is() -> None:
    inner = Model(lambda rows: rows["x"] / 4)

    model = load_limited(ModelSpec(callable="rules.py:score"), lambda _: inner)

    assert model.predict(ROWS).tolist() == [0, 0.25, 0.5]
    assert (model.features, model.classes) == (("x",), ("a", "b", "c"))
    assert isinstance(model, TimeLimited)
    assert model.unlimited is inner
    model.close()
    assert inner.is_closed


def test_a_model_that_hangs_is_given_up_and_asked_no_more(never: threading.Event) -> None:
    asked: list[int] = []

    def hang(rows: Rows) -> np.ndarray:
        asked.append(len(rows))
        never.wait()
        return rows["x"]

    inner = Model(hang)
    model = LimitedModel(SOON, inner)

    with pytest.raises(ModelError, match=r"LG502.*cannot score: it did not answer within 0.05 s") as caught:
        model.predict(ROWS)
    with pytest.raises(ModelError, match="it was given up"):
        model.predict(ROWS)
    model.close()
    assert (asked, inner.is_closed) == ([1], False)
    assert caught.value.hint == "set `timeout` if it needs longer, or score fewer rows at a time"


def test_a_model_that_is_never_loaded_is_given_up(never: threading.Event) -> None:
    def load(_: ModelSpec) -> Model:
        never.wait()
        return Model(lambda rows: rows["x"])

    with pytest.raises(ModelError, match=r"LG501.*cannot be loaded: it did not answer within 0.05 s"):
        load_limited(SOON, load)


def test_what_it_raises_is_raised_and_it_may_be_asked_again() -> None:
    def broken(rows: Rows) -> np.ndarray:
        raise ZeroDivisionError(len(rows))

    model = LimitedModel(SOON, Model(broken))

    for _ in range(2):
        with pytest.raises(ZeroDivisionError, match="1"):
            model.predict(ROWS)


@pytest.mark.parametrize(("module", "function"), [(sys, "exit"), (os, "_exit")])
def test_a_model_that_leaves_does_not_take_the_verdict_with_it(module: ModuleType, function: str) -> None:
    def leave(_: Rows) -> np.ndarray:
        return np.array([getattr(module, function)(0)])

    with pytest.raises(ModelError, match="cannot score: it tried to end the program"):
        LimitedModel(SOON, Model(leave)).predict(ROWS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # that a process with threads forks
def test_a_process_that_a_model_starts_ends_by_itself() -> None:
    def fork(_: Rows) -> np.ndarray:
        child = os.fork()
        if not child:
            os._exit(7)
        return np.array([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])])

    assert LimitedModel(ModelSpec(callable="rules.py:score"), Model(fork)).predict(ROWS).tolist() == [7]


def test_those_who_ask_at_the_same_time_are_answered_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)

    def meet(rows: Rows) -> np.ndarray:
        both.wait()  # breaks if the second is asked only after the first has answered
        return rows["x"]

    model = LimitedModel(ModelSpec(callable="rules.py:score"), Model(meet))

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(model.predict, [ROWS, ROWS]))

    assert [one.tolist() for one in found] == [[0, 1, 2]] * 2


def test_what_is_set_for_a_context_holds_for_the_model() -> None:
    def divide(rows: Rows) -> np.ndarray:
        found: np.ndarray = rows["x"] / 0
        return found

    with np.errstate(divide="ignore", invalid="ignore"):
        assert not np.isfinite(LimitedModel(SOON, Model(divide)).predict(ROWS)).any()
