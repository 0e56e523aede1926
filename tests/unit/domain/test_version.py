"""One version, told in two places."""

from __future__ import annotations

import importlib.metadata

from lockgate.domain.version import __version__


def test_the_package_and_its_metadata_agree() -> None:
    assert importlib.metadata.version("lockgate") == __version__
