from __future__ import annotations

import os
import subprocess
import sys

import pytest

from lockgate.cli.chatter import chatter_aside


def test_what_is_printed_meanwhile_goes_to_the_error_stream(capfd: pytest.CaptureFixture[str]) -> None:
    sys.stdout.write("before\n")
    sys.stdout.flush()
    with chatter_aside():
        sys.stdout.write("by Python\n")
        sys.stdout.flush()
        os.write(1, b"by native code\n")
        subprocess.run([sys.executable, "-c", "print('by a program')"], check=True)
    sys.stdout.write("after\n")
    sys.stdout.flush()

    out, err = capfd.readouterr()
    assert out.split() == ["before", "after"]
    assert err.splitlines() == ["by Python", "by native code", "by a program"]


def test_standard_output_is_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="boom"), chatter_aside():
        raise ValueError("boom")
    os.write(1, b"after\n")

    assert capfd.readouterr().out == "after\n"


def test_a_standard_output_that_is_closed_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setattr(os, "dup", lambda _: pytest.fail("its number is that of another file"))

    with chatter_aside():
        sys.stdout.write("nobody hears it\n")
        sys.stdout.flush()
