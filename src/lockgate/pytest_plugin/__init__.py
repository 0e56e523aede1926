"""The pytest plugin: entries of lockgate.yaml as tests, and fixtures.

``pytest lockgate.yaml`` collects each entry of each stage as one item, so that ``-k``, ``-n`` and ``--junitxml``
work as for any test. A project that nobody named is left alone, because its entries may train models: set the option
``lockgate = true`` where plain ``pytest`` shall run it. The fixtures judge tables inside the user's own tests.
"""

from __future__ import annotations

from lockgate.pytest_plugin.collect import pytest_addoption, pytest_collect_file, pytest_configure
from lockgate.pytest_plugin.fixtures import lockgate_check, lockgate_now

__all__ = ["lockgate_check", "lockgate_now", "pytest_addoption", "pytest_collect_file", "pytest_configure"]
