from __future__ import annotations

from lockgate.app.contract_versions import Archive
from lockgate.cli.contract_options import MODES, archive
from lockgate.contracts.evolution.mode import Mode


def test_every_mode_can_be_asked_for() -> None:
    assert set(MODES) == {mode.value for mode in Mode}


def test_the_archive_reads_real_files() -> None:
    assert isinstance(archive(), Archive)
