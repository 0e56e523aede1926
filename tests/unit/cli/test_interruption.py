from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from lockgate.cli.interruption import is_stopped, stop_tidily

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put back what this process does with signals, and forget that it was stopped."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    monkeypatch.undo()
    from lockgate.cli.interruption import _STOPPED  # noqa: PLC0415 - only to forget

    _STOPPED.clear()


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_unwinds_the_run(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_DFL)  # a shell may have started us with signals ignored

    stop_tidily()

    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)

    assert is_stopped()


def test_a_signal_that_was_to_be_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    stop_tidily()
    signal.raise_signal(signal.SIGINT)

    assert not is_stopped()
