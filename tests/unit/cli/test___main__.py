from __future__ import annotations

import subprocess
import sys


def test_the_module_is_the_program() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "lockgate.cli", "--version"], check=True, capture_output=True, text=True
    )

    assert shown.stdout.startswith("lockgate ")
