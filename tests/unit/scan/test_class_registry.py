"""ClassRegistry: a class is imported when it is first asked for, and not before."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lockgate.scan.aggregates import STATES
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.key_counts import KeysState


def test_a_class_is_found_in_the_file_of_its_name_or_where_it_is_said_to_be() -> None:
    assert STATES["extremes"] is ExtremesState
    assert STATES["keys"] is KeysState
    assert STATES["extremes"] is STATES["extremes"]


def test_a_name_that_is_not_listed_is_not_looked_for() -> None:
    assert "extremes" in STATES
    assert "extreme" not in STATES
    with pytest.raises(KeyError):
        STATES["extreme"]


def test_names_are_known_without_an_import() -> None:
    code = (
        "import sys; from lockgate.scan.aggregates import STATES;"
        "print(len(STATES), 'extremes' in STATES, sorted(STATES)[0],"
        " any(name.startswith('lockgate.scan.aggregates.') for name in sys.modules))"
    )

    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert found.stdout.split() == [str(len(STATES)), "True", "binned_counts", "False"]
